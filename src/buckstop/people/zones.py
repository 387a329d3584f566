"""The house's time zone: what an admin chose, else what BUCKSTOP_ZONE says.

Every page and letter asks for it, so each process keeps the answer for some seconds: a zone that
was chosen a moment ago reaches the other processes by then.
"""

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
    """A zone's name as it is spelled; empty stays empty. Raises Refused where there is none."""
    wanted = zone.strip().replace(" ", "_")
    if not wanted:
        return ""
    if wanted.casefold() not in _spelled():
        raise Refused(
            "no-zone", f"There is no time zone “{zone}”. Write one such as Europe/Zurich.", "zone"
        )
    return _spelled()[wanted.casefold()]


@cache
def _spelled() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}
