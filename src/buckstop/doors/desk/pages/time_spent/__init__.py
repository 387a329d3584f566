"""Time spent, month by month."""
