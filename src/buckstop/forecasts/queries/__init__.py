"""What forecasts are made of, what came of them, and how good they were; nothing here writes."""
