"""What is called for by what happened, and what people hear anyway."""

from uuid import UUID

import pytest

from buckstop.conversations.letters.letter import LETTERS
from buckstop.doors.clock.duties import duties
from buckstop.ledger.reactions import REACTIONS, called_for
from buckstop.people.entries import PasswordChosen
from buckstop.problems.entries.cases import CustomerHeard
from buckstop.problems.entries.owning import TenureBegan
from tests.tables import OF_LETTERS, TELL_STAFF

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


def test_every_letter_that_follows_something_is_written():
    of_letters = {name for name in REACTIONS if name.startswith(OF_LETTERS)}
    assert of_letters == {OF_LETTERS + code for code, one in LETTERS.items() if one.follows}
