"""The command line (a stub until the commands land)."""


def main() -> None:
    """Run the command line."""
