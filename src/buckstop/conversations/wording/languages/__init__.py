"""What each language says how: one file a language, named by its code."""
