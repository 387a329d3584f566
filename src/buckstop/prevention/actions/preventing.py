"""What we change so that it doesn't come back: asked, promised, declined, moved, in force."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.prevention import entries
from buckstop.prevention import permissions as may
from buckstop.prevention.models import Cause, Prevention, Size
from buckstop.prevention.queries import known
from buckstop.prevention.queries.rates import before_now
from buckstop.prevention.queries.taken import taken
from buckstop.prevention.rules.ranking import Taken
from buckstop.prevention.rules.watching import needed
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.promises import check_due, check_move

LONGEST = timedelta(days=365)
"""Watched no longer, whatever the rate was."""
SHORTEST = timedelta(days=14)
LOOK_EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is changed, how one would see that it works, what it costs, by when."""

    what: str
    shows: str
    size: str
    due: datetime


def ask_prevention(
    cause: Cause, *, plan: Plan, debtor: Person, by: Actor, at: datetime
) -> Prevention:
    """Ask somebody for it; who asks it of themselves has promised it."""
    what = check_words(plan.what, "what", _("Say what is changed."))
    shows = check_words(plan.shows, "shows", _("Say how you would see that it works."))
    if plan.size not in Size.values:
        raise Refused("bad-size", _("Choose one of the three answers."), "size")
    with acting(cause, by=by, at=at) as act:
        cause = act.lock(cause)
        check(may.may_ask_prevention(cause, by, debtor=debtor))
        due = check_due(plan.due, act.at)
        own = by.is_person and by.person == debtor.pk
        assumed = taken([known(cause)], act.at).get(cause.pk, Taken())
        said, seen = act.body(what), act.body(shows)
        prevention = new_row(
            Prevention,
            cause=cause,
            what=said,
            shows=seen,
            size=plan.size,
            state=CommitmentState.PROMISED if own else CommitmentState.REQUESTED,
            asked_by_id=by.person,
            debtor=debtor,
            made_at=act.at,
            due=due,
            attend_at=due,
            assumed_hours=assumed.hours,
            assumed_unhappy=assumed.unhappy,
        )
        act.add(prevention)
        act.record(
            entries.PreventionAsked(
                prevention=prevention.pk,
                cause=cause.pk,
                debtor=debtor.pk,
                due=due,
                size=plan.size,
                what=said.digest,
                shows=seen.digest,
            )
        )
    return prevention


def promise_prevention(prevention: Prevention, *, by: Actor, at: datetime) -> None:
    """Yes, by then."""
    with acting(prevention, by=by, at=at) as act:
        prevention = act.lock(prevention)
        check(may.may_promise_prevention(prevention, by))
        act.change(prevention, state=CommitmentState.PROMISED)
        act.record(entries.PreventionPromised(prevention=prevention.pk, due=prevention.due))


def decline_prevention(prevention: Prevention, *, reason: str, by: Actor, at: datetime) -> None:
    """No, because: who asked looks for another way."""
    said = check_words(reason, "reason", _("Say why, so that another way can be found."))
    with acting(prevention, by=by, at=at) as act:
        prevention = act.lock(prevention)
        check(may.may_decline_prevention(prevention, by))
        body = act.body(said)
        act.change(
            prevention, state=CommitmentState.DECLINED, answer=body, ended_at=act.at, attend_at=None
        )
        made = entries.PreventionDeclined(
            prevention=prevention.pk, asked_by=prevention.asked_by_id, reason=body.digest
        )
        act.record(made)


def move_prevention(
    prevention: Prevention, *, to: datetime, reason: str, by: Actor, at: datetime
) -> None:
    """By another time, once, before its time has passed."""
    with acting(prevention, by=by, at=at) as act:
        prevention = act.lock(prevention)
        check(may.may_move_prevention(prevention, by, act.at))
        was = prevention.due
        to = check_move(due=was, to=to, at=act.at, reason=reason)
        body = act.body(reason.strip())
        act.change(prevention, due=to, first_due=was, attend_at=to)
        made = entries.PreventionMoved(
            prevention=prevention.pk,
            asked_by=prevention.asked_by_id,
            was=was,
            due=to,
            reason=body.digest,
        )
        act.record(made)


def withdraw_prevention(prevention: Prevention, *, reason: str, by: Actor, at: datetime) -> None:
    """It isn't to be done any more, because."""
    said = check_words(reason, "reason", _("Say why it isn’t to be done."))
    with acting(prevention, by=by, at=at) as act:
        prevention = act.lock(prevention)
        check(may.may_withdraw_prevention(prevention, by))
        body = act.body(said)
        act.change(
            prevention,
            state=CommitmentState.WITHDRAWN,
            answer=body,
            ended_at=act.at,
            attend_at=None,
        )
        act.record(entries.PreventionWithdrawn(prevention=prevention.pk, reason=body.digest))


def put_in_force(prevention: Prevention, *, by: Actor, at: datetime) -> None:
    """It is done: from now on it is watched, as long as its cause's own rate asks for."""
    with acting(prevention, by=by, at=at) as act:
        prevention = act.lock(prevention)
        check(may.may_put_in_force(prevention, by))
        was = before_now(prevention.cause, act.at)
        exposure = needed(was.seen)
        days = exposure / was.customers if exposure and was.customers else LONGEST.days
        span = min(max(timedelta(days=days), SHORTEST), LONGEST)
        until = act.at + span
        act.change(
            prevention,
            state=CommitmentState.KEPT,
            ended_at=act.at,
            in_force_at=act.at,
            watch_until=until,
            before_came=was.seen.came,
            before_exposure=was.seen.exposure,
            per_customer=was.per_customer,
            attend_at=min(act.at + LOOK_EVERY, until),
        )
        made = entries.PreventionInForce(
            prevention=prevention.pk,
            watch_until=until,
            before_came=was.seen.came,
            before_exposure=was.seen.exposure,
            per_customer=was.per_customer,
        )
        act.record(made)
