"""A group of settings."""
