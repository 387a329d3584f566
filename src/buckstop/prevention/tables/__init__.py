"""What may be taken out of causes and preventions, a file each."""
