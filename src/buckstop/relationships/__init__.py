"""Relationships: who is a customer's face, and what they know and say.

Words. A customer's **account manager** has the relationship: they hear what happens there before
the customer calls (`people.telling.face`), and may **carry the news**: give the next one
themselves, once the problem's owner says yes.

Guarantees. Who owns the problem stays accountable; nothing is promised twice, since who carries the
news owes the one promise that is open. Only who has the relationship with somebody who waits can
offer it.

Who calls it. The desk; `problems` never hears of it.
"""
