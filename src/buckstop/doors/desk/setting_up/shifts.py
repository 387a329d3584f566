"""Who is there when."""

from typing import Any

from django.db.models import Exists, QuerySet
from django.utils.translation import gettext_lazy as _

from buckstop.coverage.models import Roster, Rotation, Shift
from buckstop.coverage.queries import buck
from buckstop.doors.desk.reader import Reader
from buckstop.doors.desk.setting_up.step import Step


class Shifts(Step):
    """Somebody is on shift."""

    name = "shifts"
    rank = 80
    title = _("Who is on when")
    says = _("What comes goes to whoever is on shift; else to whom the buck stops with.")

    @classmethod
    def evidence(cls) -> "QuerySet[Roster]":
        planned = Exists(Shift.objects.all()) | Exists(Rotation.objects.all())
        return Roster.objects.filter(planned)

    @classmethod
    def shown(cls, reader: Reader) -> dict[str, Any]:
        return {"buck": buck().public_name}
