"""How long what was said is kept: rules, exceptions, holds, and the report of each night's run.

Words. A **period** is an exception of a brand or a customer: other months than the house's, or
forever. A **hold** keeps a customer's or a problem's words whatever the rules say. A **run** is one
night's work, a **line** of it what went of one problem, or why it stayed.

Guarantees. Nothing goes of a problem that is open, owed or held; where several rules fit a problem,
the longest holds.
"""
