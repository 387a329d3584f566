"""The list of problems: what its address asks for, what it offers, and the list as a file."""
