"""Hearing of the status page by mail: proved first, told when a promise changed, one click ends."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from buckstop.configuration import current
from buckstop.conversations.actions.telling import update_all
from buckstop.doors.shared.limits import Limit
from buckstop.doors.status import keeping
from buckstop.doors.status.pages.mails import view as mails
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import Writing, Written, abouts, source_of
from buckstop.outreach.actions.telling import Saying, tell, tell_next
from buckstop.people.holdings import Erased
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import change_service
from buckstop.services.models import Service
from buckstop.services.rules import Terms
from buckstop.signals.actions.naming import name_service
from buckstop.signals.actions.planned import attend_work, move_work
from buckstop.signals.actions.silences import Quiet, end_silence, silence
from buckstop.status_page.actions.announcing import note_changes, tell_subscribers
from buckstop.status_page.actions.forgetting import Subscribers
from buckstop.status_page.models import StatusMail, Subscriber
from buckstop.status_page.settings import STATUS_PAGE

READER = "reader@far.example"


def link_in(mail: StatusMail, word: str) -> str:
    [found] = re.findall(rf"https?://[^/]+(/status/mails/[^/\s]+/{word})(?=\s|$)", mail.text)
    return str(found)


def subscribed(*services: Service) -> None:
    """Somebody asks and proves it, by the pages' own forms."""
    Client().post("/status/mails/", {"address": READER, "service": [one.pk for one in services]})
    proof = link_in(StatusMail.objects.order_by("-pk")[0], "proof/")
    assert "Yes, tell me" in Client().get(proof).content.decode()
    assert Subscriber.objects.get().confirmed_at is None, "looking changes nothing"
    Client().post(proof)


def told(world: World, problem: Problem, text: str, **later: float) -> list[str]:
    """All hear something; returns the subjects of the mails that follow."""
    before = StatusMail.objects.count()
    due = world.now + timedelta(hours=2)
    update_all(problem, text=text, next_due=due, by=world.ana.actor(), at=world.now)
    world.later(**(later or {"minutes": 6}))
    note_changes(at=world.now)
    tell_subscribers(at=world.now)
    return [one.subject for one in StatusMail.objects.order_by("pk")[before:]]


def written(world: World, delivery: Delivery) -> Writing:
    """What would leave now."""
    about = abouts([delivery])[delivery.pk]
    return source_of(delivery).write([(delivery, about)], world.now)[delivery.pk]


def trouble(world: World, service: Service, called: str = "Payments wait") -> Problem:
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    problem = open_problem(title="db-07", hurts=2, by=DESK, at=world.now)
    name_service(problem, service=service, **by)
    tell(problem, saying=Saying(called, "They queue up.", world.now + timedelta(hours=1)), **by)
    tell_next(at=world.later(minutes=1))
    return problem


def test_who_proved_it_is_told_of_changed_promises_alone(world: World, payments: Service):
    subscribed()
    problem = trouble(world, payments)
    assert note_changes(at=world.now) == 1
    assert tell_subscribers(at=world.now) == 1
    first = StatusMail.objects.order_by("-pk")[0]
    assert "They queue up." in first.text
    assert "Next news by" in first.text
    assert "db-07" not in first.text + first.subject
    change_service(payments, terms=Terms(name="Payments and cards", key=payments.key), by=DESK,
                   at=world.later(minutes=10))  # fmt: skip
    assert (note_changes(at=world.now), tell_subscribers(at=world.now)) == (0, 0), "only a name"
    assert len(told(world, problem, "Half are through.")) == 1
    assert told(world, problem, "Nearly all.", minutes=1) == [], "not so soon after the last"
    world.later(minutes=5)
    assert tell_subscribers(at=world.now) == 1, "but then"
    assert "Nearly all." in StatusMail.objects.order_by("-pk")[0].text


def test_many_changes_are_one_mail_of_what_one_chose(world: World, payments: Service):
    other = Service.objects.get(name="Mail")
    subscribed(payments)
    trouble(world, payments)
    trouble(world, payments, "Cards are refused")
    trouble(world, other, "Mail is late")
    assert note_changes(at=world.now) == 3
    assert tell_subscribers(at=world.now) == 1
    mail = StatusMail.objects.order_by("-pk")[0]
    assert mail.subject.endswith("news of 2 things")
    assert "Mail is late" not in mail.text
    choice = link_in(mail, "")
    page = Client().get(choice).content.decode()
    assert page.count(" checked") == 1
    Client().post(choice, {"service": [str(other.pk)]})
    assert Subscriber.objects.get().services == [other.pk]


