"""The verbs of services."""
