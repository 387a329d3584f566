"""What came from another system: somebody says that it is well."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.arrivals.actions.naming import sign_off
from buckstop.arrivals.models import Source
from buckstop.arrivals.permissions import may_sign_off
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import IMPORTS
from buckstop.doors.desk.guard import Who


class SignOff(DeskAct):
    """Both sides were compared, and that is well."""

    label = gettext_lazy("Sign it off")
    who = Who.ADMINS
    in_bar = "house"
    before = f"{IMPORTS.route}<uuid:key>/"
    noun = "signatures/"
    where = (Where(Spot.IMPORT),)
    source: Source

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_sign_off(on.row, on.reader.actor)

    def find(self, **keys: Any) -> None:
        self.source = get_object_or_404(Source, pk=keys["key"])

    @property
    def back(self) -> str:
        return IMPORTS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        sign_off(self.source, **self.by)
        return Confirmation(_("It is signed off."))
