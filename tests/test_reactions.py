"""What is called for by what happened, and what people hear anyway."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from buckstop.conversations.letters.letter import LETTERS
from buckstop.doors.clock.duties import duties
from buckstop.kit.duties import in_order
from buckstop.ledger.entries import REGISTRY
from buckstop.ledger.reactions import REACTIONS, called_for
from buckstop.people.entries import PasswordChosen
from buckstop.people.telling import FACINGS, TELLINGS
from buckstop.problems.entries.cases import CustomerHeard
from buckstop.problems.entries.owning import TenureBegan

OF_LETTERS, TELL_STAFF = "conversations.", "notices.tell_staff"
ANA, BRUNO, CASE = UUID(int=1), UUID(int=2), UUID(int=3)
HEARD = CustomerHeard(case=CASE, contact=ANA, message="")


def began(how: str, before: UUID | None) -> TenureBegan:
    return TenureBegan(to=BRUNO, how=how, before=before)


@pytest.mark.parametrize(("how", "begun"), [("routed", True), ("reopened", False)])
def test_who_owns_it_first_or_again_is_no_letter_of_its_own(how: str, begun: bool):
    assert called_for(began(how, None), begun) == [TELL_STAFF]


def test_a_new_owner_is_told_to_customers_and_staff():
    told = called_for(began("accepted", ANA), False)
    assert told == ["conversations.handoff", TELL_STAFF]


def test_the_report_itself_is_no_second_notice():
    assert called_for(HEARD, True) == []
    assert called_for(HEARD, False) == [TELL_STAFF]


def test_a_new_password_is_told_to_its_person(monkeypatch):
    monkeypatch.setenv("BUCKSTOP_RELAY", "smtp://relay.example")
    assert called_for(PasswordChosen(person=ANA), False) == ["notices.tell_password_chosen"]
    assert "deliver mail" in [duty.name for duty in duties()]


def what_follows() -> str:
    """The table of what follows facts, as docs/what-follows.md has it."""
    rows = []
    for code, fact in sorted(REGISTRY.items()):
        names = [name for name, one in sorted(REACTIONS.items()) if fact in one.facts]
        letters = [name.removeprefix(OF_LETTERS) for name in names if name.startswith(OF_LETTERS)]
        told = [TELLINGS[fact].words] if fact in TELLINGS else []
        told += [f"account managers: {FACINGS[fact].words}"] if fact in FACINGS else []
        also = [f"`{name}`" for name in names if not name.startswith((OF_LETTERS, TELL_STAFF))]
        if names:
            rows.append(
                f"| `{code}` | {', '.join(letters)} | {'; '.join(told)} | {', '.join(also)} |"
            )
    head = "| fact | letter to customers | staff are told | and besides |"
    return "\n".join([head, "|---|---|---|---|", *rows])


def what_is_done() -> str:
    """The table of a worker's duties, as docs/what-follows.md has it."""
    rows = []
    for duty in in_order():
        seconds = int(duty.every.total_seconds())
        every = f"{seconds} s" if seconds % 60 else f"{seconds // 60} min"
        often = f"every {every}" if duty.every else "each turn"
        batches = f", {duty.most} batches at most" if duty.most > 1 else ""
        rows.append(f"| {duty.name} | {often}{batches} | {duty.channel} |")
    return "\n".join(["| duty | how often | before what leaves by |", "|---|---|---|", *rows])


@pytest.mark.parametrize("table", [what_follows, what_is_done])
def test_what_follows_is_in_the_docs(table: Callable[[], str]):
    text = (Path(__file__).parents[1] / "docs" / "what-follows.md").read_text()
    assert table() in text, "docs/what-follows.md must have this:\n" + table()


def test_every_letter_that_follows_something_is_written():
    of_letters = {name for name in REACTIONS if name.startswith(OF_LETTERS)}
    assert of_letters == {OF_LETTERS + code for code, one in LETTERS.items() if one.follows}
