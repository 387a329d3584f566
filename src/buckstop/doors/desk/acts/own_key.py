"""My own keys for programs: added with an end, withdrawn."""

from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.coming_in import OwnKeyForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.on_page import OnPage
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import OWN_KEYS
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.pages.own_keys.page import own_keys_page
from buckstop.kit.text import listed
from buckstop.people.actions import staff
from buckstop.people.actions.keys import add_own_key
from buckstop.people.models import Key


class AddOwnKey(OnPage):
    """A program acts as me; the key's secret is shown this once."""

    label = gettext_lazy("Add a key")
    noun = f"{OWN_KEYS.route}additions/"
    who = Who.ANYBODY
    form = OwnKeyForm
    fields: ClassVar[dict[str, str]] = {"ends_at": "ends_on"}
    counts_once = False

    @property
    def back(self) -> str:
        return OWN_KEYS.url()

    def options(self) -> dict[str, Any]:
        usual = self.reader.now.astimezone(self.reader.zone).date() + timedelta(days=90)
        return {"initial": {"scope": "read", "ends_on": usual}}

    def page(self, form: Plain | None, *, secret: str = "") -> HttpResponse:
        assert form is not None
        return own_keys_page(self.request, self.reader, form, self.url(), secret=secret)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        ends = datetime.combine(filled["ends_on"] + timedelta(days=1), time(), self.reader.zone)
        _key, secret = add_own_key(
            self.reader.person,
            name=filled["name"],
            scope=filled["scope"],
            ends_at=ends,
            networks=listed(filled["networks"]),
            **self.by,
        )
        return Confirmation("", secret=secret)


class WithdrawOwnKey(DeskAct):
    """It opens nothing any more."""

    label = gettext_lazy("Withdraw")
    before = OWN_KEYS.route
    under = "<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.OWN_KEY),)
    key: Key

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.row.withdrawn_at is None

    def find(self, **keys: Any) -> None:
        self.key = get_object_or_404(Key, pk=keys["key"], person=self.reader.person)

    @property
    def back(self) -> str:
        return OWN_KEYS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        staff.withdraw_key(self.key, **self.by)
        return Confirmation(_("“%(name)s” opens nothing any more.") % {"name": self.key.name})
