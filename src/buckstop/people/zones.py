"""The house's time zone: what an admin chose, else what BUCKSTOP_ZONE says.

Every page and letter asks for it, so each process keeps the answer for some seconds: a zone that
was chosen a moment ago reaches the other processes by then.
"""

from difflib import get_close_matches
from functools import cache
from time import monotonic
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db import InterfaceError, OperationalError

from buckstop.ledger.refused import Refused
from buckstop.people.models import House

KEEPS = 5.0
"""How long an answer is kept, in seconds."""

_kept: list[tuple[float, str]] = []


def house_zone() -> str:
    """The name of the zone; while the database is away, the last one known."""
    if _kept and monotonic() < _kept[0][0]:
        return _kept[0][1] or settings.HOUSE_ZONE
    try:
        keep(House.objects.values_list("zone", flat=True).first() or "")
    except (OperationalError, InterfaceError):
        pass
    return (_kept[0][1] if _kept else "") or settings.HOUSE_ZONE


def house_zone_info() -> ZoneInfo:
    """The zone itself."""
    return ZoneInfo(house_zone())


def keep(chosen: str) -> None:
    """Answer so from now on, for a while."""
    _kept[:] = [(monotonic() + KEEPS, chosen)]


def check_zone(zone: str) -> str:
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
    says = f"There is no time zone “{zone.strip()[:60]}”. Write one such as {example}."
    raise Refused("no-zone", says, "zone")


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
