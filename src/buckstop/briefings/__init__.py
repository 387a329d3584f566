"""Briefings: what everybody in the house, and the customers' own clients, are told of a problem.

Words. A **briefing** is one page about a problem for everybody who works here, made of the facts,
with a sentence of its owner's on top. **Words for their clients** are a short neutral text that a
customer may pass on as it is; it stands on their page.

Guarantees. Nobody outside reads a briefing. Who sees no problems reads only of those whose owner
wrote a sentence for everybody. What holds is the newest that was written; the older ones stay.

Who calls it. The desk; customers read the second kind.
"""
