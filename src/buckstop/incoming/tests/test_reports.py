"""Reports about mail of ours: found by what they prove, marked once, told to the owner."""

from email.message import Message
from typing import Any

import pytest
from django.db.models import QuerySet

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Follower
from buckstop.conversations.models import Message as Said
from buckstop.conversations.queries.mails import letters_of
from buckstop.conversations.sources import Letters
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.models import Intake
from buckstop.kit.return_paths import return_path
from buckstop.ledger import following
from buckstop.ledger.models import Entry
from buckstop.notices.actions import log_in_mails
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.notices.models import Notice
from buckstop.outbox.actions.delivering import Postman
from buckstop.outbox.models import Delivery
from buckstop.outbox.queries.deliveries import in_trouble
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests.world import World
from tests.relays import BadRelay

STATUS = """\
From: Mail Delivery System <MAILER-DAEMON@mail.halden.example>
To: <{to}>
Subject: Undelivered Mail Returned to Sender
Message-ID: <{n}@mail.halden.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.halden.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: message/rfc822-headers

{original}
--b--
"""


@pytest.fixture
def case(world: World, relay: BadRelay, postman: Postman) -> Case:
    """A case whose customer was sent news, which promised more."""
    case = world.report()
    telling.update_all(case.problem, text="We are at it.", by=world.ana.actor(), at=world.now)
    postman.deliver(at=world.now)
    return case


def comes(
    world: World,
    to: str,
    *,
    recipient: str = "ines@nordbank.example",
    original: str = "",
    action: str = "failed",
    status: str = "5.1.1",
) -> None:
    """A report arrives, and is worked on."""
    n = Intake.objects.count()
    raw = STATUS.format(
        to=to, n=n, recipient=recipient, action=action, status=status, original=original
    )
    keep([Arrived("", (to,), raw.replace("\n", "\r\n").encode())], at=world.later(minutes=1))
    assert receive(at=world.now) == 1
    while following.drain(at=world.now):
        pass


def by_person() -> "QuerySet[Delivery]":
    """What people wrote: the desk acknowledged besides."""
    return letters_of(Said.objects.exclude(kind="acknowledgement"))


def news() -> Delivery:
    return by_person().get()


def sent_id(relay: BadRelay, at: int = 0) -> str:
    mail: Message = relay.parsed[at]
    return f"Message-ID: {mail['Message-ID']}\n"


def told(world: World) -> list[str]:
    rows = Notice.objects.filter(person=world.ana, entry__code__startswith="mail-")
    return list(rows.values_list("sentence", flat=True))


@pytest.mark.parametrize("recipient", ["ines@nordbank.example", "i.vogt@mail.nordbank.example"])
def test_our_message_id_is_proof_whoever_is_named(
    world: World, case: Case, relay: BadRelay, recipient: str
) -> None:
    comes(world, "help@localhost", recipient=recipient, original=sent_id(relay))
    assert news().state == "bounced"
    assert Problem.objects.count() == 1
    assert told(world) == ["A mail to the customer came back"]


def test_a_return_path_is_proof_without_the_original(
    world: World, case: Case, relay: BadRelay
) -> None:
    [(sender, _, _)] = relay.mails
    assert sender == return_path("help@localhost", Letters.report, news().pk, case.token)
    assert sender.startswith("help+b")
    assert sender.endswith(f"+{case.token}@localhost")
    comes(world, sender, recipient="somebody@else.example")
    assert news().state == "bounced"
    assert Problem.objects.count() == 1


def test_the_token_of_a_case_finds_its_letter(world: World, case: Case) -> None:
    comes(world, f"help+{case.token}@localhost")
    assert news().state == "bounced"


def test_of_several_the_likeliest_is_marked(
    world: World, relay: BadRelay, postman: Postman
) -> None:
    case = world.report()
    Follower.objects.create(case=case, address="olga@nordbank.example", added_at=world.now)
    telling.update_all(case.problem, text="We are at it.", by=world.ana.actor(), at=world.now)
    postman.deliver(at=world.now)
    comes(world, "help@localhost", recipient="olga@nordbank.example", original=sent_id(relay))
    assert dict(by_person().values_list("address", "state")) == {
        "ines@nordbank.example": "sent", "olga@nordbank.example": "bounced",
    }  # fmt: skip
    assert not Entry.objects.filter(code="news-not-received").exists()  # a copy is no promise


