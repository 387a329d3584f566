"""Going through the plan day by day, each in one transaction, and on from where it stopped."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import connection, transaction

from buckstop.coverage.models import Roster
from buckstop.demo import (
    channels,
    complaints,
    concerns,
    faces,
    foresight,
    founding,
    journeys,
    learning,
    levels,
    outcomes,
    remedies,
    suppliers,
    teams,
    words,
)
from buckstop.demo.acts.scene import Scene
from buckstop.demo.acts.table import ACTS, LETTERS
from buckstop.demo.entries import DemoBegun, DemoDayMade
from buckstop.demo.plan import FULL, Plan, Size, plan
from buckstop.demo.shapes import Beat
from buckstop.demo.world import World
from buckstop.kit import clock
from buckstop.kit.stop import Stop
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.notices.actions.telling import see
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp, keep_in_viewer
from buckstop.people import queries as people
from buckstop.people.actions import staff

GO_ON_WITHIN = timedelta(hours=2)
"""An interrupted demo goes on within this time; later its present would be long past."""

TYPING = timedelta(seconds=50)
"""Between two things that somebody does in one go."""

LOCK = 0x48414C44454E
"""PostgreSQL's advisory lock of whoever is making the demo company."""

UNSEEN = timedelta(minutes=45)
"""Notices of the last three quarters of an hour haven't been seen yet."""

type Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the demo company of this database is; `last_day` is -1 before the first is made."""

    present: datetime
    days: int
    last_day: int

    @property
    def is_made(self) -> bool:
        return self.last_day >= self.days


def stage() -> Stage | None:
    """What the house's ledger says of the demo; None where there is none."""
    begun = Entry.objects.filter(code=DemoBegun.code).first()
    if begun is None:
        return None
    made = fact_of(begun)
    assert isinstance(made, DemoBegun)
    days = Entry.objects.filter(chain=begun.chain_id, code=DemoDayMade.code).order_by("-number")
    last = next((day.day for day in map(fact_of, days[:1]) if isinstance(day, DemoDayMade)), -1)
    return Stage(present=made.present, days=made.days, last_day=last)


def check_may_fill(found: Stage | None, now: datetime) -> None:
    """Refuse a database that belongs to somebody's own people, and a demo that was left long ago."""
    if found is None and Roster.objects.exists():
        raise Stop(
            "This database holds your own people; the demo company needs an empty one."
            " Run it with another --data folder."
        )
    if found is not None and not found.is_made and now - found.present > GO_ON_WITHIN:
        raise Stop(
            "The demo company was interrupted too long ago to go on."
            " Run it again with a new --data folder."
        )


def fill(*, progress: Progress, now: datetime, size: Size = FULL) -> list[tuple[Beat, str]]:
    """Make the demo company, or go on with it; returns what a rule refused, which is nothing.

    Each day is one transaction: whatever stops it, the next call goes on after the last whole day.
    Raises Stop where somebody else is making it.
    """
    with _alone():
        return _fill(progress, now, size)


def _fill(progress: Progress, now: datetime, size: Size) -> list[tuple[Beat, str]]:
    found = stage()
    present, last = (found.present, found.last_day) if found else (now, -1)
    made = plan(present, size)
    refused: list[tuple[Beat, str]] = []
    with _in_haste(), clock.set_to(made.begins):
        world = World()
        if found is None:
            with transaction.atomic():
                founding.found(present=present, days=made.days, at=made.begins)
                suppliers.add(foresight.found_services(at=made.begins), at=made.begins)
        outside = suppliers.Outside()
        for day, beats in _days(made, after=last):
            with transaction.atomic():
                refused += _one_day(world, outside, made, day, beats)
            progress((day + 1) / (made.days + 1), f"day {day} of {made.days}")
        _mail_notices(present)
    return refused


def _days(made: Plan, *, after: int) -> Iterator[tuple[int, list[Beat]]]:
    by_day = {
        day: list(group) for day, group in groupby(made.beats, key=lambda b: made.day_of(b.at))
    }
    for day in range(after + 1, made.days + 1):
        yield day, by_day.get(day, [])


def _one_day(
    world: World, outside: suppliers.Outside, made: Plan, day: int, beats: list[Beat]
) -> list[tuple[Beat, str]]:
    refused, lately = [], made.present - UNSEEN
    world.prompt = day == made.days
    for beat in beats:
        if world.now <= lately < beat.at:
            world.go_on(lately)
            _see_notices(lately)
        world.go_on(beat.at)
        outside.go_on(world.now)
        try:
            _play(Scene(world, beat))
        except Refused as reason:
            refused.append((beat, reason.sentence))
        if beat.act in LETTERS or world.mail_came:
            world.follow()
    ends = made.begins + timedelta(days=day + 1)
    if day == made.days:
        world.go_on(made.present - TYPING)
        remedies.add(present=world.now)
        foresight.add(present=world.now)
        words.add(present=world.now)
        faces.add(present=world.now)
    world.go_on(min(ends, made.present))
    foresight.go_on(day, made.days, world.now)
    learning.Learning(made.days).go_on(day, world.now)
    if day == made.days - 2:
        channels.begin(at=world.now)
    world.rest()
    if day == made.days:
        teams.add(present=world.now)
        levels.add(present=world.now)
        complaints.add(present=world.now)
        concerns.add(present=world.now)
        journeys.add(present=world.now)
        outcomes.add(present=world.now)
        channels.add(present=world.now)
        channels.go_on(at=world.now)
        learning.suggest(world.now)
        world.rest()
    house = staff.found_house(by=DESK, at=world.now)
    with acting(house, by=DESK, at=world.now) as act:
        act.record(DemoDayMade(day=day))
    return refused


def _play(scene: Scene) -> None:
    """Let a beat happen; what is done in one go is one transaction, in which time goes on."""
    first = scene.beat
    if not first.more:
        ACTS[first.act](scene)
        return
    with acting(scene.problem, by=DESK, at=scene.at) as act:
        for beat in (first, *first.more):
            scene.turn_to(beat)
            ACTS[beat.act](scene)
            act.flush()
            scene.world.pass_by(TYPING)


def _see_notices(at: datetime) -> None:
    """Everybody has looked at what they were told up to now."""
    for person in people.staff():
        see(person, at=at)


def _mail_notices(at: datetime) -> None:
    """What was seen isn't mailed any more; the rest leaves as far as the demo's viewer."""
    while mail_unseen(at=at):
        deliver(Smtp(keep_in_viewer), at=at)


@contextmanager
def _alone() -> Iterator[None]:
    """Two at once would each make half of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        row = cursor.fetchone()
    if not row or not row[0]:
        raise Stop("Somebody else is making the demo company. Wait until it is there.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@contextmanager
def _in_haste() -> Iterator[None]:
    """Commits needn't wait for the disk: what a crash of the machine takes is made again.

    Nor need the planner think long: every statement here reads a few rows by their keys.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off; SET join_collapse_limit = 1")
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit; RESET join_collapse_limit")
