"""Ladders: who hears, when, each once; an empty rung is skipped at once, and held."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.coverage.rules.checks import check_rungs
from buckstop.coverage.rules.ladders import (
    Course,
    Rung,
    When,
    Whom,
    climb,
    in_order,
    instant,
    next_look,
    read,
    takes_over,
    write,
)
from buckstop.coverage.rules.playing import play, silences
from buckstop.ledger.refused import Refused

MADE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SHARES = st.builds(Rung, st.just(When.SHARE), st.integers(1, 99), st.sampled_from(Whom))
BEFORE = st.builds(Rung, st.just(When.BEFORE), st.integers(1, 600), st.sampled_from(Whom))
AFTER = st.builds(Rung, st.just(When.AFTER), st.integers(0, 600), st.sampled_from(Whom))
RUNGS = st.lists(SHARES | BEFORE | AFTER, max_size=6).map(in_order)
LONG = st.timedeltas(timedelta(minutes=4), timedelta(days=3))
PEOPLE = {whom: UUID(int=1 + number % 5) for number, whom in enumerate(Whom)}


class There:
    """Who is there, which changes; each whom is one person, some are the same."""

    def __init__(self, away: Collection[Whom]) -> None:
        self.away = set(away)

    def __call__(self, whom: Whom) -> list[UUID]:
        return [] if whom in self.away else [PEOPLE[whom]]


AWAY = st.sets(st.sampled_from(Whom))


@given(RUNGS, LONG)
def test_what_comes_ahead_of_its_time_comes_within_it(rungs: tuple[Rung, ...], by: timedelta):
    course = Course(MADE, MADE + by)
    for rung in rungs:
        at = instant(rung, course)
        assert (at is None) == (rung.when is When.AFTER)
        assert at is None or MADE < at < course.due


@given(RUNGS, LONG, AWAY)
def test_every_rung_comes_once_and_tells_each_once(
    rungs: tuple[Rung, ...], by: timedelta, away: set[Whom]
):
    course, there = Course(MADE, MADE + by), There(away)
    looked, came = MADE, 0
    while (at := next_look(rungs, course, after=looked)) < course.due:
        found = climb(rungs, course, climbed=looked, at=at, there=there)
        people = [heard.person for heard in found.heard]
        assert len(people) == len(set(people))
        assert found.heard or found.empty, "the clock looked, and nothing came of it"
        came += len([one for one in rungs if looked < (instant(one, course) or MADE) <= at])
        looked = at
    assert came == len([rung for rung in rungs if rung.when is not When.AFTER])


@given(RUNGS, LONG, AWAY)
def test_an_empty_rung_is_skipped_at_once_and_held(
    rungs: tuple[Rung, ...], by: timedelta, away: set[Whom]
):
    course, there = Course(MADE, MADE + by), There(away)
    at = course.due - timedelta(microseconds=1)
    found = climb(rungs, course, climbed=MADE, at=at, there=there)
    ahead = [rung for rung in rungs if rung.when is not When.AFTER]
    assert set(found.empty) == {rung for rung in ahead if rung.whom in away}
    assert set(found.held) == {rung.whom for rung in found.empty}
    if ahead and not {rung.whom for rung in rungs} <= away:
        late = replace(course, late_since=course.due)
        timed = sorted(rungs, key=lambda rung: instant(rung, late) or at)
        first = next(rung for rung in timed if rung.whom not in away)
        assert PEOPLE[first.whom] in {one.person for one in found.heard}


@given(AWAY, AWAY)
def test_what_is_held_is_heard_by_who_comes_and_by_nobody_else(held: set[Whom], away: set[Whom]):
    course = Course(MADE, MADE + timedelta(hours=4))
    found = climb((), course, climbed=MADE, at=MADE, there=There(away), held=sorted(held))
    assert {heard.person for heard in found.heard} == {PEOPLE[whom] for whom in held - away}
    assert set(found.held) == held & away


@given(RUNGS, LONG, st.timedeltas(timedelta(0), timedelta(hours=12)))
def test_what_is_late_climbs_from_the_time_it_was_due(
    rungs: tuple[Rung, ...], by: timedelta, late_by: timedelta
):
    due = MADE + by
    late = tuple(rung for rung in rungs if rung.when is When.AFTER)
    course, there = Course(MADE, due, late_since=due), There(())
    found = climb(late, course, climbed=due - timedelta(minutes=1), at=due + late_by, there=there)
    came = [rung for rung in late if timedelta(minutes=rung.amount) <= late_by]
    assert {heard.person for heard in found.heard} == {PEOPLE[rung.whom] for rung in came}
    owed = Course(due, due + timedelta(hours=13), late_since=due)
    assert (next_look(late, owed, after=due + late_by) == owed.due) == (
        all(rung in came for rung in late)
    )


def test_who_is_on_is_asked_anew_at_every_rung():
    rungs = (Rung(When.SHARE, 50, Whom.SHIFT), Rung(When.SHARE, 75, Whom.SHIFT))
    course, there = Course(MADE, MADE + timedelta(hours=4)), There([Whom.SHIFT])
    half, later = MADE + timedelta(hours=2), MADE + timedelta(hours=3)
    assert climb(rungs, course, climbed=MADE, at=half, there=there).heard == []
    there.away.clear()
    assert [one.person for one in climb(rungs, course, climbed=half, at=later, there=there).heard]


@given(RUNGS, AWAY)
def test_who_takes_over_is_there(rungs: tuple[Rung, ...], away: set[Whom]):
    late = [rung.whom for rung in rungs if rung.when is When.AFTER and rung.whom not in away]
    assert takes_over(rungs, There(away)) == (PEOPLE[late[0]] if late else None)


@given(RUNGS)
def test_rungs_are_read_back(rungs: tuple[Rung, ...]):
    assert read(write(rungs)) == rungs


SHIFT_STARTS = MADE + timedelta(hours=9)


def _there(at: datetime) -> There:
    """The shift begins at 17; the buck stops with somebody always."""
    return There(() if at >= SHIFT_STARTS else (Whom.SHIFT, Whom.LEAD))


def _comes(at: datetime, held: Collection[Whom]) -> datetime | None:
    return SHIFT_STARTS if at < SHIFT_STARTS and {Whom.SHIFT, Whom.LEAD} & set(held) else None


@given(RUNGS, st.timedeltas(timedelta(hours=1), timedelta(hours=20)))
def test_a_ladder_is_played_as_it_is_climbed(rungs: tuple[Rung, ...], by: timedelta):
    due = MADE + by
    steps = play(rungs, since=MADE, due=due, there=_there, comes=_comes)
    assert [step.at for step in steps] == sorted({step.at for step in steps})
    assert [step.at for step in steps if step.due] == [due]
    came = [rung for step in steps for rung in step.came]
    assert sorted(came) == sorted(rungs)
    assert all(step.came or step.heard or step.due for step in steps)
    for silence in silences(steps):
        assert silence.until is None or silence.until > silence.at
        assert silence.at < SHIFT_STARTS


def test_a_night_in_which_nobody_would_be_told():
    night = (Rung(When.SHARE, 50, Whom.SHIFT), Rung(When.AFTER, 0, Whom.LEAD))
    steps = play(
        night, since=MADE, due=MADE + timedelta(hours=4), there=_there, comes=_comes
    )  # fmt: skip
    [first, second] = silences(steps)
    assert (first.at, first.until) == (MADE + timedelta(hours=2), SHIFT_STARTS)
    assert second.until == SHIFT_STARTS


@pytest.mark.parametrize(
    ("rungs", "code"),
    [
        ([], "no-rungs"),
        ([Rung(When.SHARE, 100, Whom.LEAD)], "bad-time"),
        ([Rung(When.BEFORE, 0, Whom.LEAD)], "bad-time"),
        ([Rung(When.AFTER, 7 * 24 * 60 + 1, Whom.LEAD)], "bad-time"),
        ([Rung(When.AFTER, n, Whom.LEAD) for n in range(9)], "many"),
    ],
)
def test_what_is_no_ladder_is_refused(rungs: list[Rung], code: str):
    with pytest.raises(Refused) as refused:
        check_rungs(rungs)
    assert refused.value.code == code


def test_rungs_stand_in_their_order():
    lead = (Rung(When.AFTER, 5, Whom.LEAD), Rung(When.BEFORE, 5, Whom.LEAD))
    assert check_rungs([*lead, *lead]) == lead[::-1]
