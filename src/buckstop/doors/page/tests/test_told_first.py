"""Who was told before they said a word says with one press that it isn't theirs."""

import re
from datetime import timedelta
from email import message_from_bytes
from typing import Any

from django.test import Client

from buckstop.conversations.models import Message
from buckstop.conversations.sources import Letters
from buckstop.doors.page.tests.conftest import Desk
from buckstop.doors.page.tests.test_portal import Inside
from buckstop.ledger.actor import DESK
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import Written
from buckstop.outreach.actions.telling import Saying, tell, tell_next
from buckstop.outreach.models import Unwanted
from buckstop.people.actions import customers
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Case, Problem
from buckstop.services.actions.services import add_service
from buckstop.services.actions.uses import use
from buckstop.services.models import Service
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.naming import name_service
from buckstop.signals.actions.planned import attend_work, move_work
from buckstop.signals.actions.silences import Quiet, silence
from buckstop.signals.queries import affected


def _told(desk: Desk) -> Problem:
    by: dict[str, Any] = {"by": desk.ana.actor(), "at": desk.now}
    customers.join(desk.ines, desk.nordbank, on=desk.nordbank, by=DESK, at=desk.now)
    payments = add_service(terms=Terms(name="Payments"), by=DESK, at=desk.now)
    use(payments, customer=desk.nordbank, usage=Usage(site="Thun"), by=DESK, at=desk.now)
    problem = open_problem(title="db-07 down", by=DESK, at=desk.now)
    name_service(problem, service=payments, **by)
    tell(problem, saying=Saying("Transfers wait", "They queue."), **by)
    tell_next(at=desk.later(minutes=1))
    return problem


def test_one_press_says_that_it_isnt_theirs(desk: Desk):
    problem = _told(desk)
    page = desk.page(Case.objects.get())
    said = page.says()
    assert "Transfers wait" in said
    assert "db-07" not in said
    assert "It is about what you use: Payments, Thun." in said
    assert "We told you" in said
    page.post("not-affected/")
    said = page.says()
    assert "You aren’t affected, you told us." in said, said
    assert "We’re not affected" not in said
    assert [one.affected for one in affected(problem, at=desk.now)] == [False]
    page.post("messages/", text="It does hit us now.")
    assert Case.objects.get().state == "open"


def test_planned_work_of_what_they_use_stands_on_their_pages(desk: Desk):
    """On the case's page and in the portal: theirs alone, what had been promised, and that it takes
    longer."""
    _told(desk)
    by: dict[str, Any] = {"by": desk.ana.actor(), "at": desk.now}
    starts = desk.now + timedelta(hours=2)
    quiet = Quiet(starts, starts + timedelta(hours=1), "disks", "We exchange disks")
    row = silence(Service.objects.get(), quiet=quiet, **by)
    other = add_service(terms=Terms(name="Fax"), by=DESK, at=desk.now)
    silence(other, quiet=Quiet(starts, quiet.ends, "fax", "We exchange the fax"), **by)
    case, portal = desk.page(Case.objects.get()), Inside(desk.ines)

    def said() -> list[str]:
        pages = [case.says(), portal.says()]
        assert not any("the fax" in page for page in pages), "they don't use it"
        return pages

    assert all("We exchange disks" in page for page in said())
    assert not any("We moved this" in page for page in said())
    move_work(row.work, due=quiet.ends + timedelta(hours=3), **by)
    assert all("We moved this; it was promised" in page for page in said())
    desk.now = quiet.ends + timedelta(hours=3)
    attend_work(at=desk.now)
    assert all("It takes longer than we promised." in page for page in said())


def test_one_click_of_a_mail_program_ends_it(desk: Desk):
    """RFC 8058: the header's link takes a POST that carries no form of ours."""
    _told(desk)
    [delivery] = Delivery.objects.order_by("pk")
    [(_key, written)] = Letters().write([(delivery, Message.objects.get())], desk.now).items()
    assert isinstance(written, Written)
    mail = message_from_bytes(written.raw)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.sub(r"[<>]|https?://[^/]+", "", mail["List-Unsubscribe"])
    strict = Client(enforce_csrf_checks=True)
    assert "Hear no more of it" in strict.get(path).content.decode()
    assert Case.objects.get().state == "open", "to look changes nothing"
    answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
    assert "You hear no more of it" in answer.content.decode()
    assert (Case.objects.get().state, Unwanted.objects.get().how) == ("spared", "enough")
