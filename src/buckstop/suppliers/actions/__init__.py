"""The verbs of suppliers."""
