"""Kinds of remedies of the house's own."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.remedies import entries, queries
from buckstop.remedies import permissions as may
from buckstop.remedies.models import NAME, OwnKind


def add_kind(*, name: str, by: Actor, at: datetime) -> OwnKind:
    """The house gives this too; who may give it, their limits say."""
    called = " ".join(name.split())
    if not called or len(called) > NAME or not called.isprintable():
        raise Refused("name", _("Write a name of at most 40 letters, such as Free month."), "name")
    with acting(by=by, at=at) as act:
        check(may.may_add_kind(called, taken=queries.kinds()))
        kind = act.add(OwnKind(chain=act.begin("remedy-kind"), name=called, added_at=act.at))
        act.record(entries.KindAdded(kind=kind.pk, name=called), on=kind)
    return kind


def end_kind(kind: OwnKind, *, by: Actor, at: datetime) -> None:
    """It isn't given any more; what was given stays."""
    with acting(kind, by=by, at=at) as act:
        kind = act.lock(kind)
        check(may.may_end_kind(kind))
        act.change(kind, ended_at=act.at)
        act.record(entries.KindEnded(kind=kind.pk, name=kind.name))
