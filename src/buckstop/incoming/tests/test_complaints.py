"""What readers call spam at their providers comes in as a report: they hear no more of it."""

from typing import Any

import pytest

from buckstop.conversations.models import Message
from buckstop.conversations.rendering import message_id
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.models import Intake
from buckstop.ledger.actor import DESK
from buckstop.outbox.models import Delivery
from buckstop.outreach.actions.telling import Saying, tell, tell_next
from buckstop.outreach.models import Unwanted
from buckstop.people.actions import customers
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service
from buckstop.services.actions.uses import use
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.naming import name_service
from buckstop.status_page.actions import subscribing
from buckstop.status_page.models import StatusMail, Subscriber

REPORT = """\
From: <feedback@provider.example>
To: <help@halden.example>
Subject: FW: Payments are held up
Message-ID: <{n}@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an email abuse report for a message that we received.

--b
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1

--b
Content-Type: message/rfc822

Message-ID: {original}
Subject: Payments are held up

Transfers wait.
--b--
"""


def reported(world: World, original: str, kind: str = "abuse") -> Intake:
    n = Intake.objects.count()
    raw = REPORT.format(n=n, kind=kind, original=original).replace("\n", "\r\n").encode()
    keep([Arrived("feedback@provider.example", ("help@halden.example",), raw)], at=world.now)
    receive(at=world.now)
    return Intake.objects.order_by("-pk")[0]


@pytest.fixture
def told(world: World) -> Message:
    """Nordbank was told first of what stops its payments."""
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    customers.join(world.ines, world.nordbank, on=world.nordbank, **by)
    payments = add_service(terms=Terms(name="Payments"), **by)
    use(payments, customer=world.nordbank, usage=Usage(), **by)
    problem = open_problem(title="db-07 down", owner=world.ana.pk, **by)
    name_service(problem, service=payments, by=world.ana.actor(), at=world.now)
    saying = Saying("Payments are held up", "Transfers wait.")
    tell(problem, saying=saying, by=world.ana.actor(), at=world.now)
    tell_next(at=world.later(minutes=1))
    return Message.objects.select_related("case").get(kind="outreach")


@pytest.mark.parametrize(("kind", "how"), [("abuse", "spam"), ("opt-out", "enough")])
def test_who_was_told_first_reported_it(world: World, told: Message, kind: str, how: str):
    assert told.case is not None
    problems = Problem.objects.count()
    intake = reported(world, message_id(told, told.case), kind)
    assert intake.became == "bounce"
    assert Unwanted.objects.get().how == how
    assert (Case.objects.get().state, Problem.objects.count()) == ("spared", problems)
    reported(world, message_id(told, told.case), kind)
    assert Unwanted.objects.count() == 1


def test_what_proves_nothing_is_somebodys_to_read(world: World, told: Message):
    assert told.case is not None
    strange = reported(world, "<20260303.1@elsewhere.example>")
    assert strange.became == "problem"
    praised = reported(world, message_id(told, told.case), "not-spam")
    assert praised.became != "bounce"
    assert not Unwanted.objects.exists()


def test_who_subscribed_and_calls_it_spam_hears_no_more(world: World):
    subscribing.subscribe("ines@nordbank.example", of=[], at=world.now)
    [delivery] = Delivery.objects.filter(kind="status", owner=StatusMail.objects.get().pk)
    intake = reported(world, f"<{delivery.pk.hex}.status@halden.example>")
    assert intake.became == "bounce"
    assert Subscriber.objects.get().ended_at == world.now
