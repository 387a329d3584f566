"""Who did what in the house: who came in, took something out, looked at a marked customer."""
