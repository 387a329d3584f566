"""What the clock does with preventions: late is missed; what is in force is looked at each week."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.transaction import Act, acting
from buckstop.prevention import entries
from buckstop.prevention.actions.preventing import LOOK_EVERY
from buckstop.prevention.actions.reviews import REVIEW_WITHIN
from buckstop.prevention.models import Cause, Prevention
from buckstop.prevention.queries import known
from buckstop.prevention.queries.rates import watch_of
from buckstop.prevention.rules.watching import Verdict, verdict
from buckstop.problems.actions.levels import times_for
from buckstop.problems.models import Problem

BATCH = 100


class _Due(NamedTuple):
    pk: UUID
    chain_id: UUID


def attend_preventions(*, at: datetime, limit: int = BATCH) -> int:
    """Look at those whose time has come; returns how many."""
    waiting = Prevention.objects.filter(attend_at__lte=at).order_by("attend_at", "pk")
    found = [_Due(*row) for row in waiting.values_list("pk", "cause__problem__chain")[:limit]]
    if not found:
        return 0
    with acting(*found, by=DESK, at=at, skip_locked=True) as act:
        held = [row.pk for row in found if act.holds(row)]
        again = Prevention.objects.filter(pk__in=held, attend_at__lte=at)
        rows = act.rows(again.select_related("cause__problem", "debtor"))
        for row in rows:
            if row.in_force_at is None:
                _miss(act, row)
            else:
                _judge(act, row)
    return len(rows)


def judge_after(happened: list[Entry], at: datetime) -> None:
    """It came back: what that says of the prevention is looked at now, not in a week."""
    facts = [fact_of(entry) for entry in happened]
    keys = [made.prevention for made in facts if isinstance(made, entries.CauseRecurred)]
    for row in Prevention.objects.filter(pk__in=keys).select_related("cause__problem"):
        with acting(row, by=DESK, at=at) as act:
            _judge(act, act.lock(row))


def _miss(act: Act, row: Prevention) -> None:
    gone = not row.debtor.is_active
    debtor = who_is_on_duty(act.at).buck_stops_with if gone else row.debtor_id
    due = times_for(act, row.cause.problem).after(act.at, REVIEW_WITHIN)
    made = entries.PreventionMissed(prevention=row.pk, debtor=debtor, due=row.due, next_due=due)
    missed = row.missed_at or act.at
    act.change(row, debtor_id=debtor, due=due, attend_at=due, missed_at=missed)
    act.record(made, on=row)


def _judge(act: Act, row: Prevention) -> None:
    """As soon as it is known whether it held, that is on record; at the end of its time, whatever
    is known then."""
    if not row.is_watched or row.watch_until is None:
        return
    act.flush()
    watch = watch_of(row, act.at)
    over = row.watch_until <= act.at
    found = verdict(watch, over=over)
    if found is Verdict.EARLY and not over:
        act.change(row, attend_at=min(act.at + LOOK_EVERY, row.watch_until))
        return
    act.change(row, verdict=found, verdict_at=act.at, attend_at=None)
    made = entries.PreventionJudged(
        prevention=row.pk,
        verdict=found,
        debtor=row.debtor_id,
        keeper=row.cause.keeper_id,
        came=watch.after.came,
        exposure=watch.after.exposure,
    )
    act.record(made, on=row)


def note_recurrence(act: Act, problem: Problem, cause: Cause) -> None:
    """Part of verbs: a cause was named of a problem; whether it had been said to be prevented."""
    head = cause
    while head.merged_into is not None:
        head = head.merged_into
    in_force = Prevention.objects.filter(
        cause__in=known(head).family, in_force_at__lt=problem.opened_at
    )
    for row in in_force.select_related("cause"):
        made = entries.CauseRecurred(
            prevention=row.pk,
            cause=row.cause_id,
            debtor=row.debtor_id,
            keeper=row.cause.keeper_id,
        )
        act.record(made, on=problem)
