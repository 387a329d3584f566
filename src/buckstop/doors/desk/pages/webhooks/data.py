"""Endpoints, as their pages show them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.desk.addresses import PROBLEM, WEBHOOK
from buckstop.webhooks.models import Endpoint, Sending, SendingState
from buckstop.webhooks.queries import there, waiting

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One program: what it hears of, and how it stands."""

    name: str
    url: str
    host: str
    hears: str
    owner: str
    state: str
    bad: bool
    since: datetime | None
    problem: str
    problem_url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sending: what of, what came of it, and of the tries before."""

    name: str
    code: str
    made_at: datetime
    state: str
    bad: bool
    again_at: datetime | None
    last_at: datetime | None
    said: str
    tries: list[str]


def rows() -> list[Row]:
    """Those that are off or fail first."""
    found = [row(one, waiting().get(one.pk, 0)) for one in there()]
    return sorted(found, key=lambda one: (not one.bad, one.name))


def row(endpoint: Endpoint, waits: int) -> Row:
    """One endpoint, for which so many sendings wait."""
    problem = endpoint.problem
    state = _("takes what is sent")
    if endpoint.ended_at is not None:
        state = _("ended")
    elif endpoint.off:
        state = str(endpoint.get_off_display())
    elif endpoint.failing_since is not None:
        state = _("takes nothing since")
    if waits:
        said = ngettext("%(n)d waits", "%(n)d wait", waits)
        state = f"{said % {'n': waits}} · {state}"
    return Row(
        name=endpoint.name,
        url=WEBHOOK.url(endpoint.pk),
        host=endpoint.host,
        hears=", ".join(endpoint.codes) or _("everything"),
        owner=endpoint.owner.public_name,
        state=state,
        bad=bool(endpoint.off or endpoint.failing_since),
        since=endpoint.failing_since if not endpoint.off else None,
        problem=problem.ref if problem else "",
        problem_url=PROBLEM.url(problem.number) if problem else "",
    )


def line(one: Sending) -> Line:
    """One sending, with its tries."""
    waits = one.state == SendingState.WAITING
    tries = [f"{try_.at:%Y-%m-%d %H:%M:%S} UTC · {_said(try_)}" for try_ in one.attempts.all()]
    return Line(
        name=str(one),
        code=one.entry.code if one.entry else "ping",
        made_at=one.made_at,
        state=str(one.get_state_display()),
        bad=one.state == SendingState.GIVEN_UP or (waits and one.tries > 0),
        again_at=one.next_try_at if waits and one.tries else None,
        last_at=one.last_at,
        said=_said(one) if one.last_at else "",
        tries=tries,
    )


def _said(one: object) -> str:
    status = getattr(one, "status", 0)
    words = [getattr(one, "sentence", "") or (f"HTTP {status}" if status else "")]
    words.append(_("%(n)s ms") % {"n": getattr(one, "took", 0)})
    return " · ".join(word for word in words if word)
