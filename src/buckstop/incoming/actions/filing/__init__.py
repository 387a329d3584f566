"""A mail becomes exactly one thing: one file each, and the end that they share."""
