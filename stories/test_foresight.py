"""Trouble is found before the customer calls."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from buckstop.configuration import current
from buckstop.conversations.actions.telling import say_fixed
from buckstop.conversations.models import Message
from buckstop.doors.clock.duties import duties, turn
from buckstop.doors.desk.entrance import BACKEND
from buckstop.doors.status import keeping
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.outreach.actions.telling import Saying, tell
from buckstop.outreach.actions.unaffected import not_affected
from buckstop.outreach.queries import whom
from buckstop.people.actions import customers
from buckstop.people.models import Person
from buckstop.problems.actions.fixing import confirm
from buckstop.problems.actions.opening import add_case, open_problem
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.guarantees import broken
from buckstop.problems.tests.world import World, answering
from buckstop.services.actions.services import add_service, need
from buckstop.services.actions.uses import use
from buckstop.services.models import Matters, Service
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.sources import add_heartbeat, add_source
from buckstop.signals.models import Episode
from buckstop.signals.queries import affected
from buckstop.signals.rules.heartbeats import Rhythm
from buckstop.status_page.settings import STATUS_PAGE


def work(world: World, **later: float) -> None:
    """Time goes on, and the worker does all that can be done then."""
    world.later(**later)
    each = duties()
    while turn(each, world.now):
        pass


def test_a_heartbeat_stays_silent(world: World, monkeypatch: pytest.MonkeyPatch):
    """The nightly transfers must run every hour; one night they don't, and nobody calls."""
    monkeypatch.setattr(clock, "now", lambda: world.now)
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    transfers = add_service(terms=Terms(name="Transfers", quiet_minutes=20), **by)
    payments = add_service(terms=Terms(name="Online payments"), **by)
    need(payments, on=transfers, **by)
    usage = Usage(site="Thun", matters=Matters.STOPS)
    use(payments, customer=world.nordbank, usage=usage, **by)
    rhythm = Rhythm(every=60, grace=10)
    _job, secret = add_heartbeat(
        name="Hourly transfers", rhythm=rhythm, owner=world.bruno, service=transfers, **by
    )
    ping = f"/signals/heartbeat/{secret}"
    for _hour in range(3):
        answer = Client().post(ping, json.dumps({"rows": 7}), content_type="application/json")
        assert answer.status_code == 202
        work(world, hours=1)
    assert not Problem.objects.exists(), "it was heard every time"

    work(world, minutes=10)
    problem = Problem.objects.get()
    assert problem.title == "Hourly transfers wasn’t heard"
    assert (problem.owner, problem.hurts) == (world.ana, 2)
    assert [one.name for one in affected(problem, at=world.now)] == ["Nordbank"]
    work(world, hours=2)
    assert Problem.objects.count() == 1, "silence that goes on is one"

    Client().post(ping)
    work(world, minutes=19)
    problem.refresh_from_db()
    assert (Episode.objects.get().state, problem.is_closed) == ("quiet", False)
    work(world, minutes=1)
    problem.refresh_from_db()
    assert (problem.is_closed, problem.outcome) == (True, "unreported")
    assert list(verify()) == []


def test_an_alert_at_night_is_told_before_anybody_asks(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
):
    """At ten past two payments stop. Fourteen customers hear of it from us, two of whom had written
    by then; the status page says the same; all ends with their word."""
    monkeypatch.setattr(clock, "now", lambda: world.now)
    current.keep({STATUS_PAGE.name: "public"})
    settings.DATA = tmp_path
    world.now = world.now.replace(hour=1, minute=10)  # 02:10 in Zurich
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    payments = add_service(terms=Terms(name="Payments", quiet_minutes=20), **by)
    people = [_customer(world, payments, place) for place in range(14)]
    _source, secret = add_source(kind="alertmanager", name="Prometheus", owner=world.ana, **by)

    _alert(secret, "firing", world.now)
    work(world)
    problem = Problem.objects.get()
    owner = problem.owner.actor()
    assert "Trouble with Payments" in _status()
    wrote = [_reports(world, people[place], payments) for place in (3, 9)]
    work(world, minutes=4)
    found = whom(problem, at=world.now)
    assert len(found) == 14
    joins = [case for one in found for case in one.wrote]
    assert joins == wrote

    due = world.now + timedelta(hours=1)
    saying = Saying("Payments are held up", "Transfers queue; none is lost. We work on it.", due)
    tell(problem, saying=saying, joins=joins, by=owner, at=world.now)
    work(world, minutes=1)
    cases = list(Case.objects.filter(problem=problem).select_related("problem", "contact"))
    assert len({case.customer_id for case in cases}) == len(cases) == 14
    told = Message.objects.filter(kind__in=("outreach", "update")).values_list("case", flat=True)
    assert sorted(told) == sorted(case.pk for case in cases), "nobody is told twice"
    page = _status()
    assert "Payments are held up" in page
    assert "Transfers queue; none is lost." in page

    spared = next(case for case in cases if case.is_told)
    not_affected(spared, by=answering(spared), at=world.later(minutes=1))
    _alert(secret, "resolved", world.now)
    work(world, minutes=30)
    problem.refresh_from_db()
    assert problem.state == "open", "whom we told is asked, whatever the signal says"
    say_fixed(problem, text="All transfers went out. Is it so with you?", by=owner, at=world.now)
    for case in Case.objects.filter(problem=problem, state="asked").select_related("problem"):
        confirm(case, by=answering(case), at=world.later(seconds=10))
    problem.refresh_from_db()
    assert (problem.state, problem.outcome) == ("closed", "confirmed")
    assert "Everything works" in _status()
    assert broken() == []
    assert list(verify()) == []


