"""The verbs of prevention."""
