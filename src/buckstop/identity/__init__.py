"""Who of us may come in: by whom they are vouched for, what groups they are in, who leaves.

Words. A **provider** is a program of the organisation that says who somebody is (OpenID Connect).
An **account** is one of its people, known by its subject, and whose of ours it is. A **group
rule** says which role, or which team, goes with a group that a provider or a directory names.

Guarantees. What a provider says counts only where its signature, issuer, audience, nonce and times
are right, and only of who has an address that it vouches for, where a domain rule asks for one.
A provider that is switched off lets nobody in, and who came by it is logged out in that instant.
Who may always come in by a password (the *emergency person*) can't be locked out by any of this.

Who calls it. The desk's log-in pages and its page *Who may come in*.
"""
