"""Beside a problem stands how those like it were solved."""

from buckstop.conversations.actions import telling
from buckstop.conversations.queries.helped import helped_then
from buckstop.problems.actions import fixing, kinds
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering


def solved(world: World, title: str, text: str) -> Case:
    """Reported, fixed, and their word."""
    case = world.report(title)
    by = case.problem.owner.actor()
    telling.say_fixed(case.problem, text=text, by=by, at=world.now)
    case = Case.objects.get(pk=case.pk)
    fixing.confirm(case, by=answering(case), at=world.later(minutes=1))
    return case


def test_what_helped_then_is_known(world: World):
    first = solved(world, "Transfers fail since nine", "Hello Ines,\n\nA restart helped.")
    solved(world, "The printer is quiet", "It had no paper.")
    spam = world.report("Transfers fail since ten")
    kinds.void(spam, why="spam", by=world.ana.actor(), at=world.now)
    asked = world.report("Do transfers fail since nine?")
    kinds.change_kind(asked.problem, kind="question", by=world.ana.actor(), at=world.now)
    telling.answer(asked.problem, text="They do not.", by=world.ana.actor(), at=world.now)
    now = world.report("Transfers fail since eleven").problem
    found = {one.problem: one.helped for one in helped_then(now, actor=world.ana.actor())}
    assert found == {first.problem: "A restart helped.", asked.problem: "They do not."}
    left = helped_then(now, actor=world.ana.actor(), but_not=[first.problem.pk])
    assert [one.problem for one in left] == [asked.problem]
    assert helped_then(now, actor=world.zed.actor()) == []
