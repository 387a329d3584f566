"""`buckstop doctor`: what an operator asks first, a line each; `--fix` mends what is safe to mend.

command.py   runs the looks, in order, and prints what they found
found.py     what a look found: what it is, what is wrong, what to do, and whether it was done
machine.py   this machine: room, who may read what, catalogues, what a crash left
around.py    what is around it: relay, names, certificate
server.py    the database as such: settings, extensions, upkeep, replicas
keeping.py   what is kept for bad days: whether a backup was ever proved, which secret keys open
work.py      what the house does: who owns what comes, mail, reactions, workers, auditor, backup
"""
