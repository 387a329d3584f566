"""Who may do what, and when: one function a verb, asked by the verb and by pages.

`may_<verb>(row, actor, …)` answers None where the verb would do it now, and the `Refusal` (code,
sentence, field) that it would raise otherwise. They read nothing: rows are given as they are, and
what else matters comes as an argument, such as who is there (`OnDuty`) or
which offer is open. What only the words or times of a form decide, the verb checks besides.

    from buckstop.problems.permissions import ownership

    check(ownership.may_take(problem, by, on_duty))                     # at the head of the verb
    shown = ownership.may_take(problem, reader.actor, on_duty) is None  # on a page

One file a noun: `problem`, `cases`, `ownership` (offers, taking, handing back), `owed` (asking for
something, and what is said of it), `escalation`, `customers` (for whom a contact writes).
"""
