"""Complaints: where a law gives us until when for a final answer, and what we write if it isn't
there by then.

Words. A service level may carry a **legal limit**, in days from when the customer came to us. The
**final answer** is owed within it: that it is solved, or that we can't do it, and why. Where that
takes longer, a **holding letter** says why, and when it comes.

Guarantees. A final answer is owed of every open case whose level has a limit, until it is given; a
holding letter keeps the one that is owed and owes the next one by the time that it names.

Who calls it. The desk and the clock.
"""
