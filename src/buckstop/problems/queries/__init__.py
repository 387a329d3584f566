"""Reads of problems, for screens and for other apps."""
