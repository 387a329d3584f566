"""What is called for by what happened, and what people hear anyway."""

from pathlib import Path
from uuid import UUID

import pytest

from buckstop.conversations.letters.letter import LETTERS
from buckstop.doors.clock.duties import duties
from buckstop.ledger.entries import REGISTRY
from buckstop.people.entries import PasswordChosen
from buckstop.people.telling import TELLINGS
from buckstop.problems.entries.cases import CustomerHeard
from buckstop.problems.entries.owning import TenureBegan
from buckstop.reactions import follows

ANA, BRUNO, CASE = UUID(int=1), UUID(int=2), UUID(int=3)
HEARD = CustomerHeard(case=CASE, contact=ANA, message="")


def began(how: str, before: UUID | None) -> TenureBegan:
    return TenureBegan(to=BRUNO, how=how, before=before)


@pytest.mark.parametrize(("how", "begun"), [("routed", True), ("reopened", False)])
def test_who_owns_it_first_or_again_is_no_letter_of_its_own(how: str, begun: bool):
    assert follows(began(how, None), begun) == ("notices.tell_staff",)


def test_a_new_owner_is_told_to_customers_and_staff():
    told = follows(began("accepted", ANA), False)
    assert told == ("conversations.handoff", "notices.tell_staff")


def test_the_report_itself_is_no_second_notice():
    assert follows(HEARD, True) == ()
    assert follows(HEARD, False) == ("notices.tell_staff",)


def test_a_new_password_is_told_to_its_person(settings):
    settings.RELAY = "smtp://relay.example"
    assert follows(PasswordChosen(person=ANA), False) == ("notices.tell_password_chosen",)
    assert "deliver mail" in [duty.name for duty in duties()]


def what_follows() -> str:
    """The table of what follows facts, as docs/what-follows.md has it."""
    rows = []
    for code, fact in sorted(REGISTRY.items()):
        letters = [code for code, one in sorted(LETTERS.items()) if fact in one.follows]
        telling = TELLINGS[fact].words if fact in TELLINGS else ""
        also = "a mail that their password was changed" if fact is PasswordChosen else ""
        if letters or telling or also:
            rows.append(f"| `{code}` | {', '.join(letters)} | {telling or also} |")
    return "\n".join(["| fact | letter to customers | staff are told |", "|---|---|---|", *rows])


def test_what_follows_is_in_the_docs():
    text = (Path(__file__).parents[1] / "docs" / "what-follows.md").read_text()
    assert what_follows() in text, "docs/what-follows.md must have this:\n" + what_follows()
