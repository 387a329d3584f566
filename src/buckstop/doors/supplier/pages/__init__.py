"""What a supplier sees: a folder a page."""
