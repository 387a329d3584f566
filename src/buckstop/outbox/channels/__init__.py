"""Ways out of the house: a folder each."""
