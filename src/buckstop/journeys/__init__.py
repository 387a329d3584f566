"""Journeys: the steps that customers go through, where they lose time, and how often.

Words. An **event log** says what was done for whom, and when: our own ledger is one, and any file
of events can be another. A **journey** is one course through it (of a problem, or of whatever a
log calls its case), a **step** one event of it, an **arrow** two steps that follow each other. A
**visit** is a run of steps of one team. A **friction** is where customers lose time: a wait
beyond what is usual, a step done again, going back and forth.

Guarantees. Nothing that is read of a file is left out unsaid: each line left out is reported, and
why. Every figure equals a plain recount of the rows, which the tests do.

Who calls it. The desk's pages, which read results that were kept; the terminal, on files; a duty
of the clock, which makes the results anew. `engine` reckons and knows no Django; `reading` reads
files into it.
"""
