"""Time as people say it, around midnight, daylight saving and the turn of the year."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from buckstop.kit import said_time

ZURICH = ZoneInfo("Europe/Zurich")
NOW = datetime(2026, 11, 24, 10, 28, tzinfo=ZURICH)  # a Tuesday


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZURICH)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (at(24, 16, 30), "by 16:30 today"),
        (at(25, 10), "by 10:00 tomorrow"),
        (at(23, 17, 2), "by 17:02 yesterday"),
        (at(26, 16), "by 16:00 on Thursday"),
        (at(30, 16), "by 16:00 on Monday"),
        (at(1, 16, month=12), "by 16:00 on 1 December"),
        (at(3, 9, month=1, year=2027), "by 09:00 on 3 January 2027"),
    ],
)
def test_a_due_time_is_said_by_its_day(when, said):
    assert said_time.by(when, NOW, ZURICH) == said


def test_the_day_is_the_readers_own():
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert said_time.by(late, NOW, ZURICH) == "by 00:30 tomorrow"
    assert said_time.by(late, NOW, UTC) == "by 23:30 today"


def test_the_night_the_clocks_go_back_is_still_one_day():
    before = datetime(2026, 10, 24, 23, 0, tzinfo=ZURICH)
    assert said_time.at(at(25, 23, month=10), before, ZURICH) == "23:00 tomorrow"


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(minutes=34, seconds=59), "in 34 minutes"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(seconds=59), "now"),
        (timedelta(seconds=-59), "now"),
        (timedelta(minutes=-12), "12 minutes ago"),
        (timedelta(minutes=89, seconds=59), "in 89 minutes"),
        (timedelta(minutes=95), "in about 2 hours"),
        (timedelta(hours=40), "in about 40 hours"),
        (timedelta(hours=50), "in 2 days"),
    ],
)
def test_how_far_off_never_promises_more_minutes_than_there_are(ahead, said):
    assert said_time.within(NOW + ahead, NOW) == said


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(minutes=12), "12 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=2), "2 d"),
        (timedelta(minutes=-7), "7 min late"),
    ],
)
def test_time_left_is_brief(ahead, said):
    assert said_time.left(NOW + ahead, NOW) == said


def test_short_fits_a_column():
    assert said_time.short(at(24, 16), NOW, ZURICH) == "16:00"
    assert said_time.short(at(25, 12), NOW, ZURICH) == "tomorrow 12:00"
    assert said_time.short(at(27, 12), NOW, ZURICH) == "Fri 12:00"
    assert said_time.short(at(9, 12), NOW, ZURICH) == "9 Nov"
    assert said_time.short(at(9, 12, year=2025), NOW, ZURICH) == "9 Nov 2025"


def test_since_and_until():
    assert said_time.since(at(24, 9, 12), NOW, ZURICH) == "since 09:12 today"
    assert said_time.until(at(24, 18), NOW, ZURICH) == "until 18:00"
    assert said_time.until(at(25, 6), NOW, ZURICH) == "until 06:00 tomorrow"


@pytest.mark.parametrize(
    ("language", "starts", "ends", "said"),
    [
        ("en", at(24, 14), at(24, 15, 30), "14:00 – 15:30 today"),
        ("en", at(29, 21), at(29, 23), "21:00 – 23:00 on Sunday"),
        ("de", at(29, 21), at(29, 23), "Sonntag 21:00 – 23:00"),
        ("es", at(24, 14), at(24, 15), "hoy, 14:00 – 15:00"),
        ("en", at(29, 22), at(30, 1), "22:00 on Sunday – 01:00 on Monday"),
        ("de", at(29, 22), at(30, 1), "Sonntag 22:00 – Montag 01:00"),
    ],
)
def test_a_span_says_its_day_where_the_language_has_it(language, starts, ends, said):
    with override(language):
        assert said_time.span(starts, ends, NOW, ZURICH).replace("\N{NO-BREAK SPACE}", " ") == said


def test_the_exact_time_names_its_zone():
    assert said_time.exact(at(24, 16, 30), ZURICH) == "Tuesday 24 November 2026, 16:30 CET"


def test_nearness_turns_at_the_due_time_and_half_an_hour_before():
    assert said_time.nearness(NOW - timedelta(seconds=1), NOW) == "past"
    assert said_time.nearness(NOW, NOW) == "soon"
    assert said_time.nearness(NOW + timedelta(minutes=30), NOW) == "soon"
    assert said_time.nearness(NOW + timedelta(minutes=31), NOW) == "later"


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware datetime"):
        said_time.at(datetime(2026, 11, 24, 9), NOW, ZURICH)  # noqa: DTZ001
