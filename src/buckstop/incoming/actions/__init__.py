"""The verbs of incoming mail, in the order in which a mail goes through them."""
