"""``python -m pamphlet``."""

from pamphlet.cli import main

if __name__ == "__main__":
    main()
