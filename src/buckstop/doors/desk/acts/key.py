"""The keys of the house's programs: withdrawn. Adding one shows a secret, so its page does it."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.offering import Who
from buckstop.doors.desk.addresses import KEYS
from buckstop.people.actions import staff
from buckstop.people.models import Key


class WithdrawKey(DeskAct):
    """A program's key opens nothing any more."""

    who = Who.ADMINS
    before = KEYS.route
    under = "<uuid:key>/"
    noun = "removal/"
    key: Key

    def find(self, **keys: Any) -> None:
        self.key = get_object_or_404(Key, pk=keys["key"])

    @property
    def back(self) -> str:
        return KEYS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        staff.withdraw_key(self.key, **self.by)
        return Confirmation(_("“%(name)s” opens nothing any more.") % {"name": self.key.name})
