"""The reckoning: an event log in DuckDB, and one file for each question that it answers.

Times are whole microseconds since 1970, in UTC. The log lies in two tables, in this order so
that a question is one pass over it: `every_step` (place, journey, step, team, happened, before,
waited), by `place`, the running number of a step in the whole log as sorted by journey and time,
and `every_journey` (journey, opening, begins, ends, steps, customers, course), whose steps are the
places from `opening` on. What is asked about is chosen by `selection`, as the views `steps` and
`journeys`.
"""
