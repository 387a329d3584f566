"""Part of verbs: the ladder of what is owed, climbed by one code path for every kind.

The clock looks at what is owed at each rung of its ladder. When its time has passed it is missed,
by whoever comes upon it first; what is owed instead climbs on from there, by the rungs that come
after. Whatever ends it, or gives it another time, ends the climb at that instant.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from buckstop.coverage.climbing import next_on_duty
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import leaders
from buckstop.coverage.rules import ladders
from buckstop.coverage.rules.ladders import Course, Heard, Rung, When, Whom
from buckstop.ledger.entries import Fact
from buckstop.ledger.transaction import Act
from buckstop.problems.entries import promising
from buckstop.problems.models import Commitment
from buckstop.problems.rules.climbing import Around

type Near = Callable[[Commitment, Rung, UUID], Fact]
"""What is on record of somebody who hears that it is due soon."""

NEWLY: dict[str, object] = {"warned_at": None, "late_since": None, "held": ""}
"""What holds of a ladder that hasn't been climbed."""


def course(owed: Commitment) -> Course:
    """When it got its time, that time, and since when it is late."""
    return Course(owed.counts_from or owed.made_at, owed.due, owed.late_since)


def around(act: Act, owed: Commitment, on_duty: OnDuty) -> Around:
    """Who has to do with it now."""
    problem = owed.problem
    return Around(on_duty, problem.team_id, problem.owner_id, owed.debtor_id, lambda: _leaders(act))


def look(act: Act, owed: Commitment, rungs: Sequence[Rung], on_duty: OnDuty, near: Near) -> None:
    """The clock looks at what isn't due yet: who hears of it, and when it looks next."""
    there = around(act, owed, on_duty).there
    climbed = owed.warned_at or owed.counts_from or owed.made_at
    found = ladders.climb(
        rungs,
        course(owed),
        climbed=climbed,
        at=act.at,
        there=there,
        held=held_for(owed),
    )
    held = " ".join(found.held)
    next_one = _next_look(act, owed, rungs, held)
    act.change(owed, warned_at=act.at, held=held, attend_at=next_one)
    for heard in found.heard:
        late = owed.late_since is not None and heard.rung.when is When.AFTER
        act.record(_late(owed, heard) if late else near(owed, *_of(heard)), on=owed.problem)
    _say_empty(act, owed, found.empty)


def held_for(owed: Commitment) -> list[Whom]:
    """Who hears of it as they come on duty, since nobody was there on their rung."""
    return [Whom(code) for code in owed.held.split()]


def _of(heard: Heard) -> tuple[Rung, UUID]:
    return heard.rung, heard.person


def went_past(
    act: Act,
    missed: Commitment,
    owed: Commitment,
    rungs: Sequence[Rung],
    on_duty: OnDuty,
    held: Sequence[Whom],
) -> None:
    """`missed` was missed, and `owed` is owed instead: it climbs on, with what was `held`.

    The owner and who owes it now have heard of it by the entry that says so.
    """
    late_since = missed.late_since or missed.due
    asks = around(act, missed, on_duty)
    late = [rung for rung in rungs if rung.when is When.AFTER]
    found = ladders.climb(
        late,
        Course(missed.made_at, missed.due, late_since),
        climbed=missed.warned_at or missed.counts_from or missed.made_at,
        at=act.at,
        there=lambda whom: [asks.owner] if whom is Whom.OWNER else asks.there(whom),
        held=held,
    )
    act.change(owed, late_since=late_since, held=" ".join(found.held))
    act.change(owed, attend_at=_next_look(act, owed, rungs, owed.held))
    for heard in found.heard:
        if heard.person not in (asks.owner, owed.debtor_id):
            act.record(_late(owed, heard), on=owed.problem)
    _say_empty(act, owed, found.empty)


def heir(act: Act, owed: Commitment, rungs: Sequence[Rung], on_duty: OnDuty) -> UUID:
    """Who owes it once it is late, as its ladder says; else with whom the buck stops."""
    found = ladders.takes_over(rungs, around(act, owed, on_duty).there)
    return found or on_duty.desk(owed.problem.team_id).buck_stops_with


def _next_look(act: Act, owed: Commitment, rungs: Sequence[Rung], held: str) -> datetime:
    soon = ladders.next_look(rungs, course(owed), after=act.at)
    if not held:
        return soon
    problem, waiting = owed.problem, held.split()
    named = {Whom.OWNER: problem.owner_id, Whom.DEBTOR: owed.debtor_id}
    comes = next_on_duty(
        act.at,
        problem.team_id,
        shift=Whom.SHIFT in waiting,
        lead=Whom.LEAD in waiting,
        people=[key for whom, key in named.items() if whom in waiting],
    )
    return min(soon, comes) if comes else soon


def _late(owed: Commitment, heard: Heard) -> Fact:
    assert owed.late_since is not None
    return promising.StillLate(
        commitment=owed.pk, kind=owed.kind, person=heard.person, since=owed.late_since
    )


def _say_empty(act: Act, owed: Commitment, rungs: Sequence[Rung]) -> None:
    for whom in dict.fromkeys(rung.whom for rung in rungs):
        act.record(
            promising.NobodyThere(commitment=owed.pk, kind=owed.kind, whom=whom, due=owed.due),
            on=owed.problem,
        )


def _leaders(act: Act) -> list[UUID]:
    return [person.pk for person in act.once(leaders)]
