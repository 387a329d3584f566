"""By mail, through a relay."""
