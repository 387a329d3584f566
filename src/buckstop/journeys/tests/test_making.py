"""Our own ledger as a log: its steps, customers and teams; what is kept of them."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from buckstop.conversations.actions import telling
from buckstop.coverage.actions import teams as coverage_teams
from buckstop.journeys import ledger_log, queries
from buckstop.journeys.actions.making import OLD, ask, make_anew
from buckstop.journeys.asking import Group, Question
from buckstop.journeys.engine import drawing
from buckstop.journeys.engine.questions import map, ping_pong, variants
from buckstop.journeys.engine.selection import choose
from buckstop.journeys.engine.store import opened
from buckstop.journeys.models import View
from buckstop.ledger.entries import REGISTRY
from buckstop.problems.actions import kinds
from buckstop.problems.actions.teams import move_to_team
from buckstop.problems.tests.world import World


def passed_around(world: World):
    """A problem of two customers that went to a team and came back."""
    case = world.report()
    world.join(case.problem, world.olaf)
    by = world.ana.actor()
    network = coverage_teams.add_team(
        name="Network", lead=world.bruno, by=world.bruno.actor(), at=world.now
    )
    for team, hours in ((network, 5), (None, 1), (network, 2)):
        move_to_team(case.problem, team=team, by=by, at=world.later(hours=hours))
    return case


def those(**of: Any) -> Question:
    """Of our own log."""
    return Question(group=Group(**of))


def kept(**of: Any) -> dict[str, Any]:
    """What was found of these journeys."""
    view = queries.view(those(**of))
    assert view is not None
    return view.found or {}


def test_every_step_is_of_an_entry_that_there_is():
    assert set(ledger_log.STEPS) <= set(REGISTRY)
    known = {*ledger_log.STEPS.values(), ledger_log.PASSED_ON}
    assert known == set(ledger_log.WORDS)
    assert {*ledger_log.AGAIN, *(step for pair in ledger_log.BACK for step in pair)} <= known
    assert not {*ledger_log.AGAIN} & {*ledger_log.ROUTINE}


def test_a_first_word_that_ends_it_comes_before_the_end(world):
    case, by = world.report("How do I sign?"), world.ana.actor()
    kinds.change_kind(case.problem, kind="question", by=by, at=world.now)
    telling.answer(case.problem, text="In the app.", by=by, at=world.later(minutes=9))
    with opened(threads=1) as store:
        ledger_log.read(store)
        choose(store)
        [variant] = variants.ask(store)
    assert variant.steps.index("first-word") < variant.steps.index("answered")
    assert variant.steps[-1] == "closed"


def test_what_an_arrow_says_stands_on_it():
    names = ["a", "b", "c", "d", "e"]
    pairs = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("d", "b"), ("e", "a"), ("b", "b")]
    arrows = [map.Arrow(one, other, 9, 9, 9, 1, 1, 1) for one, other in pairs]
    for line in drawing.draw(names, arrows).lines:
        apart = min(_apart(piece, line.x, line.y) for piece in pairwise(line.points))
        assert apart < (1 if line.before != line.step else 25), line


def _apart(piece: Any, x: float, y: float) -> float:
    """How far a point is from a piece of a path, whose pieces lie level or upright."""
    (ax, ay), (bx, by) = piece
    return max(min(ax, bx) - x, x - max(ax, bx), min(ay, by) - y, y - max(ay, by), 0.0)


def test_a_problem_is_one_journey_however_many_customers_wait(world):
    case = passed_around(world)
    with opened(threads=1) as store:
        ledger_log.read(store)
        choose(store)
        found = map.ask(store)
        [variant] = [v for v in variants.ask(store) if "to-team" in v.steps]
        there, back = ping_pong.ask(store)
    assert variant.steps[:2] == ("reported", "owned")
    assert variant.steps[-3:] == ("to-team", "to-team", "to-team")
    [arrow] = [a for a in found.arrows if a.step == a.before == "to-team"]
    assert (arrow.times, arrow.journeys, arrow.customers) == (2, 1, 2)
    assert there.median == timedelta(hours=2) / timedelta(microseconds=1)
    assert (there.customers_time, back.median) == (2 * there.median, there.median / 2)
    assert case.problem.number


def test_results_are_made_kept_and_made_anew(world):
    passed_around(world)
    assert make_anew(at=world.later(minutes=1)) == 0
    ask(those(days=90), at=world.now)
    assert make_anew(at=world.now) == 1
    found = kept(days=90)
    assert found["totals"]["journeys"] == 1
    assert found["before"]["totals"]["journeys"] == 0
    assert make_anew(at=world.later(minutes=1)) == 0
    world.report()
    assert make_anew(at=world.later(minutes=1)) == 0
    assert make_anew(at=world.now + OLD) == 1
    assert kept(days=90)["totals"]["journeys"] == 2


def test_what_somebody_asked_for_is_made_next_and_forgotten_when_nobody_asks(world):
    case = passed_around(world)
    ask(those(days=30, never="to-team"), at=world.now)
    make_anew(at=world.later(minutes=1))
    assert kept(days=30, never="to-team")["totals"]["journeys"] == 0
    of = ask(those(days=30, customer=str(case.customer_id), through="to-team"), at=world.now)
    assert make_anew(at=world.now) == 1
    of.refresh_from_db()
    assert (of.found or {})["totals"]["journeys"] == 1
    assert (of.behind or {})["steps"]["to-team"][0][0] == str(case.problem.number)
    ask(those(days=90), at=world.now)
    world.report()
    make_anew(at=world.later(days=31))
    make_anew(at=world.later(days=31))
    assert [view.is_usual for view in View.objects.all()] == [True]


def test_who_is_gone_is_named_nowhere(world):
    passed_around(world)
    ask(those(days=90), at=world.now)
    make_anew(at=world.later(minutes=1))
    kept = str(list(View.objects.values_list("found", "behind")))
    assert "Nordbank" not in kept
    assert str(world.ana.pk) not in kept
