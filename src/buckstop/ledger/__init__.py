"""The ledger: the append-only record of every act, and the one shape of a transaction.

Words. A **chain** is what has a history (a problem, a roster, the house). An **entry** is one
act: its code, actor, time, audience, the cases it concerns, and the hash of the entry before.
A **body** is what somebody wrote; entries hold only its salted digest, so that a body can be
erased and every chain still verifies. An **actor** is who does something.

Guarantees. Entries are inserted, never changed or removed: the database refuses it. Numbers in a
chain have no gap; time in a chain never runs backwards. `verify` finds any change made by hand.

Who calls it. Every verb, with `acting(...)`: it locks the chains, lets the verb add and change
rows and record entries, writes them all at the end and checks the guarantees at once. Who
follows an entry is none of the ledger's business: `reactions` tells it at start-up.
"""
