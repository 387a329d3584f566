"""The desk: where staff work. My work, a problem, all problems, logging one, and the house.

`pages/` has a folder a page: what it finds that its reader may see, and its template. `acts/` has a
file a noun: each act is one class, from which its address, sheet, guard and buttons follow, and
calls one verb. `presenting/` turns rows into what several pages show (`components.shown`).
`entrance.py` is logging in. A GET never changes anything.
"""
