"""The API: problems, commitments and the ledger, for programs with a key."""
