"""The keys of the house's programs: added, withdrawn."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.house import KeyForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.offering import Who
from buckstop.doors.desk.acts.on_page import OnPage
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import KEYS
from buckstop.doors.desk.pages.keys.page import keys_page
from buckstop.people.actions import staff
from buckstop.people.models import Key


class AddKey(OnPage):
    """A program's key; its secret is shown this once."""

    label = gettext_lazy("Add a key")
    who = Who.ADMINS
    noun = f"{KEYS.route}additions/"
    form = KeyForm
    counts_once = False

    @property
    def back(self) -> str:
        return KEYS.url()

    def options(self) -> dict[str, Any]:
        return {"initial": {"scope": "read"}}

    def page(self, form: Plain | None, *, secret: str = "") -> HttpResponse:
        assert form is not None
        return keys_page(self.request, self.reader, form, self.url(), secret=secret)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        _key, secret = staff.add_key(name=filled["name"], scope=filled["scope"], **self.by)
        return Confirmation("", secret=secret)


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
