"""Signals: what shows trouble before a customer says it.

Words. A **source** is a tool that sends us **signals** to an address of its own, which nobody else
knows. What it sent is an **arrival**, kept whole. Signals of the same trouble are one **episode**:
firing, quiet once it recovered, over when it stayed quiet for the service's quiet time; flapping is
one episode. An episode that matters is **found first**: it opens a problem by itself.

Guarantees. What was sent is committed before it is acknowledged; what can't be read is kept and
owned. A storm is one episode for each trouble, and one problem for what hangs together.

Who calls it. The desk and the webhook; `problems` never hears of it.

Whom a problem affects, `queries.affected` says; `outreach` tells them.
"""
