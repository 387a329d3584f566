"""Servers of PostgreSQL that fail over, writers who note what was acknowledged, and the count."""
