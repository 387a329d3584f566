"""A lesson is offered on the next problem like it, once it was reviewed and while it helps."""

from typing import Any

import pytest

from buckstop.conversations.actions.erasing import erase_customer
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Body
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.outcomes.actions import lessons
from buckstop.outcomes.models import Lesson
from buckstop.outcomes.queries import HOLDS_FOR, like, that_hold, to_review
from buckstop.people.models import Person
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering

LINES = lessons.ThreeLines("Transfers stay pending", "The gateway’s disk was full", "Look at disks")


def by(world: World, person: Person | None = None) -> dict[str, Any]:
    return {"by": (person or world.ana).actor(), "at": world.later(minutes=1)}


def closed(world: World, title: str = "Transfers fail since nine") -> Case:
    case = world.report(title)
    fixing.fix(case.problem, **by(world))
    fixing.confirm(case, by=answering(case), at=world.later(minutes=1))
    return case


@pytest.fixture
def lesson(world: World) -> Lesson:
    return lessons.write_lesson(closed(world).problem, LINES, **by(world))


def found(world: World, title: str = "Transfers fail again") -> list[str]:
    problem = world.report(title).problem
    return [str(one.do_first) for one in like(problem, at=world.now)]


def test_it_is_found_once_a_colleague_has_reviewed_it(world: World, lesson: Lesson) -> None:
    assert found(world) == []
    assert to_review() == [lesson]
    with pytest.raises(Refused, match="Somebody else reviews"):
        lessons.review_lesson(lesson, **by(world))
    lessons.review_lesson(lesson, **by(world, world.bruno))
    assert found(world) == ["Look at disks"]
    assert found(world, "The printer is quiet") == []
    assert list(verify()) == []


def test_what_helped_nobody_for_a_year_isnt_found_any_more(world: World, lesson: Lesson) -> None:
    lessons.review_lesson(lesson, **by(world, world.bruno))
    world.later(days=HOLDS_FOR.days - 10)
    lessons.find_useful(lesson, **by(world))
    world.later(days=20)
    assert found(world) == ["Look at disks"]
    world.later(days=HOLDS_FOR.days)
    assert found(world) == []
    assert that_hold(world.now) == []
    assert list(verify()) == []


def test_what_doesnt_hold_any_more_is_set_aside(world: World, lesson: Lesson) -> None:
    lessons.review_lesson(lesson, **by(world, world.bruno))
    lessons.set_aside(lesson, **by(world))
    assert found(world) == []
    for verb in (lessons.find_useful, lessons.set_aside):
        with pytest.raises(Refused, match="set aside already"):
            verb(lesson, **by(world))
    assert list(verify()) == []


def test_what_isnt_over_teaches_nothing_yet_and_once_is_enough(
    world: World, lesson: Lesson
) -> None:
    with pytest.raises(Refused, match="isn’t over yet"):
        lessons.write_lesson(world.report().problem, LINES, **by(world))
    with pytest.raises(Refused, match="written already"):
        lessons.write_lesson(lesson.problem, LINES, **by(world))
    with pytest.raises(Refused, match="people of the desk"):
        lessons.write_lesson(closed(world).problem, LINES, **by(world, world.zed))
    with pytest.raises(Refused, match="reviews it first"):
        lessons.find_useful(lesson, **by(world))


def test_it_goes_with_the_customer(world: World, lesson: Lesson) -> None:
    lessons.review_lesson(lesson, **by(world, world.bruno))
    erase_customer(world.nordbank, by=DESK, at=world.later(minutes=5))
    assert not Body.objects.filter(text__contains="disk").exists()
    assert Lesson.objects.get().about == ""
    assert list(verify()) == []
