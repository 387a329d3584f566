"""Template tags of the shared screen pieces."""
