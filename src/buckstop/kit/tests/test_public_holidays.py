"""Days off of countries and their parts."""

from datetime import UTC, date, datetime, time

import pytest

from buckstop.kit.calendars import Calendar, CalendarError
from buckstop.kit.public_holidays import PublicHolidays


def test_days_off_follow_the_country_and_its_part():
    epiphany = date(2026, 1, 6)
    assert epiphany in PublicHolidays("DE", "BY")(2026)
    assert epiphany not in PublicHolidays("DE", "BE")(2026)
    assumption = date(2026, 8, 15)
    assert assumption not in PublicHolidays("DE", "BY")(2026)
    assert assumption in PublicHolidays("DE", "BY", ("public", "catholic"))(2026)


def test_a_calendar_is_closed_on_them_every_year():
    hours = {day: [(time(9), time(17))] for day in range(7)}
    bavaria = Calendar("Europe/Berlin", hours, PublicHolidays("DE", "BY"))
    assert bavaria == Calendar("Europe/Berlin", hours, PublicHolidays("DE", "BY"))
    for year in (2026, 2027, 2031):
        assert not bavaria.is_open(datetime(year, 1, 1, 12, tzinfo=UTC))
        assert bavaria.is_open(datetime(year, 1, 2, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("XX",), "country 'XX'"),
        (("DE", "QQ"), "no part 'QQ'"),
        (("DE", "BY", ("unheard of",)), "no such kinds of holiday: unheard of"),
    ],
)
def test_what_is_not_known_is_refused(asked, says):
    with pytest.raises(CalendarError, match=says):
        PublicHolidays(*asked)
