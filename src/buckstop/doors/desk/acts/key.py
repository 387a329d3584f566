"""The keys of the house's programs: added, withdrawn."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.queries import teams
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.house import KeyForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.on_page import OnPage
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import KEYS
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.pages.keys.page import keys_page
from buckstop.people.actions import staff
from buckstop.people.models import Key


class AddKey(OnPage):
    """A program's key; its secret is shown this once."""

    label = gettext_lazy("Add a key")
    who = Who.ADMINS
    noun = f"{KEYS.route}additions/"
    form = KeyForm
    fields: ClassVar[dict[str, str]] = {"ends_at": "ends_on", "person": "mine"}
    counts_once = False

    @property
    def back(self) -> str:
        return KEYS.url()

    def options(self) -> dict[str, Any]:
        return {
            "initial": {"scope": "read"},
            "teams": [(str(one.pk), _("what is with %(team)s") % {"team": one}) for one in teams()],
        }

    def page(self, form: Plain | None, *, secret: str = "") -> HttpResponse:
        assert form is not None
        return keys_page(self.request, self.reader, form, self.url(), secret=secret)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        _key, secret = staff.add_key(
            name=filled["name"],
            scope=filled["scope"],
            team=UUID(filled["team"]) if filled["team"] else None,
            person=self.reader.person if filled["mine"] else None,
            ends_at=self._end(filled["ends_on"]),
            **self.by,
        )
        return Confirmation("", secret=secret)

    def _end(self, day: date | None) -> datetime | None:
        """When the day is over for whoever chose it."""
        if day is None:
            return None
        return datetime.combine(day + timedelta(days=1), time(), self.reader.zone)


class WithdrawKey(DeskAct):
    """A program's key opens nothing any more."""

    label = gettext_lazy("Withdraw")
    who = Who.ADMINS
    before = KEYS.route
    under = "<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.KEY),)
    key: Key

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.row.withdrawn_at is None

    def find(self, **keys: Any) -> None:
        self.key = get_object_or_404(Key, pk=keys["key"])

    @property
    def back(self) -> str:
        return KEYS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        staff.withdraw_key(self.key, **self.by)
        return Confirmation(_("“%(name)s” opens nothing any more.") % {"name": self.key.name})
