"""Who decides on an older page is told what changed, and decides again."""

from typing import Any

import pytest

from buckstop.conversations.actions import hearing, letters, telling
from buckstop.conversations.letters.missed import Missed
from buckstop.conversations.models import Message
from buckstop.ledger.models import Chain, Entry
from buckstop.ledger.refused import Refused
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case, Commitment
from buckstop.problems.tests.world import World, answering


def seen(case: Case) -> int:
    return Chain.objects.get(pk=case.problem.chain_id).length


def by(world: World, **more: Any) -> dict[str, Any]:
    return {"by": world.ana.actor(), "at": world.later(minutes=1), **more}


def test_fixed_asks_nobody_who_said_still_broken_meanwhile(world: World):
    case = world.report()
    telling.say_fixed(case.problem, text="It runs", **by(world))
    page = seen(case)
    fixing.still_broken(case, by=answering(case), at=world.now)
    with pytest.raises(Refused, match="Ines Vogt said that it is still broken after") as no:
        telling.say_fixed(case.problem, text="It runs", **by(world, seen_until=page))
    assert no.value.code == "changed"
    assert Case.objects.get(pk=case.pk).state == "open"
    telling.say_fixed(case.problem, text="Now", **by(world, seen_until=seen(case)))
    assert Case.objects.get(pk=case.pk).state == "asked"


@pytest.mark.parametrize("verb", [telling.say_fixed, telling.update_all])
def test_words_in_the_same_second_are_read_first(world: World, verb: Any):
    case = world.report()
    page = seen(case)
    hearing.write(case, text="Gas!", by=answering(case), at=world.now)
    with pytest.raises(Refused, match="Ines Vogt wrote after"):
        verb(case.problem, text="All good", **by(world, seen_until=page))


def test_the_second_of_two_answers_is_told_of_the_first(world: World):
    case = world.report()
    page = seen(case)
    telling.reply(case, text="One", by=world.bruno.actor(), at=world.now, seen_until=page)
    with pytest.raises(Refused, match="Bruno Keller wrote to the customer after"):
        telling.reply(case, text="Two", **by(world, seen_until=page))
    assert Message.objects.filter(kind="reply").count() == 1


def test_ones_own_words_are_no_change(world: World):
    case = world.report()
    page = seen(case)
    telling.reply(case, text="One", **by(world, seen_until=page))
    telling.reply(case, text="And this", **by(world, seen_until=page))
    assert Message.objects.filter(kind="reply").count() == 2


def test_who_had_no_page_is_not_asked(world: World):
    case = world.report()
    hearing.write(case, text="Gas!", by=answering(case), at=world.now)
    telling.say_fixed(case.problem, text="It runs", **by(world))
    assert Case.objects.get(pk=case.pk).state == "asked"


def test_late_news_tells_the_miss_itself(world: World):
    case = world.report()
    promised = Commitment.objects.get(problem=case.problem)
    telling.update_all(case.problem, text="Late", by=world.ana.actor(), at=promised.due)
    missed = list(Entry.objects.filter(code="news-missed"))
    letters.write(Missed, missed, promised.due)
    assert not Message.objects.filter(kind="missed").exists()
