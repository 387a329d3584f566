"""Incoming: a mail from its arrival until it is filed with its problem.

Words. **Intake** is a mail as it came in, kept whole before it is acknowledged; it becomes exactly
one thing: a problem, words on a case, one more of many, a report about a mail of ours, one of our
own that came back, or the same as one that came before.

Its way. It is **kept** (`actions/keep`), **read** (`reading`), **matched** with what is known of
its writer and its case (`matching`), and **filed** (`actions/filing`); `actions/receiving` takes it
along.

Guarantees. Mail is committed before it is accepted and counts once (G5). What can't be read stops
nothing behind it, and is somebody's as it came.

Who calls it. The mailbox, which keeps; the clock, which takes the rest of the way; the desk, where
somebody says whose a forwarded mail is.
"""
