"""The supplier's page at /s/<link>/: by a signed link, for one person and one ask.

`entering` reads the link, `pages` show, `acts` do (one POST, one verb). Looking changes nothing,
and nothing else of the problem is there: no customer, no plan, no other supplier.
"""
