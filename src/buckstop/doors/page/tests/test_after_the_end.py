"""What is written on a case that has ended: thanks leave it, anything else opens it again."""

import pytest

from buckstop.doors.page.tests.conftest import Desk
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case


@pytest.fixture
def solved(desk: Desk, case: Case) -> Case:
    fixing.confirm(case, by=Actor(ActorKind.CONTACT, case.contact_id), at=desk.now)
    return case


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Vielen Dank, läuft wieder.", "confirmed"),
        ("Thanks Ana!\nInes", "confirmed"),
        ("ok", "confirmed"),
        ("Thanks for yesterday. Now the server is down.", "open"),
        ("Danke, jetzt geht gar nichts mehr.", "open"),
    ],
)
def test_thanks_leave_it_and_words_open_it(desk: Desk, solved: Case, text: str, state: str):
    desk.page(solved).post("messages/", text=text)
    solved.refresh_from_db()
    assert solved.state == state
