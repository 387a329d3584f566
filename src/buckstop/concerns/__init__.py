"""Concerns: what somebody of us wants leadership to hear, openly or anonymously.

A concern is raised to a leader, who owes an answer by a time; unanswered it goes to the next above.
Of an anonymous one nothing is kept that leads to a person: no person, no instant but a full hour,
no key with a time in it, no entry of the ledger. Whoever raised it has a code, of which we keep a
digest alone: with it they read the answer and go on talking.

Who calls it. The desk, and the page without a log-in on which a code is used.
"""
