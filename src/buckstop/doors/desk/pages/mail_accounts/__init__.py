"""The mail accounts that are read, and how each does."""
