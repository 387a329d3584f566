"""What is called for by what happened, and what people hear anyway."""

from uuid import UUID

import pytest

from buckstop.doors.clock.duties import duties
from buckstop.people.entries import PasswordChosen
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
    assert told == ("conversations.tell_new_owner", "notices.tell_staff")


def test_the_report_itself_is_no_second_notice():
    assert follows(HEARD, True) == ()
    assert follows(HEARD, False) == ("notices.tell_staff",)


def test_a_new_password_is_told_to_its_person(settings):
    settings.RELAY = "smtp://relay.example"
    assert follows(PasswordChosen(person=ANA), False) == ("notices.tell_password_chosen",)
    assert "deliver mail" in [duty.name for duty in duties()]
