"""Prevention: what let problems happen, what we change so that it doesn't come back, and whether
that held.

Words. A **cause** is an obstacle that we can remove, never a person's or a customer's fault; it
lies behind one problem or many. A **review** is what is owed of a problem that hurt: its causes,
or *not known yet* with when we look again.

Guarantees. A problem that hurt ends with a cause (G8): until one is named, somebody owes the
review by a time, and that it was missed stays. Nothing is lost where causes are merged or split.

Who calls it. The doors, the clock. It hears of none.
"""
