"""The customers' portal at /portal/: all of theirs, for who came in by a mailed link.

`log_in` lets them in, `inside` guards the rest, `home` lists, `case` is a colleague's page (their
own is the page of the signed link), `opening` takes something new, `people` is for who administers.
What they see `conversations.queries.portal` decides.
"""
