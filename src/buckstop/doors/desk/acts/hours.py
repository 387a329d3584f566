"""What admins say of the house: its hours, days off, how soon customers hear."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage import actions as coverage
from buckstop.coverage.queries import service_level
from buckstop.coverage.rules import DAYS, Day
from buckstop.doors.components.forms.house import (
    DayForm,
    HolidaysForm,
    HoursForm,
    NewsTimesForm,
)
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import HOUSE
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.pages.house import data as house
from buckstop.kit.public_holidays import countries


class _OfHouse(DeskAct):
    """An act on what the house is."""

    label = gettext_lazy("Change")
    who = Who.ADMINS
    before = HOUSE.route
    submit = gettext_lazy("Keep it")

    @property
    def back(self) -> str:
        return HOUSE.url()


class SetHours(_OfHouse):
    """Service hours."""

    noun = "hours/"
    where = (Where(Spot.HOURS),)
    form = HoursForm
    heading = gettext_lazy("Service hours")

    def options(self) -> dict[str, Any]:
        now = service_level()
        initial = {
            "weekdays": list(now.weekdays),
            "opens": now.opens,
            "closes": now.closes,
            "zone": now.zone,
        }
        days = [(str(n), str(name)) for n, name in enumerate(DAYS)]
        return {"days": days, "initial": initial}

    def context(self) -> dict[str, Any]:
        return {"lead": _("Times that we promise count in these hours. Promises made stay.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        coverage.set_hours(
            service_level(),
            opens=filled["opens"],
            closes=filled["closes"],
            weekdays="".join(filled["weekdays"]),
            zone=filled["zone"],
            **self.by,
        )
        return Confirmation(house.hours_say(service_level()))


class SetHolidays(_OfHouse):
    """Public holidays."""

    noun = "holidays/"
    where = (Where(Spot.DAYS_OFF),)
    form = HolidaysForm
    heading = gettext_lazy("Public holidays")
    fields = {"country": "part"}

    def options(self) -> dict[str, Any]:
        code, _dash, part = service_level().country.partition("-")
        return {"countries": countries(), "initial": {"country": code, "part": part}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        part = filled["part"].strip() if filled["country"] else ""
        country = f"{filled['country']}-{part}" if part else filled["country"]
        coverage.set_holidays(service_level(), country=country, **self.by)
        return Confirmation(house.holidays_say(service_level().country))


class SetDay(_OfHouse):
    """One day."""

    label = gettext_lazy("Add a day")
    noun = "days/"
    where = (Where(Spot.DAYS_MORE),)
    form = DayForm
    heading = gettext_lazy("One day")

    def options(self) -> dict[str, Any]:
        return {"initial": {"how": "off"}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        coverage.set_day(service_level(), day=filled["day"], how=Day(filled["how"]), **self.by)
        return Confirmation(_("Kept."))


class RemoveDay(_OfHouse):
    """That day is like others again."""

    under = "days/<str:day>/"
    noun = "removal/"
    where = (Where(Spot.DAY),)
    day: date

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.isoformat(),)

    def find(self, **keys: Any) -> None:
        try:
            self.day = date.fromisoformat(keys["day"])
        except ValueError:
            raise Http404 from None

    def do(self, filled: dict[str, Any]) -> Confirmation:
        coverage.set_day(service_level(), day=self.day, how=Day.USUAL, **self.by)
        return Confirmation(_("That day is like others again."))


class SetNewsTimes(_OfHouse):
    """How soon and how often."""

    noun = "news/"
    where = (Where(Spot.NEWS_TIMES),)
    form = NewsTimesForm
    heading = gettext_lazy("When customers hear from us")

    def options(self) -> dict[str, Any]:
        return {"initial": house.reading(service_level())}

    def context(self) -> dict[str, Any]:
        return {"lead": _("It holds for what is promised from now on.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        coverage.set_news_times(
            service_level(),
            first=filled["first"],
            while_hurting=round(filled["while_hurting"] * 60),
            otherwise=round(filled["otherwise"] * 60),
            fix=house.minutes_of(filled["fix"]),
            ask=filled["ask"],
            **self.by,
        )
        return Confirmation(_("Kept."))
