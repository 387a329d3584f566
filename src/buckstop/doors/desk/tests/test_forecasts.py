"""Forecasts beside a problem and on their page: only what was surely better is seen."""

from datetime import timedelta

from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.forecasts.actions.making import make_forecasts
from buckstop.forecasts.models import Forecast, What
from buckstop.forecasts.queries.track import track
from buckstop.forecasts.rules.record import ENOUGH
from buckstop.problems.tests.world import World


def test_only_what_was_surely_better_is_seen_beside_a_problem(world: World, seat):
    case, ana = reported(world), seat(world.ana)
    beside, page = f"{home(case)}lessons/", "/forecasts/"
    said = words(ana.get(page))
    assert "Nothing was foreseen in the last 90 days." in said
    assert "As files" not in said
    make_forecasts(at=world.now)
    assert "Foreseen" not in words(ana.get(beside))
    said = words(ana.get(page))
    assert "Not shown yet: of the last 90 days it is known of 0" in said
    assert "As files" in said
    rows = [
        Forecast(
            what=What.MISSED, problem=case.problem, subject=case.pk, like="x", of=9, base=0.5,
            since=world.now - timedelta(minutes=n), made_at=world.now, ended_at=world.now,
            chance=0.9 if n % 2 else 0.1, came=n % 2,
        )
        for n in range(1, ENOUGH + 11)
    ]  # fmt: skip
    Forecast.objects.bulk_create(rows)
    assert track(What.MISSED, world.now).is_shown
    said = words(ana.get(beside))
    assert "The next news is missed with a chance of 50 %" in said, said
    assert "96 % less far off than saying the same of all, in the last 40." in said, said
    read = words(ana.get(page))
    assert "Shown on problems: surely better" in read, read
    assert "90 % 100 % 10" in read, read
