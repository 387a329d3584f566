"""The verbs of chat."""
