"""What goes on record of who came in, who looked and what was taken out."""