WORDS = (
    "Transfers stay pending", "Our payments hang", "Salaries can’t be paid", "Payment run is stuck",
    "Zahlungen gehen nicht raus", "Nothing leaves our account", "Transfers wait for hours",
)  # fmt: skip


def test_seven_customers_report_the_like(world: World, monkeypatch: pytest.MonkeyPatch):
    """Within the hour seven customers say the same in words of their own, four more write of
    something else: the burst is seen, one problem is proposed for the seven, one press joins
    them."""
    monkeypatch.setattr(clock, "now", lambda: world.now)
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    payments = add_service(terms=Terms(name="Payments"), **by)
    mail = add_service(terms=Terms(name="Mail"), **by)
    people = [_customer(world, payments, place) for place in range(7)]
    others = [_customer(world, mail, place) for place in range(7, 11)]
    for week in range(3):  # as it is usually
        _reports(world, others[week], mail, f"A question about week {week}")
        world.later(days=7)
    cases = []
    for person, words in zip(people, WORDS, strict=True):
        cases.append(_reports(world, person, payments, words))
        work(world, minutes=7)
    _reports(world, others[3], mail, "The newsletter went twice")
    work(world, minutes=2)

    burst = Episode.objects.get()
    assert (burst.problem, burst.service) == (cases[0].problem, payments)
    assert {row.case_id for row in burst.bursts.all()} == {case.pk for case in cases}
    assert burst.title == "7 customers report the like"
    client = Client()
    client.force_login(world.ana, backend=BACKEND)
    page = client.get(f"/problems/{cases[0].problem.ref}/").content.decode()
    assert "Nothing leaves our account" in page
    assert "newsletter" not in page
    other = client.get(f"/problems/{cases[3].problem.ref}/").content.decode()
    assert "It is the same" in other
    client.post(f"/problems/{cases[0].problem.ref}/reported-alike/")
    there = Case.objects.filter(problem=burst.problem).values_list("pk", flat=True)
    assert set(there) == {case.pk for case in cases}
    assert broken() == []
    assert list(verify()) == []


def _customer(world: World, service: Service, place: int) -> Person:
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    customer = customers.add(name=f"Customer {place:02}", domains=(), **by)
    person = customers.meet(email=f"it@c{place}.example", name=f"Person {place}", on=customer, **by)
    customers.join(person, customer, on=customer, **by)
    use(service, customer=customer, usage=Usage(matters=Matters.STOPS), **by)
    return person


def _reports(
    world: World, person: Person, service: Service, title: str = "Our payments hang"
) -> Case:
    """Their mail, which became a problem of its own."""
    [contact] = person.contact_for.select_related("customer")
    other = open_problem(title=title, by=DESK, at=world.now)
    return add_case(
        other, contact=person, customer=contact.customer, title=title, how="mail",
        by=DESK, at=world.now,
    )  # fmt: skip


def _alert(secret: str, status: str, at: datetime) -> None:
    alert = {
        "status": status,
        "labels": {"alertname": "Gateway down", "service": "payments", "severity": "critical"},
        "startsAt": at.isoformat(),
        "endsAt": at.isoformat() if status == "resolved" else "",
        "fingerprint": "gw",
    }
    body = json.dumps({"alerts": [alert]})
    path = f"/signals/alertmanager/{secret}"
    assert Client().post(path, body, content_type="application/json").status_code == 202


def _status() -> str:
    keeping.write(at=clock.now())
    return Client().get("/status/").content.decode()
