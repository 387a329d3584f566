"""Conversations: what customers and we say to each other, and how it travels.

Words. A **message** was said by somebody at a time: by mail, on the page, by phone, by a program,
or as a **note** inside. A **case** has one thread of them. **Intake** is a mail as it came in, kept
whole before it is acknowledged; it becomes exactly one thing. Words that nobody knows here wrote
stand **apart**, and leave a **doubt** that the owner decides. A **follower** gets copies. A
**delivery** is one mail of ours on its way to one address; each
try is an **attempt**.

Guarantees. Mail is committed before it is accepted and counts once (G5). What was said is never
changed, and nobody is heard in another's name. A delivery that may or may not have left is shown
as uncertain, never sent again by itself. Machines are never answered.

Who calls it. The mailbox, the desk, the customer's page, the API; reactions when something
happened that a customer should hear of.
"""
