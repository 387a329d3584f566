"""What may be taken out of journeys as pages have them, a file each; all of it: `engine.tables`."""
