"""Who may do what, and when: one function a verb, asked by the verb, by pages and by the API.

`may_<verb>(row, actor, …)` answers None where the verb would do it now, and the `Refusal` (code,
sentence, field) that it would raise otherwise. They read nothing: rows are given as they are, and
what else matters comes as an argument, such as who is there (`OnDuty`) or
which offer is open. What only the words or times of a form decide, the verb checks besides.

    from buckstop.problems.permissions import ownership

    check(ownership.may_take(problem, by, duty))                        # at the head of the verb
    shown = ownership.may_take(problem, reader.actor, present) is None  # on a page

One file a noun: `ownership` (offers, taking, handing back), `problem`, `cases`, `owed` (steps and
asks), `escalation`. A verb that isn't about who or when has none; a test lists those.
"""
