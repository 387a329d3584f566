"""What the API answers about, a file each with its `router`, which `urls` finds."""
