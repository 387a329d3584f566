"""Services: what we run for customers, what it depends on, and which customers use it.

Words. A **service** has a **key**, by which programs know it. It **needs** others (a part that no
customer uses themselves is a service too); a customer **uses** it, at a site, on a plan, and it
matters to them more or less. **Exposed** to a service is whoever uses it, or one that needs it,
however far up. What is needed and used has a from and a to: who was exposed at an instant is one
query.

Guarantees. Nothing needs itself, not by any way round: the database refuses it.

Who calls it. Problems name services, signals are about them; it knows neither.
"""
