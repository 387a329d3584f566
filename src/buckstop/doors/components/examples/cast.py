"""The time and the people of the examples."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from buckstop.doors.components.forms.page import StepDoneForm
from buckstop.doors.components.shown.shell import Shell

ZONE = ZoneInfo("Europe/Zurich")
NOW = datetime(2026, 11, 24, 10, 28, tzinfo=ZONE)  # a Tuesday morning
HOUSE = "Halden IT"
PROBLEM = "/problems/P-1042/"
TITLE = "Transfers fail since nine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One page in one state: its name in the gallery, its template and its whole context."""

    name: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """A time of the example's day, or some days later or earlier."""
    return NOW.replace(hour=hour, minute=minute) + timedelta(days=days)


def shell(place: str = "", *, leads: bool = False, trouble: int = 0) -> Shell:
    """Ana's top bar; without a live stream, which the gallery doesn't have."""
    return Shell(
        name="Ana Ruiz",
        person_url="/people/ana/",
        place=place,
        duty_until=at(18),
        live_url="",
        leads=leads,
        trouble=trouble,
    )


def context(**more: Any) -> dict[str, Any]:
    """What every page has, and more."""
    missing = (
        "notices incoming left can_have_link add_contact change_zone says once seen_entry link"
        " mail_leaves add_customer count_now waits change_buck taken_off add shifts_zone exports"
        " clear_url typed effort_form back by who"
    )
    nothing: dict[str, Any] = dict.fromkeys(missing.split())
    nothing["queue"] = SimpleNamespace(count=0)
    nothing["failed"] = 0
    nothing["step_form"] = StepDoneForm(auto_id=False)
    return {**nothing, "now": NOW, "zone": ZONE, "house": HOUSE, "demo": True, **more}
