"""My keys for programs."""
