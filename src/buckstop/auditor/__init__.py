"""Whether the house keeps what it promises: looked at from outside the worker that keeps it.

A *check* is one thing that must hold, as queries over the whole database; a *finding* is a check
that doesn't hold, since when. A *mark* is the last time of something: the worker was alive, the
auditor looked, a backup was made, the heartbeat left.

The auditor is a process of its own (`doors/clock/auditor.py`). Only while everything holds does it
call the heartbeat address, if there is one: when that falls silent, somebody elsewhere is told.
"""
