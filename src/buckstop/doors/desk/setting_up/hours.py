"""When somebody is there."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from buckstop.coverage.entries import DaySet, HolidaysSet, HoursSet
from buckstop.coverage.models import Roster
from buckstop.coverage.queries import roster, service_level
from buckstop.doors.desk.pages.house.data import parts
from buckstop.doors.desk.reader import Reader
from buckstop.doors.desk.setting_up.step import Step
from buckstop.ledger.models import Entry

CODES = (HoursSet.code, HolidaysSet.code, DaySet.code)


class Hours(Step):
    """Service hours and days off."""

    name = "hours"
    rank = 50
    title = _("Hours and holidays")
    says = _("Times that we promise count in them: nobody is woken for a printer.")

    @classmethod
    def evidence(cls) -> "QuerySet[Entry]":
        return Entry.objects.filter(chain__in=Roster.objects.values("chain"), code__in=CODES)

    @classmethod
    def shown(cls, reader: Reader) -> dict[str, Any]:
        return {"parts": parts(roster(), service_level(), reader)}
