"""A letter is a class and a template; and no letter of the desk answers a machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from buckstop.conversations import entries
from buckstop.conversations.actions import letters, telling
from buckstop.conversations.letters import letter as register
from buckstop.conversations.letters.letter import LETTERS, Letter
from buckstop.conversations.models import Message
from buckstop.conversations.reactions import reaction_of
from buckstop.conversations.rules import CAP_PER_HOUR
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import words
from buckstop.doors.desk.tests.test_noting import their_page
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.ledger import entries as ledger_entries
from buckstop.ledger import following, reactions
from buckstop.ledger.actor import DESK
from buckstop.ledger.entries import Fact
from buckstop.ledger.models import Entry
from buckstop.ledger.transaction import acting
from buckstop.outbox.actions.writing import write_each
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import Written, abouts
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World

MACHINES = {
    "an answer by itself": ("rita@client.example", "Auto-Submitted: auto-replied\r\n"),
    "what came back": ("", "Auto-Submitted: auto-replied\r\n"),
    "a null sender": ("", ""),
    "a list": ("bounces@list.example", "List-Id: <all.list.example>\r\nPrecedence: list\r\n"),
    "in bulk": ("rita@client.example", "Precedence: bulk\r\n"),
}
AUTOMATIC = sorted(register.automatic())
OF_PEOPLE = sorted(register.of_people())


def run(world: World) -> None:
    while following.drain(at=world.now):
        pass


def comes(world: World, sender: str, head: str = "") -> Case:
    raw = (
        f"From: Rita Moss <rita@client.example>\r\n{head}Subject: pump\r\n"
        "Message-ID: <1@client.example>\r\n\r\nThe pump stands still.\r\n"
    )
    keep([Arrived(sender, ("help@localhost",), raw.encode())], at=world.now)
    receive(at=world.now)
    return Case.objects.select_related("problem", "contact").get()


def write(letter: type[Letter], cases: list[Case], world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(letter, "cases", lambda happened, at: cases)
    letters.write(letter, [], world.now)


@pytest.fixture
def trial() -> Iterator[tuple[type[Fact], type[Letter]]]:
    """A fact of an app above, and a letter that follows it: what such an app would bring."""

    @dataclass(frozen=True)
    class Tried(Fact, code="trial-tried", says="{by} tried"):
        thing: str

    class Trial(Letter, code="trial"):
        follows = (Tried,)
        customer_reads = "tried something with %(owner)s"
        desk_sent = desk_wrote = "tried something"
        withheld = "what was tried"

        @classmethod
        def facts(cls, message: Message) -> dict[str, Any]:
            return {"thing": "the spare pump"}

    reactions.register(reaction_of(Trial))
    yield Tried, Trial
    del reactions.REACTIONS["conversations.trial"]
    del LETTERS["trial"], entries.WITHHELD["trial"], ledger_entries.REGISTRY["trial-tried"]


def test_a_letter_is_a_class_and_a_template(
    world: World, seat: Seat, trial: tuple[Any, type[Letter]]
) -> None:
    tried, letter = trial
    case = comes(world, "rita@client.example")
    run(world)

    def happens() -> None:
        with acting(case, by=DESK, at=world.now) as act:
            act.record(tried(thing="pump"), on=case, cases=(case.pk,))
        run(world)

    happens()
    message = Message.objects.get(kind=letter.code)
    sent = list(Delivery.objects.filter(owner=message.pk))
    [written] = write_each(sent, abouts(sent), world.now).values()
    assert isinstance(written, Written)
    mail = message_from_bytes(written.raw, policy=default)
    assert isinstance(mail, EmailMessage)
    assert mail["Auto-Submitted"] == "auto-replied"
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        assert "Ana Ruiz tries the spare pump at" in body.get_content()
    page = f"/problems/{case.problem.ref}/"
    assert "tried something" in words(seat(world.ana).get(page))
    assert "tried something with Ana Ruiz" in their_page(case)
    for _ in range(CAP_PER_HOUR):
        happens()
    assert Message.objects.filter(kind=letter.code).count() == CAP_PER_HOUR - 1
    assert "was not told what was tried" in words(seat(world.ana).get(page))


@pytest.mark.parametrize("machine", MACHINES)
def test_no_letter_of_the_desk_answers_a_machine(
    world: World, monkeypatch: Any, machine: str
) -> None:
    case = comes(world, *MACHINES[machine])
    run(world)
    assert not Message.objects.filter(kind__in=AUTOMATIC).exists()
    for code in AUTOMATIC:
        write(LETTERS[code], [case], world, monkeypatch)
        assert Message.objects.filter(kind=code).exists() == LETTERS[code].to_machines


def test_only_what_a_person_asked_for_or_did_goes_to_machines() -> None:
    assert {code for code in AUTOMATIC if LETTERS[code].to_machines} == {"link", "recorded"}


@pytest.mark.parametrize("code", AUTOMATIC)
def test_every_letter_of_the_desk_goes_to_people_up_to_the_cap(
    world: World, monkeypatch: Any, code: str
) -> None:
    cases = [world.report(f"Trouble {n}") for n in range(CAP_PER_HOUR + 2)]
    write(LETTERS[code], cases, world, monkeypatch)
    capped = LETTERS[code].capped
    assert Message.objects.filter(kind=code).count() == CAP_PER_HOUR + (0 if capped else 2)
    assert Entry.objects.filter(code="letter-held-back").count() == (2 if capped else 0)


@pytest.mark.parametrize("code", AUTOMATIC)
def test_every_letter_of_the_desk_is_marked_and_has_words_for_all(code: str) -> None:
    letter = LETTERS[code]
    assert letter.automatic
    assert entries.WITHHELD[code] == letter.withheld != Letter.withheld
    assert letter.customer_reads != Letter.customer_reads
    assert letter.desk_sent != Letter.desk_sent
    assert letter.desk_wrote != Letter.desk_wrote


@pytest.mark.parametrize("machine", MACHINES)
def test_a_persons_letter_goes_whatever_wrote(world: World, machine: str) -> None:
    case = comes(world, *MACHINES[machine])
    said = telling.reply(case, text="Hello?", by=world.ana.actor(), at=world.now)
    assert not LETTERS[said.kind].automatic
    to = Delivery.objects.filter(owner=said.pk)
    assert to.exists() == bool(case.contact.addresses.exists())


@pytest.mark.parametrize("code", AUTOMATIC + OF_PEOPLE)
def test_every_letter_has_its_words_beside_it(code: str) -> None:
    assert LETTERS[code].template.is_file()
