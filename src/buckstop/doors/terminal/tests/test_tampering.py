"""What was said and sent can't be changed by hand without `verify` saying so."""

from argparse import Namespace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.db import connection

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message
from buckstop.coverage.actions import make_roster
from buckstop.doors.terminal.ledger_verify import run, told
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.kit.stop import Stop
from buckstop.ledger import following
from buckstop.ledger.actor import DESK
from buckstop.ledger.keeping import time_of
from buckstop.ledger.models import Chain
from buckstop.ledger.verify import verify
from buckstop.outbox.actions.delivering import Postman
from buckstop.outbox.actions.keeping import keep_sent
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.models import Attempt
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.outbox.sent import SentMails
from buckstop.people.actions import staff
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Problem

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MAIL = """\
From: Ines Vogt <ines@nordbank.example>
To: help@localhost
Subject: Transfers fail
Message-ID: <1@nordbank.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: multipart/alternative; boundary=y

--y
Content-Type: text/plain; charset=utf-8

Nothing moves since nine.

On Mon, 2 Mar 2026 at 10:00, Ana Ruiz <ana@desk.example> wrote:
> It is done.

--y
Content-Type: text/html; charset=utf-8

<p>Nothing moves since <b>nine</b>.</p>

--y--
--x
Content-Type: application/pdf; name="log.pdf"
Content-Disposition: attachment; filename="log.pdf"

not really
--x--
""".replace("\n", "\r\n").encode()
TRIGGERS = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"


@pytest.fixture
def problem(as_owner: None, db: None) -> Problem:
    """A mail that was acknowledged and answered, whose guards are off."""
    ana = staff.add(name="Ana Ruiz", email="ana@desk.example", role="lead", by=DESK, at=NOON)
    make_roster(zone="UTC", buck_stops_with=ana, by=DESK, at=NOON)
    keep([Arrived("ines@nordbank.example", ("help@localhost",), MAIL)], at=NOON)
    receive(at=NOON)
    while following.drain(at=NOON):
        pass
    made = Problem.objects.get()
    telling.note(made, text="She always says so", by=ana.actor(), at=NOON)
    telling.reply(made.cases.get(), text="We look into it", by=ana.actor(), at=NOON)
    telling.widen(Message.objects.get(kind="reply"), by=ana.actor(), at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(TRIGGERS)
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    return made


HEARD = "WHERE kind = 'heard'"
WRITTEN = "what was written was changed"
TAMPERINGS = {
    "a message's author": (
        "UPDATE conversations_message SET said_by_id = owner FROM"
        f" (SELECT owner_id AS owner FROM problems_problem) AS o {HEARD}",
        "the message of 2026-03-02 12:00 has as its author",
    ),
    "a message's time": (
        f"UPDATE conversations_message SET at = at - interval '1 day' {HEARD}",
        "the message of 2026-03-02 12:00 has the time 2026-03-01 12:00:00 in the tables",
    ),
    "a message's body": (
        "UPDATE conversations_message SET text_id = (SELECT text_id FROM conversations_message"
        f" WHERE kind = 'note') {HEARD}",
        "has as its text the text",
    ),
    "a message's raw mail": (
        f"UPDATE conversations_message SET raw_id = NULL {HEARD}",
        "has as its raw nothing in the tables",
    ),
    "a note told to the customer": (
        "UPDATE conversations_message SET kind = 'reply', case_id = (SELECT id FROM problems_case)"
        " WHERE kind = 'note'",
        "has the case",
    ),
    "a message that nobody wrote": (
        "INSERT INTO conversations_message SELECT (jsonb_populate_record(m,"
        " jsonb_build_object('id', gen_random_uuid(), 'at', '2026-02-01 12:00Z'))).*"
        f" FROM conversations_message m {HEARD}",
        "the message of 2026-02-01 12:00 is in the tables, and no entry speaks of it",
    ),
    "a message deleted": (
        "DELETE FROM conversations_findable; DELETE FROM conversations_widening;"
        "DELETE FROM outbox_delivery"
        " WHERE owner IN (SELECT id FROM conversations_message WHERE kind = 'reply');"
        "DELETE FROM conversations_message WHERE kind = 'reply'",
        "the message of 2026-03-02 12:00 is in the ledger and not in the tables",
    ),
    "a letter deleted": (
        "DELETE FROM conversations_findable; DELETE FROM outbox_delivery;"
        "DELETE FROM conversations_message"
        " WHERE kind = 'acknowledgement'",
        "the message of 2026-03-02 12:00 is in the ledger and not in the tables",
    ),
    "a message shown to all": (
        "DELETE FROM conversations_widening",
        "that a message is shown to every customer is in the ledger and not in the tables",
    ),
    "a file taken away": (
        "DELETE FROM conversations_attachment",
        "a file of a message is in the ledger and not in the tables",
    ),
    "words": ("UPDATE ledger_body SET text = 'other' WHERE text LIKE 'Nothing moves%'", WRITTEN),
    "quoted words": (
        "UPDATE ledger_body SET text = 'other' WHERE id = (SELECT quoted_id FROM"
        f" conversations_message {HEARD})",
        WRITTEN,
    ),
    "HTML": ("UPDATE ledger_body SET text = '<p>' WHERE text LIKE '<p>Nothing%'", WRITTEN),
    "a raw mail": (
        "UPDATE ledger_body SET raw = 'other' WHERE id IN (SELECT raw_id FROM"
        f" conversations_message {HEARD})",
        WRITTEN,
    ),
    "a file": (
        "UPDATE ledger_body SET raw = 'other' WHERE id IN (SELECT file_id FROM"
        " conversations_attachment)",
        WRITTEN,
    ),
    "everything erased": (
        "UPDATE ledger_body SET text = NULL, raw = NULL, salt = NULL, erased_at = now()",
        "what was written was erased, and no entry says so",
    ),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_what_was_said_can_not_be_changed_unseen(problem: Problem, what: str):
    assert [str(broken) for broken in verify()] == []
    sql, says = TAMPERINGS[what]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount > 0
    found = [broken.says for broken in verify()]
    assert [one for one in found if says in one], found


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        (
            "UPDATE outbox_delivery SET raw_id = (SELECT raw_id FROM conversations_message"
            " WHERE kind = 'heard')",
            "a mail that left isn't as entry 2 of the house's ledger noted it",
        ),
        (
            "UPDATE ledger_body SET raw = 'other' WHERE id IN (SELECT raw_id FROM outbox_delivery)",
            "what was written was changed: a mail that left, noted by entry 2 of the house's",
        ),
        (
            "UPDATE outbox_attempt SET outcome = 'refused'",
            "a mail that left isn't as entry 2 of the house's ledger noted it",
        ),
    ],
)
def test_what_left_can_not_be_changed_unseen(problem: Problem, sql: str, says: str):
    Postman(Smtp(lambda *_: Outcome(Came.ACCEPTED, 250, "taken"))).deliver(at=NOON)
    assert Attempt.objects.count() == 2
    house = staff.found_house(by=DESK, at=NOON)
    until = time_of(Attempt.objects.latest("pk").pk) + timedelta(milliseconds=1)
    assert keep_sent(on=house, until=until, by=DESK, at=NOON) == 2
    assert [str(broken) for broken in verify(checks=(SentMails(),))] == []
    with connection.cursor() as cursor:
        cursor.execute(sql)
    found = [broken.says for broken in verify(checks=(SentMails(),))]
    assert [one for one in found if says in one], found


