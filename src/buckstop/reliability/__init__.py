"""Reliability: how it turned out for customers, with how sure that is.

Words. **Trust** is the share of promises kept to a customer, drawn towards the house's own rate
while there are few. A customer is **at risk** for reasons that are sentences; somebody calls them,
and what was said is noted. One that **left** did so for a reason in words. A **figure** has what it
counts beside it: each opens its list, has an interval, and is paired with what would show that a
change of labels moved it.

Who calls it. The doors. It hears of none.
"""
