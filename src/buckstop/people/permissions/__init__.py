"""In which state of them customers, contacts and staff may be changed: one function a verb.

Who administers the house, the doors ask: its verbs are reached through them and the terminal only.
"""
