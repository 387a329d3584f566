"""Arrivals: what was handled in another system comes here, and stands as what it was.

A *source* is one other system. A *reader* (`readers`, a file each) gives what is in it as plain
*threads*, an *import* brings them in, a batch a transaction, and what isn't brought is kept with
the reason. *Reconciling* counts and digests each thread on both sides; somebody signs that off.
Nobody is written to by any of it, and nothing of it is ours: see `problems.actions.importing`.

Who calls it. The terminal imports; the desk shows what came of it, and signs off.
"""
