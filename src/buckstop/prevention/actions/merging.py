"""Two causes prove to be one, or one proves to be two: nothing that was said of either is lost."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.prevention import entries
from buckstop.prevention import permissions as may
from buckstop.prevention.actions.causes import found, put, take_off
from buckstop.prevention.models import Because, Cause
from buckstop.prevention.wording import check_cause


def merge_cause(cause: Cause, *, into: Cause, by: Actor, at: datetime) -> None:
    """It is the same as `into`, which stands for both; each keeps its problems and its words."""
    with acting(cause, into, by=by, at=at) as act:
        cause, into = act.lock(cause), act.lock(into)
        check(may.may_merge_cause(cause, by, into))
        act.change(cause, merged_into=into)
        act.record(entries.CauseMerged(cause=cause.pk, into=into.pk), on=cause)


def take_apart(cause: Cause, *, by: Actor, at: datetime) -> None:
    """It isn't the same after all, and stands for itself again, as it was."""
    with acting(cause, by=by, at=at) as act:
        cause = act.lock(cause)
        check(may.may_take_apart(cause, by))
        assert cause.merged_into_id is not None, "its permission says so"
        act.record(entries.CauseTakenApart(cause=cause.pk, was_in=cause.merged_into_id))
        act.change(cause, merged_into=None)


def split_cause(rows: Collection[Because], *, what: str, by: Actor, at: datetime) -> Cause:
    """These problems had another cause, in these words; each keeps since when it was named."""
    said = check_cause(what, at)
    if not rows:
        raise Refused("nothing-chosen", _("Choose the problems that had another cause."), "rows")
    first = min(rows, key=lambda row: row.since)
    with acting(*rows, by=by, at=at) as act:
        check(may.may_split_cause(by))
        held = [act.lock(row) for row in rows]
        cause = found(act, act.lock(first.problem), said, keeper=first.cause.keeper_id)
        for row in held:
            if row.until is None:
                take_off(act, row)
                put(act, act.lock(row.problem), cause, row.since)
    return cause
