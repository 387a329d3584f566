"""What was found first in the weeks before: told, fixed, confirmed; the status page shows it.

And what is happening now beside it: customers who report the like within the hour.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from buckstop.conversations.actions.hearing import log
from buckstop.conversations.actions.telling import say_fixed, update_all
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.outreach.actions.telling import Saying, tell, tell_next
from buckstop.outreach.queries import whom
from buckstop.people.models import Person
from buckstop.people.queries import here
from buckstop.prevention.actions import causes
from buckstop.problems.actions.fixing import confirm
from buckstop.problems.models import Problem
from buckstop.services.models import Service
from buckstop.signals.actions.bursts import note_bursts
from buckstop.signals.actions.finding import find_first
from buckstop.signals.actions.quiet import end_quiet
from buckstop.signals.actions.receiving import read_signals, receive
from buckstop.signals.models import Source

TOLD = 3
"""So many of those affected were told of each: it shows the same as thirty, and takes a tenth."""
_UNTIL_END = timedelta(hours=11)
"""Before the end of its day each began."""


@dataclass(frozen=True, slots=True)
class _Past:
    """Something that was: on which share of the days, of which service, what the tool said, what
    customers were told first, then and last, and why it was."""

    share: float
    service: str
    alert: str
    bad: str
    subject: str
    first: str
    then: str
    last: str
    cause: str
    minutes: int


_WERE = (
    _Past(
        0.12, "Mail and calendar", "Mail store answers slowly", "warning",
        "Mail arrives late",
        "Mail from outside waits up to twenty minutes before it is in your boxes. None is lost. "
        "We give the store a second disk now.",
        "The second disk works; what waited arrives now, the oldest first.",
        "Everything that waited has arrived. Does mail come as usual with you?",
        "The disk of the mail store was planned for half of today’s mail", 95,
    ),
    _Past(
        0.45, "Branch network", "Line to the northern branches is down", "critical",
        "The northern branches have no line",
        "An excavator cut the cable. The branches run over the mobile network, slowly; telephones "
        "work. The line’s owner is on the way.",
        "The cable is found and lies open. They splice it until noon.",
        "The line is back, and the branches are on it again. Is it as fast as before with you?",
        "Both lines to the north lie in one trench", 210,
    ),
    _Past(
        0.8, "File shares", "File server is nearly full", "warning",
        "Some files can’t be saved",
        "Since nine larger files are refused on the team drives. What is there is safe. We make "
        "room now, and tell you when you can save again.",
        "Files up to a gigabyte can be saved again.",
        "There is room for the next year. Can you save everything?",
        "Nobody is told when a drive is four fifths full", 70,
    ),
)  # fmt: skip
ALIKE = (
    ("Yesterday’s copy can’t be restored", "The restore of a folder stops at once."),
    ("Restore ends with an error", "Whatever we choose to restore, it ends with error 14."),
    ("We can’t restore anything", "A restore was wanted; every copy is said to be empty."),
    ("Restore of a mailbox fails", "The restore begins, and is over after a second."),
)


def go_on(source: Source, known: dict[str, Service], *, day: int, days: int, at: datetime) -> None:
    """What was on that day."""
    for one in _WERE:
        if day == int(one.share * days):
            _was(source, known[one.service], one, at - _UNTIL_END)


def _was(source: Source, service: Service, one: _Past, began: datetime) -> None:
    send(source, one.alert, service.key, one.bad, began, None, began)
    read_signals(at=began)
    while find_first(at=began):
        pass
    problem = Problem.objects.running().get(services__service=service, services__until=None)
    owner, minute = problem.owner.actor(), timedelta(minutes=1)
    ends = began + one.minutes * minute
    saying = Saying(one.subject, one.first, began + one.minutes / 2 * minute)
    some = {each.customer.pk for each in whom(problem, at=began)[:TOLD]}
    tell(problem, saying=saying, only=some, by=owner, at=began + 4 * minute)
    while tell_next(at=began + 6 * minute):
        pass
    half = began + (one.minutes // 2 - 3) * minute
    update_all(problem, text=one.then, next_due=ends + minute, by=owner, at=half)
    send(source, one.alert, service.key, one.bad, began, ends, ends)
    read_signals(at=ends)
    end_quiet(at=ends + timedelta(minutes=16))
    say_fixed(problem, text=one.last, by=owner, at=ends)
    for place, case in enumerate(problem.cases.select_related("problem").order_by("pk")):
        by = Actor(ActorKind.CONTACT, case.contact_id, case=case.pk)
        confirm(case, by=by, at=ends + (20 + 9 * place) * minute)
    causes.find_cause(problem, what=one.cause, by=owner, at=ends + timedelta(hours=2))


def reports_alike(service: Service, by: Person, *, present: datetime) -> None:
    """Customers call about one service, each in words of their own; the burst is a signal."""
    users = here().filter(uses__service=service, uses__until=None, contacts__isnull=False)
    users = users.distinct().order_by("created_at", "pk")
    for place, (customer, (title, text)) in enumerate(zip(users, ALIKE, strict=False)):
        contact = customer.contacts.filter(ended_at=None).order_by("added_at", "pk")[0].person
        log(
            text=text, title=title, contact=contact, customer=customer, hurts=1, by=by.actor(),
            at=present - timedelta(minutes=34 - 8 * place),
        )  # fmt: skip
    note_bursts(at=present)


def send(
    source: Source, what: str, service: str, bad: str, began: datetime, ended: datetime | None,
    at: datetime,
) -> None:  # fmt: skip
    """One alert, as the tool sends it."""
    alert = {
        "status": "resolved" if ended else "firing",
        "labels": {"alertname": what, "service": service, "severity": bad},
        "annotations": {"summary": what},
        "startsAt": began.isoformat(),
        "endsAt": ended.isoformat() if ended else "",
        "fingerprint": f"{service} {what}",
    }
    receive(source, body=json.dumps({"alerts": [alert]}).encode(), at=at)
