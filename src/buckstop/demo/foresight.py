"""The demo company's services, who uses them, and the signals of its night."""

import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from math import sin, tau

from buckstop.configuration.actions.choosing import choose
from buckstop.demo import history
from buckstop.demo.history import send
from buckstop.ledger.actor import DESK
from buckstop.outreach.actions.telling import Saying, tell, tell_next
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.people.queries import here
from buckstop.people.roles import Role
from buckstop.problems.models import Problem
from buckstop.services.actions.services import add_service, need
from buckstop.services.actions.uses import use
from buckstop.services.models import Matters, Service
from buckstop.services.queries import services
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.finding import find_first
from buckstop.signals.actions.quiet import end_quiet
from buckstop.signals.actions.receiving import read_signals, receive
from buckstop.signals.actions.series import judge_series
from buckstop.signals.actions.silences import Quiet, silence
from buckstop.signals.actions.sources import add_heartbeat, add_source
from buckstop.signals.actions.watched import add_check, add_series
from buckstop.signals.models import Source
from buckstop.signals.probes import Check, Look
from buckstop.signals.rules.heartbeats import Rhythm
from buckstop.status_page.settings import PUBLIC, STATUS_PAGE

_SERVICES = {
    "Branch network": ("Lines and routers of the branches", ()),
    "Mail and calendar": ("Boxes, calendars, shared addresses", ("Branch network",)),
    "Telephony": ("Desk phones and the exchange", ("Branch network",)),
    "Backups": ("Nightly copies, kept for ninety days", ()),
    "File shares": ("Drives of teams and projects", ("Branch network", "Backups")),
    "Customer portal": ("Where their own customers log in", ("Branch network",)),
}
_TOOL = "Prometheus"
_CUSTOMERS = 24
_SAYING = Saying(
    subject="Some of your calls are dropped",
    text=(
        "Since a few minutes about half of the calls through our exchange are cut off after some "
        "seconds; calls between your own desks work. I move calls to the second exchange now. "
        "If a call is urgent, use a mobile phone until then."
    ),
)
_NIGHT = (  # hours before the present, what, which service, how bad, minutes until it recovered
    (7.2, "Latency to the branches above 80 ms", "branch-network", "info", 12),
    (6.5, "Backup window longer than usual", "backups", "info", 40),
    (3.0, "Mail queue above 500", "mail-and-calendar", "info", 9),
)


def add(*, present: datetime) -> None:
    """Let the night have been, something be wrong now, those affected be told, and all that is run
    stand on the status page."""
    known = {one.name: one for one in services().order_by("name")}
    lead = _lead()
    source = Source.objects.get(name=_TOOL)
    _night(source, present)
    began = present - timedelta(minutes=9)
    send(source, "Half of the calls are dropped", "telephony", "critical", began, None, began)
    send(source, "Exchange answers slowly", "telephony", "warning", began, None, began)
    read_signals(at=began)
    _watch(known, lead, began)
    while find_first(at=began):
        pass
    _tell(known["Telephony"], present - timedelta(minutes=5))
    history.reports_alike(known["Backups"], lead, present=present)
    _plan(known["Mail and calendar"], lead, present)
    found = staff.found_house(by=DESK, at=present)
    choose({STATUS_PAGE: PUBLIC}, on=found, by=DESK, at=present)


def found_services(*, at: datetime) -> dict[str, Service]:
    """What the company runs and who uses it, from the first day; by name."""
    known: dict[str, Service] = {}
    for name, (about, needs) in _SERVICES.items():
        known[name] = add_service(terms=Terms(name=name, about=about), by=DESK, at=at)
        for other in needs:
            need(known[name], on=known[other], by=DESK, at=at)
    for place, customer in enumerate(here().order_by("created_at", "pk")[:_CUSTOMERS]):
        for step, service in enumerate(known.values()):
            if (place + step) % 3 == 0 and step > 0:
                usage = Usage(plan=("Basic", "Plus")[place % 2], matters=list(Matters)[place % 3])
                use(service, customer=customer, usage=usage, by=DESK, at=at)
    add_source(kind="alertmanager", name=_TOOL, owner=_lead(), by=DESK, at=at)
    return known


def go_on(day: int, days: int, at: datetime) -> None:
    """What a signal of that day showed first."""
    known = {one.name: one for one in services()}
    history.go_on(Source.objects.get(name=_TOOL), known, day=day, days=days, at=at)


def _lead() -> Person:
    return Person.objects.filter(role=Role.LEAD, deactivated_at=None).order_by("email")[0]


def _watch(known: dict[str, Service], lead: Person, at: datetime) -> None:
    """A page that is looked at, a job that must be heard, and a series that fell half an hour
    ago."""
    early = at - timedelta(hours=9)
    check = Check(Look.HTTP, "https://portal.halden.example/health", "well")
    add_check(
        name="Customer portal answers", check=check, every=5, owner=lead,
        service=known["Customer portal"], by=DESK, at=early,
    )  # fmt: skip
    job, _secret = add_heartbeat(
        name="Nightly backup", rhythm=Rhythm(daily_at=time(2, 30), grace=60), owner=lead,
        service=known["Backups"], by=DESK, at=early,
    )  # fmt: skip
    receive(job, body=b"", at=at - timedelta(hours=4))
    calls, _secret = add_series(
        name="Calls through the exchange", owner=lead, service=known["Telephony"], by=DESK, at=early
    )
    receive(calls, body=json.dumps({"points": _calls(at)}).encode(), at=at)
    read_signals(at=at)
    judge_series(at=at)


def _calls(at: datetime) -> list[list[float]]:
    """Calls each quarter of an hour for a week, by day more than by night; then half of them."""
    last = int(at.timestamp()) // 900
    rows = []
    for n in range(last - 671, last + 1):
        day = max(sin(tau * ((n * 900 % 86_400) / 86_400 - 0.25)), 0.05)
        usual = 20 + 180 * day + n * 7919 % 23
        rows.append([n * 900.0, usual * (0.2 if n > last - 2 else 1.0)])
    return rows


def _tell(telephony: Service, at: datetime) -> None:
    """Who uses the telephones hears of it from us."""
    problem = Problem.objects.running().get(services__service=telephony)
    saying = replace(_SAYING, next_due=at + timedelta(minutes=50))
    tell(problem, saying=saying, by=problem.owner.actor(), at=at)
    while tell_next(at=at + timedelta(minutes=1)):
        pass


def _plan(service: Service, lead: Person, present: datetime) -> None:
    night = present.replace(hour=21, minute=0, second=0, microsecond=0) + timedelta(days=2)
    quiet = Quiet(
        starts=night, ends=night + timedelta(hours=2),
        why="Firmware of the mail store, change 118.",
        subject="We update the mail store; mail may arrive some minutes late.",
    )  # fmt: skip
    silence(service, quiet=quiet, by=lead.actor(), at=present)


def _night(source: Source, present: datetime) -> None:
    for hours, what, service, bad, minutes in _NIGHT:
        began = present - timedelta(hours=hours)
        ended = began + timedelta(minutes=minutes)
        send(source, what, service, bad, began, None, began)
        read_signals(at=began)
        send(source, what, service, bad, began, ended, ended)
        read_signals(at=ended)
        end_quiet(at=ended + timedelta(minutes=15))
