"""Time zones, as people write them."""

from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused


def check_zone(zone: str, field: str = "zone") -> str:
    """A zone's name as it is spelled, its city being enough; empty stays empty.

    Raises Refused where there is none, and says the nearest.
    """
    wanted = "_".join(zone.split()).casefold()
    if not wanted:
        return ""
    spelled, cities = _spelled(), _cities()
    found = spelled.get(wanted) or cities.get(wanted)
    if found:
        return found
    near = get_close_matches(wanted, [*spelled, *cities], n=1, cutoff=0.75)
    example = spelled.get(near[0]) or cities[near[0]] if near else "Europe/Zurich"
    says = _("There is no time zone “%(zone)s”. Write one such as %(example)s.") % {
        "zone": zone.strip()[:60],
        "example": example,
    }
    raise Refused("no-zone", says, field)


@cache
def _spelled() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@cache
def _cities() -> dict[str, str]:
    """The zone of each city that names one, continents before old names."""
    names = sorted(name for name in available_timezones() if name.count("/") == 1)
    found = {name.rpartition("/")[2].casefold(): name for name in names}
    first = ("Africa/", "America/", "Asia/", "Australia/", "Europe/", "Pacific/")
    plain = {name.rpartition("/")[2].casefold(): name for name in names if name.startswith(first)}
    return {**found, **plain}
