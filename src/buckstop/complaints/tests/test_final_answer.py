"""Where a law gives a time: a final answer is owed, kept by an answer or by a holding letter."""

from datetime import time, timedelta
from typing import Any

import pytest

from buckstop.complaints.commitments.final_answer import owe_final_answers, write_holding_letter
from buckstop.complaints.queries import CODE
from buckstop.complaints.settings import TURN_TO
from buckstop.configuration.actions.choosing import choose
from buckstop.conversations.models import Message
from buckstop.coverage.actions.levels import add_level
from buckstop.coverage.rules.levels import Terms
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Customer
from buckstop.problems.actions import attending, fixing
from buckstop.problems.models import Case, Commitment
from buckstop.problems.tests.world import World, answering

DAYS = timedelta(days=56)


def by(world: World) -> dict[str, Any]:
    return {"by": world.ana.actor(), "at": world.now}


def limited(world: World, **more: Any) -> Case:
    """A case of a level with eight weeks by law."""
    terms = Terms(
        name="Law", opens=time(8), closes=time(17), weekdays="01234", legal_days=56, **more
    )
    add_level(terms, by=DESK, at=world.now)
    return world.report()


def rows() -> list[tuple[str, Any]]:
    return [(one.state, one.due) for one in Commitment.objects.filter(kind=CODE).order_by("pk")]


def test_it_is_owed_of_whom_the_level_is_for_and_kept_by_the_answer(world: World):
    case = limited(world, tier="consumer")
    assert owe_final_answers(at=world.now) == 0, "the level is for others"
    Customer.objects.filter(pk=world.nordbank.pk).update(tier="Consumer")
    assert owe_final_answers(at=world.now) == 1
    assert owe_final_answers(at=world.now) == 0, "once is enough"
    assert rows() == [("promised", case.opened_at + DAYS)]
    fixing.fix(case.problem, **by(world))
    owe_final_answers(at=world.later(minutes=5))
    assert rows()[0][0] == "kept"
    fixing.still_broken(case, by=answering(case), at=world.later(days=1))
    owe_final_answers(at=world.now)
    assert rows()[1] == ("promised", case.opened_at + DAYS), "the law counts from the first day"
    fixing.fix(Case.objects.get(pk=case.pk).problem, **by(world))
    fixing.confirm(case, by=answering(case), at=world.later(minutes=5))
    assert [state for state, _due in rows()] == ["kept", "kept"]


def test_a_holding_letter_says_why_and_when_and_the_answer_is_owed_by_then(world: World):
    case = limited(world)
    until = world.now + timedelta(weeks=12)
    with pytest.raises(Refused, match="No law"):
        write_holding_letter(case, why="Parts are late", until=until, **by(world))
    owe_final_answers(at=world.now)
    choose({TURN_TO: "Turn to the ombudsman."}, on=found_house(**by(world)), **by(world))
    with pytest.raises(Refused, match="why it takes longer"):
        write_holding_letter(case, why=" ", until=until, **by(world))
    write_holding_letter(case, why="Parts are late", until=until, **by(world))
    assert rows() == [("kept", case.opened_at + DAYS), ("promised", until)]
    letter = str(Message.objects.filter(kind="reply").get().text)
    assert "Parts are late\n\nYou have our final answer by" in letter
    assert letter.endswith("Turn to the ombudsman.")
    assert list(verify()) == []


def test_what_nobody_answers_is_missed_on_record_and_owed_on(world: World):
    case = limited(world)
    owe_final_answers(at=world.now)
    world.now = case.opened_at + DAYS
    while attending.attend_commitments(at=world.now):
        pass
    (first, _due), (second, due) = rows()
    assert (first, second) == ("missed", "requested")
    assert due > world.now
    assert list(verify()) == []
