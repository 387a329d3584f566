"""Planned work carries its own promise: over by a time, moved out loud, or somebody's problem."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from buckstop.kit.text import shortened
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.roles import Capability, can
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models.problem import TITLE
from buckstop.signals import entries
from buckstop.signals import permissions as may
from buckstop.signals.actions.naming import put_service_on
from buckstop.signals.models import PlannedWork, Silence, WorkState

LONGEST = timedelta(days=31)
BATCH = 50


def move_work(
    work: PlannedWork, *, due: datetime, by: Actor, at: datetime, starts: datetime | None = None
) -> None:
    """Promise another time by which it is over, and while it hasn't begun another one at which it
    begins; customers read what was promised first."""
    with acting(work.silence, by=by, at=at) as act:
        work, row = act.lock(work), act.lock(work.silence)
        check(may.may_move_work(work, by))
        begins = starts or row.starts
        if begins != row.starts and row.starts <= act.at:
            raise Refused("begun", _("It has begun: move the time by which it is over."), "starts")
        if due <= max(act.at, begins):
            raise Refused("bad-time", _("It must end after it begins, and after now."), "ends")
        if due - begins > LONGEST:
            raise Refused("too-long", _("Silence has an end: at most 31 days."), "ends")
        if (due, begins) == (work.due, row.starts):
            return
        moved = entries.WorkMoved(
            silence=row.pk, was=work.due, due=due, starts=begins if begins != row.starts else None
        )
        act.record(moved, on=row.service)
        act.change(work, due=due, moves=work.moves + 1)
        act.change(row, starts=begins, ends=due)


def end_work(act: Act, work: PlannedWork, row: Silence) -> None:
    """Part of verbs: it is over, which keeps its promise, or called off where it hadn’t begun."""
    begun = row.starts <= act.at
    act.change(work, state=WorkState.KEPT if begun else WorkState.CALLED_OFF, ended_at=act.at)
    made = entries.WorkOver if begun else entries.WorkCalledOff
    act.record(made(silence=row.pk), on=row.service)


def attend_work(*, at: datetime) -> int:
    """What isn't over as promised becomes a problem of whoever promised it; returns how many."""
    due = PlannedWork.objects.filter(state=WorkState.PROMISED, due__lte=at).order_by("due", "pk")
    rows = due.select_related("silence__service", "silence__owner", "silence__why")
    return sum(_late(work, at) for work in rows[:BATCH])


def next_work() -> datetime | None:
    """When the next one is to be over."""
    rows = PlannedWork.objects.filter(state=WorkState.PROMISED).order_by("due")
    found: datetime | None = rows.values_list("due", flat=True).first()
    return found


def _late(work: PlannedWork, at: datetime) -> int:
    silence = work.silence
    with acting(silence.service, by=DESK, at=at, skip_locked=True) as act:
        if not act.holds(silence.service):  # somebody says just now that it is over
            return 0
        work = act.lock(work)
        if work.state != WorkState.PROMISED or work.due > act.at:
            return 0
        owner = silence.owner
        works = owner.is_active and can(owner.role, Capability.OWN)
        title = shortened(_("It takes longer: %(what)s") % {"what": silence.subject}, TITLE)
        problem = open_problem(title=title, owner=owner.pk if works else None, by=DESK, at=act.at)
        act.flush()
        if silence.service.ended_at is None:
            put_service_on(act, problem, silence.service)
        act.change(work, state=WorkState.MISSED, ended_at=act.at, problem=problem)
        act.record(entries.WorkLate(silence=silence.pk), on=silence.service)
    return 1
