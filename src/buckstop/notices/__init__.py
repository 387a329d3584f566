"""Notices: telling staff what they must know, once each, live on the page and by mail.

Words. A **notice** tells one person of one ledger entry.

Guarantees. One entry is told to one person once, however often a reaction runs.

Who calls it. `reactions`, and the desk, which shows them and marks them seen.
"""
