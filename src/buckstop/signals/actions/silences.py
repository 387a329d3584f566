"""Signals that are expected open no problem: silences with an end, and planned work."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.kit.bulk import new_row
from buckstop.kit.text import shortened, storable
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.problems.models.problem import TITLE
from buckstop.problems.rules.acting import check_words
from buckstop.services.models import Service
from buckstop.signals import entries
from buckstop.signals import permissions as may
from buckstop.signals.actions.planned import LONGEST, end_work
from buckstop.signals.models import PlannedWork, Silence, WorkState


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when to when, and why; with a `subject`, what customers read of planned work."""

    starts: datetime
    ends: datetime
    why: str
    subject: str = ""


def silence(service: Service, *, quiet: Quiet, by: Actor, at: datetime) -> Silence:
    """Let signals of a service open no problem until `quiet.ends`; who says so answers for it."""
    why = check_words(quiet.why, "why", _("Say why, for whoever looks at it at night."))
    if quiet.ends <= max(quiet.starts, at):
        raise Refused("bad-time", _("It must end after it begins, and after now."), "ends")
    if quiet.ends - quiet.starts > LONGEST:
        raise Refused("too-long", _("Silence has an end: at most 31 days."), "ends")
    with acting(service, by=by, at=at) as act:
        service = act.lock(service)
        check(may.may_silence(service, by))
        body = act.body(why)
        row = new_row(
            Silence, service=service, owner_id=by.person, why=body, starts=quiet.starts,
            ends=quiet.ends, subject=shortened(storable(quiet.subject).strip(), TITLE),
        )  # fmt: skip
        act.add(row)
        if row.subject:
            act.add(new_row(PlannedWork, silence=row, due=row.ends, first_due=row.ends))
        made = entries.SilenceBegun(
            silence=row.pk, planned=bool(row.subject), starts=row.starts, ends=row.ends,
            reason=body.digest,
        )  # fmt: skip
        act.record(made)
    return row


def end_silence(row: Silence, *, by: Actor, at: datetime) -> None:
    """Signals count again from now on; planned work is over, or called off before it began."""
    with acting(row, by=by, at=at) as act:
        row = act.lock(row)
        check(may.may_end_silence(row, by, act.at))
        for work in act.rows(PlannedWork.objects.filter(silence=row, state=WorkState.PROMISED)):
            end_work(act, work, row)
        act.change(row, ended_at=act.at)
        act.record(entries.SilenceEnded(silence=row.pk))
