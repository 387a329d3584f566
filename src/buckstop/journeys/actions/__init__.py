"""What writes here: rows of what was asked and found, which claim nothing and are made again."""
