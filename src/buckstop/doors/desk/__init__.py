"""The desk: where staff work. My work, a problem, all problems, logging one, and the house.

`views/` answer requests: they find what their reader may see and call one verb. `views/sheets/` are
the acts that need words or a choice, one class each. `presenting/` turns rows into what the
templates show (`components.shown`). `entrance.py` is logging in. A GET never changes anything.
"""
