"""What the database knows about mail that was read: whose it is, and what it belongs to."""
