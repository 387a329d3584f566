"""What is written to customers of preventions."""
