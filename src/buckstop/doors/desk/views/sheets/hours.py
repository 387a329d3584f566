"""Sheets about the house itself: its zone, hours, days off and news times. For admins."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from buckstop.coverage import actions as coverage
from buckstop.coverage.queries import roster, service_level
from buckstop.coverage.rules import Day
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.house import (
    DayForm,
    HolidaysForm,
    HoursForm,
    NewsTimesForm,
    ZoneForm,
)
from buckstop.doors.desk.guard import admins_only
from buckstop.doors.desk.pages.house import data as house
from buckstop.doors.desk.pages.roster.data import DAYS
from buckstop.doors.desk.views.sheets.house import HouseSheet
from buckstop.kit.public_holidays import countries
from buckstop.people.actions import staff
from buckstop.people.zones import house_zone


class OfTheHouse(HouseSheet):
    """What these sheets share."""

    guard = staticmethod(admins_only)
    back = "/house/"
    button = "Keep it"


class SetZone(OfTheHouse):
    """The house's own zone."""

    heading = "The house’s time zone"

    def form(self, *given: Any) -> Plain:
        own = staff.found_house(**self.by)
        return ZoneForm(*given, initial={"zone": own.zone})

    def context(self) -> dict[str, Any]:
        told = {"zone": settings.HOUSE_ZONE}
        return {"lead": _("Empty: %(zone)s, as BUCKSTOP_ZONE says.") % told}

    def act(self, said: dict[str, Any]) -> str:
        staff.choose_zone(said["zone"], **self.by)
        return _("The house is in %(zone)s.") % {"zone": house_zone()}


class SetRosterZone(OfTheHouse):
    """The roster's zone."""

    heading = "The roster’s time zone"
    back = "/roster/"

    def form(self, *given: Any) -> Plain:
        return ZoneForm(*given, initial={"zone": roster().zone})

    def context(self) -> dict[str, Any]:
        told = {"zone": house_zone()}
        return {"lead": _("Shifts are in it. Empty: %(zone)s, the house’s.") % told}

    def act(self, said: dict[str, Any]) -> str:
        coverage.set_roster_zone(roster(), zone=said["zone"], **self.by)
        return _("Kept.")


class SetHours(OfTheHouse):
    """Service hours."""

    heading = "Service hours"

    def form(self, *given: Any) -> Plain:
        now = service_level()
        days = [(str(n), str(name)) for n, name in enumerate(DAYS)]
        initial = {
            "weekdays": list(now.weekdays),
            "opens": now.opens,
            "closes": now.closes,
            "zone": now.zone,
        }
        return HoursForm(*given, days=days, initial=initial)

    def context(self) -> dict[str, Any]:
        return {"lead": _("Times that we promise count in these hours. Promises made stay.")}

    def act(self, said: dict[str, Any]) -> str:
        weekdays = "".join(said["weekdays"])
        coverage.set_hours(
            service_level(), opens=said["opens"], closes=said["closes"], weekdays=weekdays,
            zone=said["zone"], **self.by,
        )  # fmt: skip
        return house.hours_say(service_level())


class SetHolidays(OfTheHouse):
    """Public holidays."""

    heading = "Public holidays"
    fields = {"country": "part"}

    def form(self, *given: Any) -> Plain:
        code, _dash, part = service_level().country.partition("-")
        initial = {"country": code, "part": part}
        return HolidaysForm(*given, countries=countries(), initial=initial)

    def act(self, said: dict[str, Any]) -> str:
        part = said["part"].strip() if said["country"] else ""
        country = f"{said['country']}-{part}" if part else said["country"]
        coverage.set_holidays(service_level(), country=country, **self.by)
        return house.holidays_say(service_level().country)


class SetDay(OfTheHouse):
    """One day."""

    heading = "One day"

    def form(self, *given: Any) -> Plain:
        return DayForm(*given, initial={"how": "off"})

    def act(self, said: dict[str, Any]) -> str:
        coverage.set_day(service_level(), day=said["day"], how=Day(said["how"]), **self.by)
        return _("Kept.")


class SetNewsTimes(OfTheHouse):
    """How soon and how often."""

    heading = "When customers hear from us"

    def form(self, *given: Any) -> Plain:
        return NewsTimesForm(*given, initial=house.reading(service_level()))

    def context(self) -> dict[str, Any]:
        return {"lead": _("It holds for what is promised from now on.")}

    def act(self, said: dict[str, Any]) -> str:
        coverage.set_news_times(
            service_level(),
            first=said["first"],
            while_hurting=round(said["while_hurting"] * 60),
            otherwise=round(said["otherwise"] * 60),
            **self.by,
        )
        return _("Kept.")
