"""Chat tools that speak to us, channels of teams, and forms that send problems."""
