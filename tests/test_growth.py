"""Nothing that the clock does, and no page, takes more than in proportion to the size of the house.

A statement that takes the square of it is quick in every other test, whose houses are small, and
kept two workers for twelve minutes in one of 60,000 cases. What PostgreSQL looks at is counted
here, in a house of SMALL copies of one in which everything is there, and in one four times as big.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern
from pytest_django import DjangoDbBlocker

from buckstop.auditor.round import look
from buckstop.doors.desk.entrance import BACKEND
from buckstop.doors.desk.tests.filled import Filled, places
from buckstop.doors.desk.tests.telling import reported
from buckstop.kit import clock
from buckstop.kit.duties import in_order
from buckstop.problems.actions import fixing
from buckstop.problems.actions.asking import tell_effort
from buckstop.problems.commitments.update import keep
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering
from tests.database import TestDatabase
from tests.many import Many
from tests.worked import Worked, tell_plans, worked

SMALL, TIMES = 30, 4
MOST = 6
"""Times as much in the large house: the square would be sixteen."""
LEAST = 1_000
"""Rows, below which nothing is said: a plan for so few may be any."""
OK = 200
SQUARE = "a statement that takes the square"

type Job = Callable[[datetime], object]


@dataclass
class Both:
    """What a job took, in each of the houses."""

    small: Worked
    large: Worked

    @property
    def times(self) -> float:
        return self.large.rows / max(self.small.rows, LEAST)

    def __str__(self) -> str:
        rows, said = self.large.most()
        return f"{self.times:.1f} times: {self.large.rows} rows, {rows} in {' '.join(said.split())}"


@pytest.fixture(scope="module")
def both(
    test_database: TestDatabase, django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, Both]]:  # fmt: skip
    """What each job took, by its name."""
    server, name = test_database.server, f"{test_database.name}_grown"
    if server.given:
        pytest.skip("only our own server tells its plans")
    server.create(name, test_database.template)
    try:
        with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.conf.settings.DATA", tmp_path_factory.mktemp("grown"))
            test_database.turn_to(name)
            with psycopg.connect(
                server.cluster.url("postgres", name), autocommit=True
            ) as superuser:
                yield _measured(superuser, name)
    finally:
        test_database.turn_to(test_database.name)
        server.drop(name)


def _measured(superuser: "psycopg.Connection[Any]", name: str) -> dict[str, Both]:
    world, addresses = _begun()
    with clock.set_to(world.now):
        jobs = _jobs(world, addresses)
        many = Many(superuser, world.now)
        many.copy(1, SMALL)
        tell_plans(superuser, name)
        connection.close()
        small = {job: _done(run) for job, run in jobs.items()}
        many.copy(SMALL + 1, TIMES * SMALL)
        connection.close()
        return {job: Both(small[job], _done(run)) for job, run in jobs.items()}


def _jobs(world: World, addresses: list[str]) -> dict[str, Job]:
    """Whatever the clock does, what the auditor does beside it, and the desk's pages."""
    found: dict[str, Job] = {duty.name: duty.run for duty in in_order()}
    return found | {"look as the auditor": look, SQUARE: _square} | dict(_pages(world, addresses))


def _square(_at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM problems_case AS b WHERE b.opened_at < a.opened_at)"
            " FROM problems_case AS a"
        )


def _pages(world: World, addresses: list[str]) -> Iterator[tuple[str, Job]]:
    """Each of the house as a whole that somebody above may open."""
    browser = Client()
    browser.force_login(world.carla, backend=BACKEND)
    for at in addresses:
        if browser.get(at).status_code == OK:
            yield at, lambda _at, at=at: _read(browser.get(at))  # type: ignore[misc]


def _is_of_all(place: URLPattern) -> bool:
    """Whether it says something of the house as a whole, and is no form."""
    return not place.pattern.converters and not str(place.pattern).endswith("new/")


def _read(answer: Any) -> None:
    assert answer.status_code == OK
    if answer.streaming:
        list(answer.streaming_content)


def _done(run: Job) -> Worked:
    """What it takes, and then it is as if it hadn't been done."""
    with worked() as found, suppress(Undone), transaction.atomic():
        run(clock.now())
        raise Undone
    return found


class Undone(Exception):
    """Ends what is rolled back."""


def _begun() -> tuple[World, list[str]]:
    """A house in which everything is there and some was done; what is done once a day is due. With
    the desk's addresses in it."""
    world = World()
    with clock.set_to(world.now):
        filled = Filled(world)
        addresses = [filled.address(place) for place in places() if _is_of_all(place)]
    _lived(world)
    _turn(world.later(hours=3))
    _turn(world.later(days=1))
    world.later(days=2)
    reported(world, "The gateway is down since ten")
    _turn(world.now, long=False)
    return world, addresses


def _lived(world: World) -> None:
    """A problem from its first mail to its end: news, a try that failed, and a score."""
    case, ana = reported(world, "Printers stop"), world.ana.actor()
    for _ in range(2):
        at = world.later(minutes=20)
        keep(case.problem, by=ana, at=at, next_due=at + timedelta(hours=2))
    fixing.fix(case.problem, by=ana, at=world.later(hours=1))
    fixing.still_broken(_now(case), by=answering(case), at=world.later(minutes=5))
    fixing.fix(case.problem, by=ana, at=world.later(minutes=30))
    fixing.confirm(_now(case), by=answering(case), at=world.later(minutes=5))
    tell_effort(_now(case), score=2, by=answering(case), at=world.now)


def _now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def _turn(at: datetime, *, long: bool = True) -> None:
    with clock.set_to(at):
        for duty in in_order():
            if long or not duty.long:
                duty.run(at)


def test_what_takes_the_square_is_seen(both: dict[str, Both]) -> None:
    assert both[SQUARE].times > MOST


def test_nothing_takes_more_than_in_proportion(both: dict[str, Both]) -> None:
    assert {duty.name for duty in in_order()} < both.keys()
    assert {job: str(one) for job, one in both.items() if one.times > MOST and job != SQUARE} == {}
