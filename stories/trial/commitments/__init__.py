"""The kinds of this app, found at start-up."""
