"""Who hears of what is owed, and when: said by a team, or by the house for all of them."""

from collections.abc import Sequence
from datetime import datetime

from buckstop.coverage import entries
from buckstop.coverage import permissions as may
from buckstop.coverage.models import Ladder, Roster
from buckstop.coverage.rules import checks, ladders
from buckstop.coverage.rules.ladders import Rung
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting


def set_ladder(
    roster: Roster, *, code: str, rungs: Sequence[Rung], by: Actor, at: datetime
) -> Ladder:
    """Who of the roster's team hears of what is owed of the kind `code`, and when.

    The service desk's ladder is everybody's who has none of their own.
    What is owed already takes it from its next rung on.
    """
    said = ladders.write(checks.check_rungs(rungs))
    with acting(roster, by=by, at=at) as act:
        roster = act.lock(roster)
        check(may.may_set_ladder(roster))
        before = _now(act, roster, code)
        if before and before.rungs == said:
            return before
        if before:
            act.change(before, until=act.at)
            act.flush()
        ladder = act.add(Ladder(roster=roster, kind=code, rungs=said, since=act.at))
        act.record(entries.LadderSet(ladder=ladder.pk, kind=code, rungs=said))
    return ladder


def drop_ladder(roster: Roster, *, code: str, by: Actor, at: datetime) -> None:
    """It is as usual again: as the house says, or by default."""
    with acting(roster, by=by, at=at) as act:
        before = _now(act, act.lock(roster), code)
        if before:
            act.change(before, until=act.at)
            act.record(entries.LadderDropped(ladder=before.pk, kind=code))


def _now(act: Act, roster: Roster, code: str) -> Ladder | None:
    found = act.rows(Ladder.objects.filter(roster=roster, kind=code, until=None))
    return found[0] if found else None
