"""Who may change sources of signals, and say what a problem is about and whom it affects.

Who comes to the verbs of sources at all, the doors ask."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.models import Problem
from buckstop.problems.permissions.actors import only_desk, works_on
from buckstop.services.models import Service
from buckstop.signals.models import Episode, PlannedWork, Silence, Source, WorkState
from buckstop.signals.tools.signal import UNSENT


def may_renew_source(source: Source) -> Refusal | None:
    """While it is there, and something is sent to it."""
    if source.kind in UNSENT:
        return Refusal("unsent", _("Nobody sends us these: it has no address."))
    return Refusal("ended", _("That source has ended.")) if source.ended_at else None


def may_name_service(
    problem: Problem, actor: Actor, service: Service | None = None
) -> Refusal | None:
    """The desk, of what runs, a service that is there."""
    if refusal := works_on(problem, actor):
        return refusal
    if service is None or service.ended_at is None:
        return None
    return Refusal("ended", _("That service has ended."), "service")


def may_unname_service(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, of what runs."""
    return works_on(problem, actor)


def may_correct(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, of what runs."""
    return works_on(problem, actor)


def may_watch(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, of what runs and a signal showed."""
    if refusal := works_on(problem, actor):
        return refusal
    if Episode.objects.filter(problem=problem).exists():
        return None
    return Refusal("no-signal", _("No signal shows it: it would never be quiet by itself."))


def may_teach(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)


def may_forget_taught(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)


def may_silence(service: Service, actor: Actor) -> Refusal | None:
    """The desk, of a service that is there."""
    if refusal := only_desk(actor):
        return refusal
    return Refusal("ended", _("That service has ended.")) if service.ended_at else None


def may_move_work(work: PlannedWork, actor: Actor) -> Refusal | None:
    """The desk, while it is promised."""
    if refusal := only_desk(actor):
        return refusal
    if work.state == WorkState.PROMISED:
        return None
    return Refusal("ended", _("It is over already."))


def may_end_silence(silence: Silence, actor: Actor, at: datetime) -> Refusal | None:
    """The desk, while it isn't over."""
    if refusal := only_desk(actor):
        return refusal
    if silence.ended_at is None and silence.ends > at:
        return None
    return Refusal("ended", _("It is over already."))
