"""Public holidays of countries and their parts, from the `holidays` package.

Importing this costs some 50 ms, and the first question about a country some 150 ms: the package
loads a country when it is asked for. So whoever has no public holidays imports `calendars` alone.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays
from holidays.registry import COUNTRIES

from buckstop.kit.calendars import CalendarError


@dataclass(frozen=True)
class PublicHolidays:
    """The days off of a country (ISO 3166 code, "DE") and of a part of it ("BY").

    `categories` widens them: Bavaria's Assumption Day, for one, is a day off in Catholic places
    only and belongs to "catholic". Equal ones share their answers.
    Raises CalendarError for a country, part or category that isn't known, naming those that are.
    """

    country: str
    part: str | None = None
    categories: tuple[str, ...] = ("public",)

    def __post_init__(self) -> None:
        self(2000)

    def __call__(self, year: int) -> frozenset[date]:
        """The days off of `year`."""
        return _days_off(self.country, self.part, self.categories, year)


@lru_cache(maxsize=1024)
def _days_off(
    country: str, part: str | None, categories: tuple[str, ...], year: int
) -> frozenset[date]:
    try:
        return frozenset(
            holidays.country_holidays(country, subdiv=part, years=year, categories=categories)
        )
    except (NotImplementedError, ValueError) as unknown:
        raise CalendarError(_what_is_known(country, part, categories)) from unknown


def _what_is_known(country: str, part: str | None, categories: tuple[str, ...]) -> str:
    known = holidays.list_supported_countries()
    if country not in known:
        return f"no public holidays are known for country {country!r}; give a code such as DE"
    if part is not None and part not in known[country]:
        parts = ", ".join(known[country]) or "none"
        return f"{country} has no part {part!r} with holidays of its own; known: {parts}"
    return f"{country} has no such kinds of holiday: {', '.join(categories)}"


def countries() -> list[tuple[str, str]]:
    """The codes and English names of the countries whose public holidays are known, by name."""
    known = holidays.list_supported_countries(include_aliases=False)
    names = {row[1]: _SPACED.sub(" ", row[0]) for row in COUNTRIES.values()}
    return sorted(((code, names.get(code, code)) for code in known), key=lambda one: one[1])


def named(country: str, part: str | None, years: range) -> dict[date, str]:
    """The days off of some years with their names, in English where the package has them so."""
    days = holidays.country_holidays(country, subdiv=part, years=years)
    if "en_US" in days.supported_languages:
        days = holidays.country_holidays(country, subdiv=part, years=years, language="en_US")
    return dict(sorted(days.items()))


_SPACED = re.compile(r"(?<=[a-z])(?=[A-Z])")
