"""What signals decide: pure."""
