"""Meters: how much, how long and how well, for those who watch the house from outside.

Words. A **meter** counts in a process: a *counter*, a *histogram* of seconds, or a *level* (how
much is taken of how much there is). What it counted is added every few seconds to the **totals**,
rows that all processes share; a process that is there says so, with its levels, in a row of its
own. A **measure** is asked of the store when somebody looks: how many promises are late, how old
the oldest mail is that nobody has read. Each app has its measures in its file `measures`.

Guarantees. Whichever process is asked, the answer is of all (docs/decisions/0080). Nothing personal
is in it. Counting costs a process about a microsecond, and no request waits for it to be written.

Who calls it. Whatever counts; `buckstop.metrics` reads it for `/metrics`.
"""
