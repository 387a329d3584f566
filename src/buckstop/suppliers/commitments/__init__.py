"""Kinds of what suppliers owe us."""
