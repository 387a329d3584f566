"""What the customer's page offers isn't refused, and what it doesn't offer steers nothing."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from buckstop.doors.page.tests.conftest import Desk
from buckstop.kit import clock
from buckstop.problems.actions import attending, fixing, kinds, understandings
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case
from buckstop.problems.models.case import CaseState
from buckstop.problems.tests.world import answering

type Make = Callable[[Desk, Case], object]


def lapse(desk: Desk, case: Case) -> None:
    fixing.fix(case.problem, by=desk.ana.actor(), at=desk.now)
    while Case.objects.get(pk=case.pk).state != "lapsed":
        attending.attend_cases(at=desk.later(days=1))


def answer(desk: Desk, case: Case) -> None:
    kinds.change_kind(case.problem, kind="question", by=desk.ana.actor(), at=desk.now)
    kinds.answer(case.problem, by=desk.ana.actor(), at=desk.now)


def spare(desk: Desk, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(how="told")
    case.refresh_from_db()
    kinds.spare(case, by=answering(case), at=desk.now)


def come_from_elsewhere(desk: Desk, case: Case) -> None:
    """As an import leaves a case, which no verb makes of one that began here."""
    Case.objects.filter(pk=case.pk).update(state="imported", ended_at=desk.now)


STATES: dict[str, Make] = {
    "open": lambda d, c: None,
    "asked": lambda d, c: fixing.fix(c.problem, by=d.ana.actor(), at=d.now),
    "confirmed": lambda d, c: fixing.confirm(c, by=answering(c), at=d.now),
    "lapsed": lapse,
    "answered": answer,
    "declined": lambda d, c: kinds.decline(c, by=d.ana.actor(), at=d.now),
    "void": lambda d, c: kinds.void(c, why="spam", by=d.ana.actor(), at=d.now),
    "spared": spare,
    "imported": come_from_elsewhere,
}
FORMS = {
    "messages/": {"text": "Hello"},
    "corrections/": {"text": "It is the other door"},
    "word/": {"word": "broken", "text": ""},
    "escalations/": {"why": "Too long"},
    "effort/": {"score": "6"},
}


def test_every_state_is_tried():
    assert set(STATES) == set(CaseState.values)


@pytest.mark.parametrize("noun", [*FORMS, "urgency/", "solved"])
@pytest.mark.parametrize("state", STATES)
def test_offered_and_taken_are_the_same(desk: Desk, case: Case, state: str, noun: str):
    understandings.understand(
        case.problem, what="The door", case=case, by=desk.ana.actor(), at=desk.now
    )
    STATES[state](desk, case)
    attending.attend_commitments(at=desk.later(hours=12))  # at night it may be that it can't wait
    page = desk.page(case)
    html = page.says()
    place, said = noun, FORMS.get(noun, {})
    if noun == "solved":
        place, said = "word/", {"word": "solved", "sure": "yes"}
        offered = 'value="solved"' in html
        if state in ("open", "confirmed"):
            return  # their word is taken whenever they give it
    elif noun == "word/":
        if state == "open":
            return  # nothing was said to be fixed yet; their word is taken all the same
        offered = 'value="broken"' in html
    else:
        offered = re.search(rf'action="[^"]*/{noun}"', html) is not None
    answer = page.forge(place, **said)
    assert (answer.status_code == 302) == offered, html


def test_a_step_of_who_has_ended_is_offered_no_more(desk: Desk, case: Case):
    other = desk.write_in("Here too", by=desk.olaf, onto=case.problem)
    due = clock.now() + timedelta(hours=3)
    step = add_step(
        case.problem, what="Send the log", debtor=desk.ines, due=due, case=case,
        by=desk.ana.actor(), at=desk.now,
    )  # fmt: skip
    understandings.widen(step, by=desk.ana.actor(), at=desk.now)
    page = desk.page(case)
    place = f"steps/{step.pk}/"
    assert place in page.says()
    fixing.confirm(case, by=answering(case), at=desk.now)
    assert place not in page.says()
    assert page.forge(place, text="").status_code == 422
    assert Case.objects.get(pk=other.pk).is_waiting
