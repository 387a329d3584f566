"""The verbs of problems: the only writers, each one transaction and at least one entry."""
