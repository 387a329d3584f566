"""The status page: how what customers use does, computed from what we own and promised.

Words. A **component** is a service that customers use. A **trouble** is a problem that is known to
more than one customer, or that a signal showed: it stands on the page from the moment it opens, in
the words that all were told, with the time of the next news that is promised on it.

Guarantees. Nobody makes it green by hand. Nothing that was said to one customer stands there, nor
any name that we use among ourselves.
"""
