"""Suppliers: whom we ask for help outside the house, and what they answer.

Words. A **supplier** is an organisation with **people** of its own, who have no log-in; hours in
its zone; and what it promises us: within how many of its working minutes it answers, by how badly
a problem hurts. Some of its people stand on its **ladder**: whom we turn to when nobody answers.

Guarantees. Somebody of a supplier is asked only while the supplier is there. Nothing of a customer
stands in what a supplier is sent, but what whoever asks writes there.

Who calls it. The desk; `problems` never hears of it.
"""
