"""Outcomes: what we learnt for the next time, and whom there is to thank.

Words. A **lesson** is three lines about a problem that ended: what it looked like, what it was,
what to do first next time. A colleague **reviews** it; then it is found on the next problem like
it, until nobody found it useful for a year. A **thanks** goes from a person to a person, for a
problem.

Guarantees. Whoever wrote a lesson doesn't review it. A thanks is read by who gives and who gets it,
and by nobody else: it stands in a chain of its own, and nothing counts thanks.

Who calls it. The desk.
"""
