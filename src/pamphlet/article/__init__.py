"""The article: its format, its parser and its typed form."""
