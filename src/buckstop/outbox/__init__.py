"""Outbox: what leaves the house, by whatever channel, and what came of it.

Words. A **delivery** is one thing of ours on its way to one address by one **channel**; each try is
an **attempt**. Its **source** is the app above that wants it sent: it writes the bytes, and records
in its own chain what came of them. An **outage** is a time in which nothing leaves by a channel. A
delivery is **uncertain** when it may or may not have left.

Guarantees. The same thing goes to the same address by the same channel once: the database says so.
What may have left is never sent again by itself; a person decides. What surely didn't leave is
tried for five days, or until it would be of no more use. Attempts are never changed.

Who calls it. Conversations and notices, which have something to send; the clock, which drains it;
the desk, where people decide about what is uncertain. It knows none of them: sources register.

A channel is a folder below `channels`, whose `channel.py` has its class.
"""
