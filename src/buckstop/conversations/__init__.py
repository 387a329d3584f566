"""Conversations: what customers and we say to each other, and how it travels.

Words. A **message** was said by somebody at a time: by mail, on the page, by phone, by a program,
or as an internal **note**. A **case** has one thread of them. Words that nobody knows here wrote
stand **apart**, and leave a **doubt** that the owner decides. A **follower** gets copies. A
**letter** is what we write to customers by itself or for a person; the outbox sends it.

Guarantees. What was said is never changed, and nobody is heard in another's name. Machines are
never answered.

Who calls it. Incoming mail, the desk, the customer's page, the API; reactions when something
happened that a customer should hear of.
"""
