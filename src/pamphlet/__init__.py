"""One plain-language health article becomes a tagged PDF handout and a recording that says the same words."""

__version__ = "0.1.0"
