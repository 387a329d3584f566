"""Webhooks: the programs that hear what happens."""
