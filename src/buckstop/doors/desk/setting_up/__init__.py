"""Setting up: what an organisation does first, a step a file.

Each file has a class of `Step` and beside it, under the same name, its template. What a step asks
for is done where it is always done, by the same verbs; a step says how, and whether it is done. The
guided pages walk through them; what is neither done nor dismissed stands on *My work* of admins.
"""
