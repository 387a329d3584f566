"""The form at /contact/ by which anybody tells us something, and its like on others' pages.

`view` shows and takes it, `working` lets machines pay for what they send, `embedding` gives the
script for other sites. What is sent is committed before it is answered, and counts once.
"""
