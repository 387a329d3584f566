"""Who was told before they said a word says with one press that it isn't theirs."""

import re
from email import message_from_bytes
from typing import Any

from django.test import Client

from buckstop.conversations.models import Message
from buckstop.conversations.sources import Letters
from buckstop.doors.page.tests.conftest import Desk
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
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.naming import name_service
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
