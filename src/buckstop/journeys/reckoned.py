"""What was reckoned of journeys, for tables that are taken out."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from buckstop.journeys import queries
from buckstop.journeys.addressed import asked
from buckstop.journeys.models import View
from buckstop.ledger.refused import Refused

TAKES: Mapping[str, str] = {
    "days": "that began in so many days: 30, 90 or 365; 90 where nothing is said",
    "since": "that began from this day on, as `2026-03-01`",
    "until": "that began up to this day",
    "whose": "of the customer of this name",
    "service": "of the service with this key",
    "through": "that go through this step",
    "never": "that never go through this step",
    "mark": "with this attribute",
    "value": "of this value",
    "time": "`working`: lengths in working time",
    "log": "of the log with this key, instead of our own problems",
}


def reckoned(given: Mapping[str, str]) -> View:
    """What a page would show for the same address; refused while nobody has asked for that."""
    question = asked(given).question
    view = queries.view(question)
    if view is None or view.found is None:
        said = _("Nobody has asked for these journeys lately: look at them on “Journeys” first.")
        raise Refused("not-reckoned", said, "days")
    return view


def all_of(view: View, name: str) -> list[dict[str, Any]]:
    """Its arrows or variants: all, or the page’s where an older release reckoned it."""
    assert view.found is not None
    rows: list[dict[str, Any]] = (view.behind or {}).get(f"all_{name}", view.found[name])
    return rows


def seconds(micro: int | None) -> float | None:
    """A length as tables have it."""
    return None if micro is None else micro / 1e6
