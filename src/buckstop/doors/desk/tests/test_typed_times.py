"""Typed times: in the reader's zone, in the one written with it, or refused in a sentence."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.doors.components.forms.base import OTHER, Timed
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.problems.models import Commitment
from buckstop.problems.tests.world import World

ZURICH_TEN = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def step(browser: Client, world: World, **said: Any) -> Any:
    case = reported(world)
    given = {"what": "Look", "who": str(world.ana.pk), **said}
    page = browser.get(f"{home(case)}steps/new/").content.decode()
    assert 'name="by_other"' in page
    return browser.post(f"{home(case)}steps/", given, follow=True)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("2026-03-03T10:00", ZURICH_TEN),
        ("2026-03-03 10:00", ZURICH_TEN),
        ("2026-03-03T10:00Z", datetime(2026, 3, 3, 10, 0, tzinfo=UTC)),
        ("2026-03-03T10:00+05:30", datetime(2026, 3, 3, 4, 30, tzinfo=UTC)),
        ("2026-03-03T10:00:00-08:00", datetime(2026, 3, 3, 18, 0, tzinfo=UTC)),
    ],
)
def test_a_zone_that_was_typed_is_meant(world: World, ana: Client, typed: str, due: datetime):
    step(ana, world, by=OTHER, by_other=typed)
    assert Commitment.objects.get(kind="step").due == due


@pytest.mark.parametrize(
    "typed",
    [
        "9999-12-31T23:59:59+00:00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59", "0001-01-01T00:00", "2026-13-01T00:00", "tomorrow", "2026-02-30 10:00",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["by", "by_other"])
def test_no_typed_time_is_an_error_of_ours(world: World, ana: Client, field: str, typed: str):
    said = {"by": typed} if field == "by" else {"by": OTHER, "by_other": typed}
    answer = step(ana, world, **said)
    assert answer.status_code in (200, 422)
    assert not Commitment.objects.filter(kind="step").exists()
    assert any(
        sentence in words(answer)
        for sentence in (
            "isn't on offer any more", "There is no such day", "within a year", "already passed",
            "Write the day and time as",
        )
    )  # fmt: skip


def test_what_was_on_offer_when_the_page_was_made_still_counts(world: World, ana: Client):
    chosen = (world.now + timedelta(hours=3, seconds=7)).isoformat()
    step(ana, world, by=chosen)
    assert Commitment.objects.get(kind="step").due == world.now + timedelta(hours=3, seconds=7)


def test_a_chosen_time_comes_out_in_utc(world: World):
    chosen = "2026-03-29T03:30:00+02:00"
    form = Timed({"by": chosen}, times=[(chosen, "then")], zone=UTC)
    assert form.is_valid()
    assert form.cleaned_data["by"].utcoffset() == timedelta(0)
