"""Putting a problem first, against the order: who, why, what it delays; until a shift's end."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.problems.entries.pinning import Pinned, Unpinned
from buckstop.problems.models import Pin, Problem
from buckstop.problems.permissions.problem import may_pin, may_unpin
from buckstop.problems.queries.pins import delayed_by
from buckstop.problems.rules.acting import check_words

A_SHIFT = timedelta(hours=8)
"""So long a pin holds where neither its owner nor who pinned it is on shift."""


def pin(problem: Problem, *, why: str, by: Actor, at: datetime) -> Pin:
    """Put it before all else that its owner has, until their shift ends."""
    said = check_words(why, "why", _("Say why it comes first: others wait longer for it."))
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_pin(problem, by))
        there = who_is_on_duty(act.at)
        until = next(
            (there.on_shift[one] for one in (problem.owner_id, by.person) if one in there.on_shift),
            act.at + A_SHIFT,
        )
        for before in act.rows(Pin.objects.filter(problem=problem, ended_at=None)):
            act.change(before, ended_at=act.at)
        row = Pin(
            problem=problem,
            person=Person.objects.get(pk=by.person),
            why=act.body(said),
            at=act.at,
            until=until,
        )
        delays = delayed_by(problem, there, act.at)
        act.add(row)
        act.change(problem, pinned_until=until)
        act.record(Pinned(pin=row.pk, until=until, delays=delays, why=row.why.digest))
    return row


def unpin(problem: Problem, *, by: Actor, at: datetime) -> None:
    """It has its place in the order again."""
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_unpin(problem, by, act.at))
        for row in act.rows(Pin.objects.filter(problem=problem, ended_at=None)):
            act.change(row, ended_at=act.at)
            act.record(Unpinned(pin=row.pk))
        act.change(problem, pinned_until=None)
