"""What can happen to a problem."""
