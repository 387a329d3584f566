"""Time is written down, and taken back."""
