"""The verbs of who may come in."""
