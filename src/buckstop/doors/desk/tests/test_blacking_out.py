"""What should never have been written down is hidden, everywhere, for good and on record."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from buckstop.conversations.actions import letters, telling
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.conversations.models import Attachment, Findable, Message
from buckstop.conversations.queries.holding import says
from buckstop.conversations.queries.thread import thread
from buckstop.doors.desk.tests.telling import words
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.kit import clock
from buckstop.ledger.actions import BLACK
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.verify import verify
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.models import Delivery
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World

SECRET = "hünter_2%\\"


@pytest.fixture
def case(world: World) -> Case:
    """Ines mailed her password, in the subject too and with a file; Ana answered and quoted it."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Ines <ines@nordbank.example>", "help@localhost"
    mail["Subject"], mail["Message-ID"] = f"{SECRET} is refused", "<one@nordbank.example>"
    mail.set_content(f"My password {SECRET} is refused.\n\nAgain: {SECRET}.")
    mail.add_alternative(f"<p>My password <b>{SECRET}</b> is refused.</p>", subtype="html")
    mail.add_attachment(b"PIN", maintype="image", subtype="png", filename="pin.png")
    keep([Arrived("ines@nordbank.example", ("help@localhost",), bytes(mail))], at=world.now)
    receive(at=world.now)
    case = Case.objects.get()
    ana = case.problem.owner.actor()
    telling.reply(case, text=f"Never send {SECRET} to us.", by=ana, at=world.later(minutes=1))
    add_step(
        case.problem, what=f"Reset {SECRET}", debtor=world.ana, due=world.now + timedelta(hours=2),
        by=ana, at=world.now,
    )  # fmt: skip
    return case


def holding(text: str) -> list[str]:
    """The tables in which a text stands, whole or within a mail."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS r WHERE position(%s in r::text) > 0 '
                f"OR position(%s in r::text) > 0",
                [text.replace("\\", "\\\\"), text.encode().hex()],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def hide(desk: Client, case: Case, **said: object) -> str:
    sheet = words(desk.get(f"/problems/{case.problem.ref}/blackouts/new/"))
    assert "pin.png" in sheet
    answer = desk.post(
        f"/problems/{case.problem.ref}/blackouts/", {"why": "secret", **said}, follow=True
    )
    return words(answer)


def test_words_go_wherever_they_stand(world: World, ana: Client, case: Case) -> None:
    assert "ledger_body" in holding(SECRET)
    hide(ana, case, words=SECRET)
    assert holding(SECRET) == []
    shown = words(ana.get(f"/problems/{case.problem.ref}/"))
    assert f"My password {BLACK} is refused." in shown
    assert f"Reset {BLACK}" in shown
    assert f"{BLACK} is refused" in shown
    assert "blacked out a password or a key" in shown
    assert list(verify()) == []


def test_the_customer_reads_what_is_left(world: World, ana: Client, case: Case) -> None:
    hide(ana, case, words=SECRET)
    case.refresh_from_db()
    read = [str(one.message.text) for one in thread(case).said]
    assert f"Never send {BLACK} to us." in read


def test_mails_that_left_with_it_go_too(world: World, ana: Client, case: Case) -> None:
    """Ours that says it, and the acknowledgement whose subject is theirs, encoded as mails are."""
    opened = list(Entry.objects.filter(code="case-opened"))
    letters.write(Acknowledgement, opened, world.now)
    deliver(Smtp(lambda *_: Outcome(Came.ACCEPTED, 250, "taken")), at=world.later(minutes=1))
    left = [one.raw for one in Delivery.objects.select_related("raw") if one.raw]
    assert [says(one.content(), SECRET) for one in left] == [True, True]
    hide(ana, case, words=SECRET)
    for one in left:
        one.refresh_from_db()
    assert [(one.raw, one.text) for one in left] == [(None, None)] * 2
    assert list(verify()) == []


def test_a_file_goes(world: World, ana: Client, case: Case) -> None:
    file = Attachment.objects.get(name="pin.png")
    hide(ana, case, going_files=[str(file.pk)])
    file.refresh_from_db()
    assert (file.name, file.file.raw) == ("(erased)", None)
    assert Message.objects.filter(text__text__contains=SECRET).exists()
    assert list(verify()) == []


@pytest.mark.parametrize("said", ["", "ab", "is not there"])
def test_what_stands_nowhere_is_refused(ana: Client, case: Case, said: str) -> None:
    told = hide(ana, case, words=said)
    assert "Give" in told
    assert list(verify()) == []


def test_what_is_left_is_found_and_the_rest_not(world: World, ana: Client, case: Case) -> None:
    hide(ana, case, words=SECRET)
    assert not Findable.objects.filter(folded__contains="nter_2").exists()


def test_the_database_lets_nothing_else_be_written(case: Case) -> None:
    body = Body.objects.filter(text__contains=SECRET).first()
    assert body is not None
    for left in ("Something else", f"My {BLACK} is refused, and more"):
        with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
            Body.objects.filter(pk=body.pk).update(text=left, erased_at=clock.now())