def test_the_command_names_what_was_changed(problem: Problem, capsys: pytest.CaptureFixture[str]):
    assert told(None) == 0
    assert "of chains that left in mails were checked" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("UPDATE problems_problem SET state = 'fixed'")
        cursor.execute(
            "UPDATE conversations_message SET said_by_id = problems_problem.owner_id"
            " FROM problems_problem WHERE conversations_message.kind = 'heard'"
        )
    assert told(None) == 1
    said = capsys.readouterr().out
    ref = f"Changed: {problem.ref}: problem {problem.ref}"
    assert f"{ref} is fixed in the tables, open in the ledger." in said
    assert "has as its author Ana Ruiz in the tables, Ines Vogt in the ledger." in said


def test_a_gap_in_the_numbers_is_told(problem: Problem, capsys: pytest.CaptureFixture[str]):
    open_problem(title="Another", number=problem.number + 3, by=DESK, at=NOON)
    assert told(None) == 0
    gap = f"There is no P-{problem.number + 1} to P-{problem.number + 2}: never made, or taken away"
    assert gap in capsys.readouterr().out


def test_a_head_from_a_mail_must_be_there(problem: Problem, capsys: pytest.CaptureFixture[str]):
    head = bytes(Chain.objects.get(pk=problem.chain_id).head).hex()
    for given, code in ((head, 0), (head[:8].upper(), 0), ("ab" * 32, 1)):
        assert run(Namespace(references=[problem.ref], head=[given], archive=None)) == code
    assert "no entry has the head abab" in capsys.readouterr().out
    with pytest.raises(Stop, match="give 8 characters or more"):
        run(Namespace(references=[], head=[head[:7]], archive=None))


def test_a_letter_carries_its_head_where_people_find_it(problem: Problem):
    left: list[EmailMessage] = []

    def hand(_sender: str, _address: str, raw: bytes, *_: object) -> Outcome:
        left.append(message_from_bytes(raw, policy=policy.default))
        return Outcome(Came.ACCEPTED, 250, "taken")

    Postman(Smtp(hand)).deliver(at=NOON)
    assert len(left) == 2
    for mail in left:
        number, head = mail["X-Buckstop-Ledger"].split()
        assert len(head) == 64
        assert mail["X-Buckstop-House"].split()[0] == "1"
        for kind in ("plain", "html"):
            part = mail.get_body((kind,))
            assert part is not None
            assert f"Entry {number} of the record of this case" in part.get_content()
            assert head in part.get_content()
