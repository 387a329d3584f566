"""Acts that need words or a choice: one class each, and what they have in common in `base`."""
