"""What hours, days, weekly shifts and limits must be. Pure."""

from collections.abc import Iterable
from datetime import date, time
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.rules.layers import Weekly
from buckstop.kit.calendars import CalendarError
from buckstop.kit.public_holidays import PublicHolidays
from buckstop.ledger.refused import Refused


class Day(StrEnum):
    """What a day of the year is, besides what the week and the country say."""

    OFF = "off"
    OPEN = "open"
    USUAL = "usual"


DAYS = (
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"), gettext_lazy("Friday"), gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)  # fmt: skip
_DAY = 24 * 60
_WEEK = 7 * _DAY


def check_weekdays(weekdays: str) -> str:
    """The days of the week, sorted, each once; refused where there is none."""
    found = "".join(sorted(set(weekdays)))
    if not found or not set(found) <= set("0123456"):
        raise Refused("no-weekday", _("Choose at least one day of the week."), "weekdays")
    return found


def check_day(day: date, how: Day, weekdays: str) -> None:
    """A working day has to be on a day of the week on which the house works."""
    if how == Day.OPEN and str(day.weekday()) not in weekdays:
        name = DAYS[day.weekday()]
        raise Refused(
            "closed-then",
            _("You don’t work on a %(name)s: set the hours first.") % {"name": name},
            "day",
        )


def check_country(country: str) -> str:
    """A country ("CH") or a part of one ("CH-ZH") whose public holidays are known; or none."""
    found = country.strip().upper().rstrip("-")
    try:
        holidays_of(found)
    except CalendarError as unknown:
        sentence = str(unknown)
        raise Refused("no-country", f"{sentence[:1].upper()}{sentence[1:]}.", "part") from None
    return found


def holidays_of(country: str) -> PublicHolidays | None:
    """The public holidays that `check_country` let pass; None where there are none."""
    if not country:
        return None
    whole, _dash, part = country.partition("-")
    return PublicHolidays(whole, part or None)


def check_minutes(minutes: int, field: str) -> None:
    """Customers hear from us within five working minutes to some weeks."""
    if not 5 <= minutes <= 10_000:
        raise Refused("bad-minutes", _("Choose a time from 5 minutes to 160 hours."), field)


def check_days(days: int, field: str) -> None:
    """Between two questions lie up to two years; 0: none is asked."""
    if not 0 <= days <= 730:
        raise Refused("bad-days", _("Choose from 0 to 730 days."), field)


def _span(turn: Weekly) -> tuple[int, int]:
    """When a shift starts and ends, in minutes since Monday."""
    starts = turn.weekday * _DAY + turn.starts.hour * 60 + turn.starts.minute
    ends = turn.weekday * _DAY + turn.ends.hour * 60 + turn.ends.minute
    return starts, ends if ends > starts else ends + _DAY


def overlap(one: Weekly, other: Weekly) -> bool:
    """Whether two weekly shifts share a minute of the week; what runs on past Sunday counts too."""
    (starts, ends), (begins, stops) = _span(one), _span(other)
    return any(starts < stops + week and begins + week < ends for week in (-_WEEK, 0, _WEEK))


def check_no_overlap(name: str, turn: Weekly, others: Iterable[Weekly]) -> None:
    """Nobody is on shift twice at the same time."""
    for other in others:
        if other.person == turn.person and overlap(turn, other):
            sentence = _(
                "%(name)s is on shift then already: %(day)s, %(starts)s to %(ends)s."
                " Remove that one first."
            ) % {
                "name": name,
                "day": DAYS[other.weekday],
                "starts": f"{other.starts:%H:%M}",
                "ends": f"{other.ends:%H:%M}",
            }
            raise Refused("overlaps", sentence, "starts")


def hours(starts: time, ends: time) -> str:
    """`08:00–18:00`: hours as entries keep them, in no language."""
    return f"{starts:%H:%M}–{ends:%H:%M}"


def hours_read(text: str) -> tuple[time, time]:
    """What `hours` wrote; or an older Buckstop, as `08:00 to 18:00`."""
    starts, ends = text.replace(" to ", "–").split("–")
    return time.fromisoformat(starts), time.fromisoformat(ends)


def check_weekday(weekday: int) -> None:
    """0 is Monday, 6 is Sunday."""
    if weekday not in range(7):
        raise Refused("bad-weekday", _("Choose a day of the week."), "weekday")


def check_limit(limit: int) -> None:
    """Nobody has fewer than no problems, or more than anybody could know."""
    if limit not in range(1001):
        raise Refused("bad-limit", _("Choose a limit from 0 to 1000 open problems."), "limit")
