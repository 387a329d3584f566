"""Webhooks: what happens here is sent to programs of others, as it happens.

Words. An **endpoint** is an address of somebody's program, with an owner of ours. For each entry of
the ledger that it wants there is a **sending**, tried until it is taken; each try that failed is an
**attempt**. Bytes, signatures and times of trying are those of Standard Webhooks 1.0.0.

Guarantees. No entry is skipped (it follows the feed of `ledger.feed`), and none is lost while an
endpoint is away: it is tried over 75 hours, and may be sent again from its page. Whoever takes
something twice knows it by its `webhook-id`. A slow endpoint holds up no other. Nothing is sent to
an address that isn't public, wherever a name or a redirect leads. Nothing of a message is kept: it
is made from the entry, and who was erased isn't in it any more.

Who calls it. The worker, and the desk's page.
"""
