"""One program that hears what happens, with all that was sent to it."""
