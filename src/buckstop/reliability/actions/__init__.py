"""The verbs of reliability."""
