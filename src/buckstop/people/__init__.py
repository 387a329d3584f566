"""People: customers, their contacts, staff, log-ins and keys.

Words. A **person** is anybody with a name. **Staff** have a role: colleague, front line, lead,
executive, admin. A **contact** is a customer's person; one may act for several **customers**, and
several may share one **address**. A **key** lets a program use the API.

Guarantees. Nobody signs up by themselves; a one-time link lets staff in the first time. A person
is never removed, only deactivated, and what they own moves first (`problems` does that).

Who calls it. Everything above: it says who somebody is, never what they work on.
"""
