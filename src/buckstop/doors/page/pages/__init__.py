"""What a customer sees: a folder a page."""
