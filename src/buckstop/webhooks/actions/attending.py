"""Endpoints that take nothing: their owner hears of it after a day, and after five they are off."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.people.roles import Capability, can
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Problem
from buckstop.webhooks import entries
from buckstop.webhooks.actions.endpoints import put_ping
from buckstop.webhooks.models import Endpoint, Off, Sending, SendingState
from buckstop.webhooks.rules import OFF_AFTER, WARN_AFTER, gives_up, warns


def attend_endpoints(*, at: datetime) -> int:
    """Warn of what took nothing for a day, turn off what took nothing for five; how many."""
    late = Endpoint.objects.filter(ended_at=None, failing_since__lte=at - WARN_AFTER)
    gone = Endpoint.objects.filter(ended_at=None, off=Off.GONE, problem=None)
    return sum(_attend(one, at) for one in [*late.filter(off=""), *gone])


def next_attention() -> datetime | None:
    """When the next endpoint has taken nothing for a day."""
    failing = Endpoint.objects.filter(ended_at=None, off="", problem=None)
    first = failing.exclude(failing_since=None).order_by("failing_since").first()
    return first.failing_since + WARN_AFTER if first and first.failing_since else None


def _attend(endpoint: Endpoint, at: datetime) -> int:
    with acting(endpoint, by=DESK, at=at, skip_locked=True) as act:
        if not act.holds(endpoint):
            return 0
        endpoint = act.lock(endpoint)
        done = 0
        if not endpoint.off and gives_up(endpoint.failing_since, at):
            done += _last_ping(act, endpoint)
        why_not = endpoint.off == Off.GONE or warns(endpoint.failing_since, at)
        if why_not and not _is_owned(endpoint):
            _let_it_be_owned(act, endpoint)
            done += 1
    return done


def _last_ping(act: Act, endpoint: Endpoint) -> int:
    """Ask once more, by a ping; off where that isn't answered either. What poisons a program is
    one thing among others, and a ping isn't: it alone turns nothing off."""
    assert endpoint.failing_since is not None
    since = endpoint.failing_since + OFF_AFTER
    pings = Sending.objects.filter(endpoint=endpoint, entry=None, made_at__gte=since)
    last = pings.order_by("-made_at").first()
    if last is None:
        put_ping(act, endpoint)
        return 1
    if last.state != SendingState.GIVEN_UP:
        return 0
    act.change(endpoint, off=Off.FAILED.value)
    act.record(entries.EndpointOff(why=Off.FAILED.value))
    return 1


def _is_owned(endpoint: Endpoint) -> bool:
    key = endpoint.problem_id
    return key is not None and Problem.objects.running().filter(pk=key).exists()


def _let_it_be_owned(act: Act, endpoint: Endpoint) -> None:
    owner = endpoint.owner
    works = owner.is_active and can(owner.role, Capability.OWN)
    said = _("%(name)s takes nothing of what is sent to it")
    if endpoint.off:
        said = _("Nothing more is sent to %(name)s")
    title = said % {"name": endpoint.name}
    problem = open_problem(title=title, owner=owner.pk if works else None, by=DESK, at=act.at)
    act.flush()
    act.change(endpoint, problem=problem)
