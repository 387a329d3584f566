"""Notices: telling staff what they must know, once each, live on the page and by mail.

Words. A **notice** tells one person of one ledger entry. A **way** is a gateway (chat, push, text
message) by which somebody is told besides page and mail; a **wish** says when they are told of a
group of facts by mail or by their ways; a **sending** is one notice by one way.

Guarantees. One entry is told to one person once, and goes once by each way, however often a
reaction runs. Whoever has the watch is told at once. What fails by one way goes by the others; of
who can't be told by any, somebody else hears within five minutes.

Who calls it. `reactions`, and the desk, which shows them and marks them seen.
"""
