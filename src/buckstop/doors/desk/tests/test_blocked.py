"""Mail of a blocked sender is kept and nobody's; blocking is listed, and undone with one press."""

from email.message import EmailMessage

import pytest
from django.test import Client

from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.telling import words
from buckstop.incoming.actions import blocking
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.models import Became, Block, Intake
from buckstop.incoming.queries import tally
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.models import Case
from buckstop.problems.models.case import CaseState
from buckstop.problems.tests.world import World

SPAM = "offers@spam.example"


def comes(world: World, subject: str, sender: str = SPAM, **heads: str) -> None:
    mail = EmailMessage()
    for name, value in {"From": sender, "To": "help@localhost", **heads}.items():
        mail[name] = value
    mail["Subject"], mail["Message-ID"] = subject, f"<{subject.replace(' ', '-')}@spam.example>"
    mail.set_content(f"{subject}: now cheaper.")
    keep([Arrived(sender, ("help@localhost",), bytes(mail))], at=world.later(seconds=5))
    receive(at=world.now)


def test_blocked_from_a_case_listed_taken_in_and_undone(world: World, ana: Client) -> None:
    comes(world, "Cheap watches")
    case = Case.objects.get()
    ana.post(f"/problems/{case.problem.ref}/cases/{case.pk}/block/")
    case.refresh_from_db()
    assert (case.state, Block.objects.get().sender) == (CaseState.VOID, SPAM)
    comes(world, "Cheaper watches")
    kept = Intake.objects.get(became=Became.BLOCKED)
    assert Case.objects.count() == 1
    assert tally().is_right
    shown = words(ana.get("/blocked-senders/"))
    assert SPAM in shown
    assert "Cheaper watches" in shown
    ana.post(f"/blocked-senders/mails/{kept.pk}/intake/")
    receive(at=world.later(seconds=5))
    assert Case.objects.filter(title="Cheaper watches").count() == 1
    assert words(ana.get("/blocked-senders/")).count("Cheaper watches") == 0
    ana.post(f"/blocked-senders/senders/{Block.objects.get().pk}/return/")
    comes(world, "Cheapest watches")
    assert Case.objects.filter(title="Cheapest watches").count() == 1
    assert list(verify()) == []


def test_a_domain_is_blocked_but_an_answer_that_is_waited_for(world: World) -> None:
    comes(world, "Cheap watches")
    case = Case.objects.get()
    blocking.block_sender("@Spam.example", by=world.ana.actor(), at=world.now)
    comes(world, "Cheap shoes", "other@spam.example")
    assert Case.objects.count() == 1
    answered = Message.objects.get(case=case, kind="heard").message_id
    comes(world, "Re Cheap watches", **{"In-Reply-To": answered})
    assert Message.objects.filter(case=case, kind="heard").count() == 2


@pytest.mark.parametrize(
    "sender", ["ana@desk.example", "new@nordbank.example", "@nordbank.example"]
)
def test_who_must_always_reach_us_is_not_blocked(world: World, sender: str) -> None:
    with pytest.raises(Refused, match="must always reach us"):
        blocking.block_sender(sender, by=world.ana.actor(), at=world.now)


def test_what_is_no_sender_is_refused_and_twice_is_once(world: World) -> None:
    by = {"by": world.ana.actor(), "at": world.now}
    for wrong in ("spam", "@", "a b@c"):
        with pytest.raises(Refused, match="Write a mail address"):
            blocking.block_sender(wrong, **by)  # type: ignore[arg-type]
    first = blocking.block_sender(SPAM, **by)  # type: ignore[arg-type]
    assert blocking.block_sender(SPAM.upper(), **by) == first  # type: ignore[arg-type]
    with pytest.raises(Refused, match="people of the desk"):
        blocking.unblock_sender(first, by=world.zed.actor(), at=world.now)
