"""The verbs of who is told of what changes on the status page."""
