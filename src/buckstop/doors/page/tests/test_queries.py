"""What the page costs stays flat, however much was said and promised."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message
from buckstop.doors.page.tests.conftest import LOG, Desk
from buckstop.problems.actions import understandings
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case

MOST = 15


def cost(desk: Desk, case: Case) -> int:
    page = desk.page(case)
    with CaptureQueriesContext(connection) as seen:
        assert page.get().status_code == 200
    return len(seen)


def grow(desk: Desk, case: Case, times: int) -> None:
    ana = desk.ana.actor()
    others = [desk.join(case.problem, desk.olaf)]
    page = desk.page(case)
    for number in range(times):
        desk.later(minutes=1)
        page.forge("corrections/", text=f"not {number}")
        understandings.understand(case.problem, what=f"that {number}", by=ana, at=desk.now)
        due = desk.now + timedelta(hours=4)
        for debtor in (desk.ana, desk.ines, desk.zed):
            add_step(
                case.problem, what=f"step {number}", debtor=debtor, due=due, by=ana, at=desk.now
            )
        telling.update_all(case.problem, text=f"news {number}", by=ana, at=desk.now, files=[LOG])
        for message in Message.objects.filter(case__in=others, text__text=f"news {number}"):
            telling.widen(message, by=ana, at=desk.now)


@pytest.mark.parametrize("times", [1, 8])
def test_the_page_takes_few_queries(desk: Desk, case: Case, times: int):
    grow(desk, case, times)
    assert cost(desk, case) <= MOST
