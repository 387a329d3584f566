"""What was handled in another system comes as that, once, and nobody is written to by it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from buckstop.arrivals.actions.naming import name_source, note_reconciled, sign_off
from buckstop.arrivals.importing import bring_all, dry_run, take_all_over, totals
from buckstop.arrivals.models import Arrival, Source
from buckstop.arrivals.readers.every import READERS
from buckstop.arrivals.readers.reader import NotRead, Place, Reader
from buckstop.arrivals.reconciling import reconcile
from buckstop.conversations.models import Attachment, Message
from buckstop.ledger import following
from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.notices.models import Notice
from buckstop.outbox.models import Delivery
from buckstop.people.models import Customer, Person
from buckstop.problems.actions import hearing
from buckstop.problems.models import Case, Commitment, Problem, Tenure
from buckstop.problems.tests.guarantees import broken
from buckstop.problems.tests.world import World, answering
from buckstop.reliability.queries.figures import FIGURES, seen

HEAD = "ticket,subject,status,created,closed,at,side,name,email,text,html,organisation,files,Rack\n"
LINES = (
    "7,Störung,resolved,2019-04-01T08:00Z,2019-04-03T09:00Z,2019-04-01T08:00Z,theirs,Ines Vogt,"
    'ines@nordbank.example,"Es geht nicht — ""gar"" nicht.",,Nordbank,bild.png,R4\n'
    "7,,,,,2019-04-02T08:00Z,ours,Ana Ruiz,ana@halden.example,Now it does.,<p>Now it does.</p>,,,\n"
    "7,,,,,2019-04-02T07:00Z,inside,Gone Since,gone@old.example,Fuse F3.,,,,\n"
    "8,No sender,open,2026-02-01T08:00Z,,2026-02-01T08:00Z,theirs,,,Hello?,,,,\n"
    "9,New,open,2026-02-02T08:00Z,,2026-02-02T08:00Z,theirs,Kim Berg,kim@werk.example,It drips.,,"
    "Werk AG,,\n"
)
PICTURE = b"\x89PNG not really"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "bild.png").write_bytes(PICTURE)
    file = tmp_path / "old.csv"
    file.write_text(HEAD + "".join(LINES), encoding="utf-8")
    return file


def reader(file: Path, kind: str = "csv", **place: Any) -> Reader:
    return READERS[kind](Place(str(file), **place))


def bring(world: World, a_reader: Reader, name: str = "Old desk") -> Source:
    source = name_source(a_reader.kind, name, by=DESK, at=world.now)
    bring_all(source, a_reader, by=DESK, now=lambda: world.now, tell=lambda _: None)
    return source


def nobody_was_told(world: World) -> bool:
    while following.drain(at=world.now):
        pass
    return not Delivery.objects.exists() and not Notice.objects.exists()


def test_old_tickets_come_closed_as_what_they_were(world: World, table: Path) -> None:
    customers = Customer.objects.count()
    bring(world, reader(table))
    old, aside, _ = Problem.objects.order_by("number")
    assert (old.state, old.outcome, aside.outcome) == ("closed", "imported", "aside")
    assert old.opened_at == datetime(2019, 4, 1, 8, tzinfo=UTC)
    assert not Tenure.objects.exists()
    assert not Commitment.objects.exists()
    case = Case.objects.get(problem=old)
    assert (case.state, case.contact, case.customer) == ("imported", world.ines, world.nordbank)
    said = list(Message.objects.filter(problem=old).order_by("at", "kind"))
    assert [(m.kind, m.said_as) for m in said] == [
        ("heard", "Ines Vogt <ines@nordbank.example>"),
        ("note", "Old desk"),
        ("note", "Gone Since <gone@old.example>"),
        ("elsewhere", "Ana Ruiz <ana@halden.example>"),
    ]
    assert str(said[1].text) == "Old desk: 7 (resolved)\nRack: R4"
    assert bytes(Attachment.objects.get().file.raw or b"") == PICTURE
    assert Customer.objects.count() == customers + 1
    nameless = Case.objects.get(problem=aside).contact
    assert nameless.name == "Unknown sender"
    assert Entry.objects.filter(code="message-imported").count() == 6
    assert nobody_was_told(world)
    assert list(verify()) == []
    assert broken() == []
    assert not [code for code in FIGURES if seen(code, world.now)]


def test_again_brings_only_what_is_new_and_goes_on_where_it_stopped(
    world: World, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("buckstop.arrivals.rules.BATCH", 1)
    source = name_source("csv", "Old desk", by=DESK, at=world.now)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_all(source, reader(table), by=DESK, now=lambda: world.now, tell=stop)
    assert (Arrival.objects.count(), source.came_to) == (1, "1")
    source = bring(world, reader(table))
    assert (source.report["came"], totals(source)["came"], source.came_to) == (2, 3, "")
    more = "9,,,,,2026-02-03T08:00Z,theirs,Kim Berg,kim@werk.example,Still.,,,,\n"
    table.write_text(HEAD + "".join(LINES) + more, encoding="utf-8")
    found = dry_run(source, reader(table), tell=lambda _: None)
    assert (found["came"], found["here already"]) == (0, 3)
    source = bring(world, reader(table))
    assert (source.report["came"], source.report["grown"]) == (0, 1)
    assert Person.objects.filter(name="Kim Berg").count() == 1
    assert list(verify()) == []


def test_what_ran_there_runs_here_once_somebody_says_so(world: World, table: Path) -> None:
    source = bring(world, reader(table))
    due = world.now.replace(hour=16)
    over = list(
        take_all_over(source, by=DESK, now=lambda: world.now, owner=world.bruno.pk, due=due)
    )
    assert [(one.owner_id, one.news_due) for one in over] == [(world.bruno.pk, due)] * 2
    assert nobody_was_told(world)
    assert totals(source)["kept aside"] == 0
    assert broken() == []
    assert list(verify()) == []
    again = bring(world, reader(table))
    assert again.report["here already"] == 3


def test_who_answers_an_old_ticket_has_an_owner_at_once(world: World, table: Path) -> None:
    bring(world, reader(table))
    old = Problem.objects.earliest("number")
    case = Case.objects.get(problem=old)
    text = Message.objects.filter(case=case, kind="heard").get().text
    assert text is not None
    hearing.hear(case, message=text, by=answering(case), at=world.now, reopens=True)
    old.refresh_from_db()
    assert (old.state, old.owner) == ("open", world.ana)  # on shift; not with whom the buck stops
    assert broken() == []
    assert list(verify()) == []


def test_both_sides_are_compared_and_signed_off(world: World, table: Path) -> None:
    source = bring(world, reader(table))
    admin = world.hire("Ada Admin", "admin").actor()
    with pytest.raises(Refused, match="compared"):
        sign_off(source, by=admin, at=world.now)
    for again in (reader(table), None):
        found = reconcile(source, again, lambda _: None)
        assert (found["same"], found["messages"], found["files"]) == (3, 5, 1)
        assert found["different"] == 0
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("It drips", "It pours"), encoding="utf-8")
    found = reconcile(source, reader(table), lambda _: None)
    assert found["threads that differ"] == [("9", "1 of 1 messages say something else here.")]
    note_reconciled(source, found, by=DESK, at=world.now)
    with pytest.raises(Refused, match="administers"):
        sign_off(source, by=world.ana.actor(), at=world.now)
    sign_off(source, by=admin, at=world.now)
    assert Source.objects.get().signed_off_by_id == admin.id
    body = Message.objects.get(case__contact__name="Kim Berg", kind="heard").text
    assert body is not None
    erase_bodies([body], on=world.nordbank, by=DESK, at=world.now)
    assert reconcile(source, None, lambda _: None)["erased since"] == 1


def test_a_table_that_cannot_be_read_says_so(tmp_path: Path, table: Path) -> None:
    for text, says in (
        ("a,b\n", "has no column ticket"),
        ("ticket,at,text\n1,yesterday,x\n", "is no time"),
        ("ticket,at,text,files\n1,2020-01-01,x,../secret\n", "no file"),
        ("ticket,at,text\n1,2020-01-01,x\n2,2020-01-01,x\n1,2020-01-02,x\n", "two places"),
    ):
        table.write_text(text, encoding="utf-8")
        with pytest.raises(NotRead, match=says):
            list(reader(table).threads())
    with pytest.raises(NotRead, match="There is no"):
        list(reader(tmp_path / "nothing").threads())


MAILS = (
    b"From a@x Mon Jan  4 10:00:00 2021\nFrom: =?utf-8?q?In=C3=A8s?= <ines@nordbank.example>\n"
    b"To: help@halden.example\nSubject: Leck\nDate: Mon, 4 Jan 2021 10:00:00 +0100\n"
    b"Message-ID: <1@nordbank.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8"
    b"\n\nEs tropft.\n>From the roof.\n\n"
    b"From b@x Mon Jan  4 11:00:00 2021\nFrom: Ana <ana@halden.example>\n"
    b"To: ines@nordbank.example\nSubject: Re: Leck\nDate: Mon, 4 Jan 2021 11:00:00 +0100\n"
    b"Message-ID: <2@halden.example>\nIn-Reply-To: <1@nordbank.example>\n\nWe come.\n\n"
    b"From c@x Mon Jan  5 11:00:00 2021\nFrom: kim@werk.example\nTo: help@halden.example\n"
    b"Subject: Anders\nDate: Tue, 5 Jan 2021 11:00:00 +0100\n\nHm.\n"
)


def test_mail_comes_as_threads_with_its_original(world: World, tmp_path: Path) -> None:
    (tmp_path / "old.mbox").write_bytes(MAILS)
    ours = frozenset({"halden.example"})
    since = datetime(2021, 1, 5, tzinfo=UTC)
    source = bring(world, reader(tmp_path / "old.mbox", "mbox", ours=ours, runs_since=since))
    assert [one.outcome for one in Problem.objects.order_by("number")] == ["imported", "aside"]
    first, answer = Message.objects.filter(case__title="Leck").order_by("at")
    assert (first.kind, answer.kind) == ("heard", "elsewhere")
    assert "\nFrom the roof." in str(first.text)
    assert first.raw is not None
    assert first.raw.content().startswith(b"From: =?utf-8")
    assert reconcile(source, None, lambda _: None)["same"] == 2
