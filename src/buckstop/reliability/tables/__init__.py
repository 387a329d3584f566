"""What may be taken out of how it turned out, a file each."""
