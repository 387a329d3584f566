"""Forecasts are made as something begins, kept as they were, and scored."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from buckstop.forecasts.actions.making import make_forecasts
from buckstop.forecasts.actions.scoring import score_forecasts
from buckstop.forecasts.models import Forecast, What
from buckstop.problems.actions import fixing, moving
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests.world import World, answering


def ended(case: Case, times: int, at: datetime, kind: str = "problem", minutes: int = 60) -> None:
    """As many problems like it as there are to learn from, long since solved."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH chains AS (INSERT INTO ledger_chain (id, subject, length, head)
                SELECT gen_random_uuid(), 'problem', 0, '' FROM generate_series(1, %(times)s)
                RETURNING id)
            INSERT INTO problems_problem (id, chain_id, number, title, kind, state, hurts,
                opened_at, owner_id, owner_since, changed_since_news, empty_updates,
                waiting_cases, closed_at, outcome)
            SELECT gen_random_uuid(), id, 500000 + n + %(minutes)s * 1000, 'It', %(kind)s,
                'closed', %(hurts)s, %(at)s - interval '9 days', %(owner)s, %(at)s, false, 0, 0,
                %(at)s - interval '9 days' + (%(minutes)s + n) * interval '1 minute', 'confirmed'
            FROM (SELECT id, row_number() OVER () AS n FROM chains) AS each""",
            {
                "times": times, "at": at, "kind": kind, "hurts": case.problem.hurts,
                "owner": case.problem.owner_id, "minutes": minutes,
            },
        )  # fmt: skip


def made(what: What, **of: Any) -> Forecast:
    return Forecast.objects.get(what=what, **of)


def test_a_range_is_said_of_the_like_alone_and_scored_on_what_came(world: World):
    case = world.report()
    make_forecasts(at=world.now)
    assert not Forecast.objects.filter(what=What.SOLVED).exists()  # nothing to learn from yet
    ended(case, 30, world.now)
    ended(case, 30, world.now, kind="question", minutes=5)
    make_forecasts(at=world.later(minutes=1))
    said = made(What.SOLVED)
    assert (said.low, said.of) == (63, 30)
    assert said.base_low == pytest.approx(11)
    make_forecasts(at=world.later(minutes=1))
    assert made(What.SOLVED).made_at == said.made_at  # once
    fixing.fix(case.problem, by=world.ana.actor(), at=world.later(minutes=60))
    fixing.confirm(case, by=answering(case), at=world.later(minutes=10))
    score_forecasts(at=world.now)
    case.problem.refresh_from_db()
    assert case.problem.closed_at is not None
    took = (case.problem.closed_at - case.problem.opened_at).total_seconds() / 60
    assert made(What.SOLVED).came == pytest.approx(took)


def test_a_miss_a_return_and_a_twin_are_foreseen_and_scored(world: World):
    case = world.report("Transfers fail")
    world.later(minutes=1)
    twin = world.report("Transfers fail again", by=world.olaf)
    make_forecasts(at=world.now)
    news = Commitment.objects.get(problem=case.problem, kind="update", ended_at=None)
    assert made(What.MISSED, subject=news.pk).chance == pytest.approx(0.5)
    assert made(What.SAME).guess == case.problem
    moving.move_case(twin, to=case.problem, by=world.ana.actor(), at=world.later(minutes=5))
    fixing.fix(Problem.objects.get(pk=case.problem_id), by=world.ana.actor(), at=world.now)
    make_forecasts(at=world.now)
    fixing.still_broken(case, by=answering(case), at=world.later(minutes=5))
    score_forecasts(at=world.now)
    assert made(What.SAME).came == 1
    assert made(What.BROKEN, subject=case.pk).came == 1
    assert made(What.BROKEN, subject=twin.pk).came is None
    assert made(What.MISSED, subject=news.pk).ended_at is not None


def test_what_is_like_none_is_laid_beside_others_once(world: World):
    world.report("Transfers fail")
    world.report("The printer on the second floor", by=world.olaf)
    world.later(minutes=1)
    asked: list[bool] = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as done:
            make_forecasts(at=world.now)
        asked.append(any("<->" in one["sql"] for one in done.captured_queries))
    assert asked == [True, False]
    assert not Forecast.objects.filter(what=What.SAME).exists()


def test_what_was_said_stays_as_it_was(world: World):
    world.report()
    make_forecasts(at=world.now)
    for change in ({"chance": 0.9}, {"made_at": world.now - timedelta(days=3)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Forecast.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Forecast.objects.all().delete()
