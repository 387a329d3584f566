"""What every page knows: the time, the reader's zone and the house's name."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from buckstop.kit import clock
from buckstop.people.zones import house_zone


def screen(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `now`, `zone` and `house`.

    A view whose reader has a zone of their own sets `zone` in its own context, which wins.
    """
    return {
        "now": clock.now(),
        "zone": ZoneInfo(house_zone()),
        "house": settings.HOUSE,
        "demo": settings.DEMO,
    }