def test_one_click_ends_it_and_the_mail_says_so(world: World, payments: Service):
    subscribed()
    trouble(world, payments)
    note_changes(at=world.now)
    tell_subscribers(at=world.now)
    delivery = Delivery.objects.filter(kind="status").order_by("-made_at", "-pk")[0]
    leaves = written(world, delivery)
    assert isinstance(leaves, Written)
    mail = message_from_bytes(leaves.raw, policy=policy.default)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    end = re.findall(r"<https?://[^/]+(/\S+)>", mail["List-Unsubscribe"])[0]
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(end)["Location"] == end.removesuffix("end/")
    assert strict.post(end, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscriber.objects.get().ended_at == world.now
    assert not isinstance(written(world, delivery), Written), "nothing more leaves"
    assert Client().get(end.removesuffix("end/")).status_code == 404


def test_whoever_asks_learns_nothing_of_an_address(
    world: World, payments: Service, monkeypatch: pytest.MonkeyPatch
):
    subscribed()
    again = Client().post("/status/mails/", {"address": READER.upper()})
    assert "We wrote to" in again.content.decode()
    assert "hear already" in StatusMail.objects.order_by("-pk")[0].subject
    assert Subscriber.objects.count() == 1
    wrong = Client().post("/status/mails/", {"address": "no address"})
    assert (wrong.status_code, "Write your mail address." in wrong.content.decode()) == (422, True)
    n = StatusMail.objects.count()
    for _again in range(5):
        Client().post("/status/mails/", {"address": "victim@far.example"})
    assert StatusMail.objects.count() == n + mails.OF_ADDRESS.most, "nobody is flooded"
    current.keep({STATUS_PAGE.name: "off"})
    assert Client().get("/status/mails/").status_code == 404


def test_an_address_that_is_erased_is_gone(world: World, payments: Service):
    subscribed()
    with acting(by=DESK, at=world.now) as act:
        Subscribers().forget(act, Erased(addresses=[READER]))
    row = Subscriber.objects.get()
    assert (row.address, row.ended_at) == ("", world.now)


def events() -> list[Any]:
    """What stands in the calendar of planned work."""
    return list(Calendar.from_ical(Client().get("/status/planned.ics").content).walk("VEVENT"))


def test_planned_work_is_a_calendar_and_one_line_goes_into_pages(world: World, payments: Service):
    ends = world.now + timedelta(hours=30)
    quiet = Quiet(world.now + timedelta(hours=28), ends, "New disks", "New disks for payments")
    row = silence(payments, quiet=quiet, by=world.ana.actor(), at=world.now)
    [event] = events()
    assert event["SUMMARY"] == "New disks for payments (Payments)"
    assert "SEQUENCE" not in event
    day = timedelta(days=1)
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    move_work(row.work, starts=quiet.starts + day, due=ends + day, **by)
    [moved] = events()
    assert (moved["UID"], moved["SEQUENCE"]) == (event["UID"], 1)
    assert moved.decoded("DTSTART") == quiet.starts + day
    row.refresh_from_db()
    end_silence(row, **by)
    [off] = events()
    assert (off["UID"], off["SEQUENCE"], off["STATUS"]) == (event["UID"], 2, "CANCELLED")
    assert off.decoded("DTSTART") == quiet.starts + day
    world.now = ends + day
    assert events() == []
    banner = Client().get("/status/banner.html")
    assert "Everything works" in banner.content.decode()
    assert "frame-ancestors *" in banner.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in banner.headers


def test_an_address_is_the_same_however_it_is_written(
    world: World, payments: Service, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mails, "OF_ADDRESS", Limit("test-address", 1, 3600))
    for address in (READER, f"<{READER}>", f"mailto:{READER}", f"{READER}.", READER.upper()):
        assert Client().post("/status/mails/", {"address": address}).status_code == 200
    assert StatusMail.objects.count() == 1


def test_planned_work_is_told_moved_and_told_over(world: World, payments: Service):
    subscribed()
    began = StatusMail.objects.count()
    starts, ends = world.now + timedelta(hours=1), world.now + timedelta(hours=2)
    quiet = Quiet(starts, ends, "New disks", "We exchange disks")
    row = silence(payments, quiet=quiet, by=world.ana.actor(), at=world.now)

    def told() -> str:
        note_changes(at=world.later(minutes=6))
        tell_subscribers(at=world.now)
        rows = StatusMail.objects.order_by("made_at", "pk")[began:]
        return rows[len(rows) - 1].text

    assert "Planned work: from Monday 2 March 2026, 09:00" in told()
    assert note_changes(at=world.now) == 0, "the same again is no news"
    later = ends + timedelta(hours=1)
    move_work(row.work, due=later, by=world.ana.actor(), at=world.now)
    said = told()
    assert "over by Monday 2 March 2026, 11:00" in said
    assert "We had promised Monday 2 March 2026, 10:00" in said
    world.now = starts + timedelta(minutes=1)
    row.refresh_from_db()
    end_silence(row, by=world.ana.actor(), at=world.now)
    assert "The planned work is over." in told()
    row = silence(
        payments, quiet=Quiet(world.now, world.now + timedelta(hours=1), "x", "We move a cable"),
        by=world.ana.actor(), at=world.now,
    )  # fmt: skip
    told()
    world.later(hours=1)
    attend_work(at=world.now)
    assert "It takes longer than we promised, which was" in told()
    keeping.write(at=world.now)
    page = Client().get("/status/").content.decode()
    assert "It takes longer than we promised." in page
    assert StatusMail.objects.count() == began + 5
