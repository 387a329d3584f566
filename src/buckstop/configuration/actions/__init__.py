"""The verbs of configuration."""
