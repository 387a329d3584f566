"""The API at /api/v1: problems, commitments and the ledger, for programs with a key.

`urls` is what every request goes through, `resources` what it is about (a file each, with its
`router`), `keys` who comes in, `schemas` what is taken and given, `errors` how it says no. Lists
answer `{"items": [...], "next": cursor or null}`.
"""
