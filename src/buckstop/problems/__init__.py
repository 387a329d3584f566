"""Problems: the heart. What we own for customers, who owns it, and what is promised by when.

Words. A **problem** has one **owner** at every instant, an **understanding**, a plan of **steps**
and a state. A **case** is one customer's side of it. A **commitment** is what someone owes someone
by a time: update, step, ask, escalation, handoff. A **tenure** is the time of one owner.

Guarantees. Never ownerless (G1) and never silent (G2): a deferred constraint refuses the commit
that would break them. Ownership moves only with the next owner's word (G3). Only the customer's
word closes a case (G4). What was said to one customer stays with that case until it is widened.

Who calls it. `conversations` (a customer wrote, we wrote), the doors, the clock. It hears of none.
"""
