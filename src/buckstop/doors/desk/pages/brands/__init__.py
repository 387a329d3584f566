"""The brands, and whose each address of the desk is."""
