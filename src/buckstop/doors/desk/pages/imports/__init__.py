"""What came from other systems, and how both sides compare."""
