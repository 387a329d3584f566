"""The verbs of signals."""