def test_a_second_report_tells_nobody_again(world: World, case: Case, relay: BadRelay) -> None:
    for _ in range(3):
        comes(world, "help@localhost", original=sent_id(relay))
    assert Entry.objects.filter(code="mail-bounced").count() == 1
    assert len(told(world)) == 1
    assert not Intake.objects.filter(done_at=None).exists()


def test_news_that_came_back_is_owed_again(world: World, case: Case, relay: BadRelay) -> None:
    before = Commitment.objects.get(kind="update", ended_at=None).due
    comes(world, relay.mails[0][0])
    assert Commitment.objects.get(kind="update", ended_at=None).due < before


def test_news_that_was_refused_is_owed_again(
    world: World, relay: BadRelay, postman: Postman
) -> None:
    case = world.report()
    telling.reply(case, text="We are at it.", by=world.ana.actor(), at=world.now)
    before = Commitment.objects.get(kind="update", ended_at=None).due
    relay.says["RCPT"] = b"550 no such user"
    postman.deliver(at=world.now)
    assert news().state == "failed"
    assert Commitment.objects.get(kind="update", ended_at=None).due < before
    world.later(minutes=1)
    while following.drain(at=world.now):
        pass
    assert told(world) == ["A mail to the customer didn't arrive"]


def test_a_delay_is_noted_and_nothing_more(world: World, case: Case, relay: BadRelay) -> None:
    comes(world, relay.mails[0][0], action="delayed", status="4.4.1")
    delivery = news()
    assert delivery.state == "sent"
    assert Entry.objects.filter(code="mail-delayed").count() == 1
    assert told(world) == []
    comes(world, relay.mails[0][0], action="failed", status="4.4.7")
    assert news().state == "bounced"


def test_a_report_about_a_mail_that_is_not_ours_is_somebodys(world: World, case: Case) -> None:
    comes(world, "help@localhost", original="Message-ID: <other@elsewhere.example>\n")
    assert news().state == "sent"
    assert Problem.objects.count() == 2


def test_a_notice_that_came_back_is_no_problem_and_no_loop(
    world: World, case: Case, relay: BadRelay, postman: Postman
) -> None:
    Notice.objects.create(
        person=world.ana, problem=case.problem, entry=Entry.objects.all()[0], at=world.now,
        mail_due=world.now, sentence="Look",
    )  # fmt: skip
    mail_unseen(at=world.now)
    postman.deliver(at=world.now)
    [path] = [sender for sender, to, _ in relay.mails if to == "ana@desk.example"]
    for _ in range(2):
        comes(world, path, recipient="ana@mail.desk.example")
    assert Delivery.objects.get(address="ana@desk.example").state == "bounced"
    assert Problem.objects.count() == 1
    entry: Any = Entry.objects.filter(code="notice-returned")[0]
    notice = Notice.objects.get(entry=entry)
    assert (notice.person, notice.mail_due) == (world.bruno, None)


@pytest.mark.parametrize("by_id", [False, True])
@pytest.mark.parametrize("kind", ["invitation", "link"])
def test_a_log_in_mail_that_came_back_is_on_deliveries_and_no_problem(
    world: World, relay: BadRelay, postman: Postman, kind: str, by_id: bool
) -> None:
    """Some relays report to the From: there our Message-ID is the proof."""
    if kind == "invitation":
        log_in_mails.invite(world.bruno, at=world.now)
    else:
        log_in_mails.ask_for_link("bruno@desk.example", at=world.now)
    postman.deliver(at=world.now)
    [(path, _, _)] = relay.mails
    to = "help@localhost" if by_id else path
    for _ in range(2):
        comes(world, to, recipient="b@mail.desk.example", original=sent_id(relay))
    [delivery] = in_trouble()
    assert (delivery.state, delivery.address) == ("bounced", "bruno@desk.example")
    assert "no such user" in delivery.why
    assert not Problem.objects.exists()
    assert set(Intake.objects.values_list("became", flat=True)) == {"bounce"}


def test_a_report_names_a_notice_by_its_message_id(
    world: World, case: Case, relay: BadRelay, postman: Postman
) -> None:
    Notice.objects.create(
        person=world.ana, problem=case.problem, entry=Entry.objects.all()[0], at=world.now,
        mail_due=world.now, sentence="Look",
    )  # fmt: skip
    mail_unseen(at=world.now)
    postman.deliver(at=world.now)
    at = [to for _, to, _ in relay.mails].index("ana@desk.example")
    comes(world, "help@localhost", recipient="ana@x.example", original=sent_id(relay, at))
    assert Delivery.objects.get(address="ana@desk.example").state == "bounced"
    assert (Problem.objects.count(), news().state) == (1, "sent")
