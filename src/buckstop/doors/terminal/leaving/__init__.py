"""`buckstop export`: everything out, in files that other programs read, with their verifier."""
