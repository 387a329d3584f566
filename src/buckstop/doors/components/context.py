"""What every page knows besides what its view says."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def screen(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the house's name, and whether this is a demo.

    `now` and `zone`, in which times are said, are the reader's: each view that says one gives them.
    """
    return {"house": settings.HOUSE, "demo": settings.DEMO}
