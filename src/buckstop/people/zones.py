"""The organisation's own time zone."""

from zoneinfo import ZoneInfo

from buckstop.people.settings import ZONE


def house_zone() -> str:
    """The name of the zone."""
    return ZONE.value


def house_zone_info() -> ZoneInfo:
    """The zone itself."""
    return ZoneInfo(ZONE.value)
