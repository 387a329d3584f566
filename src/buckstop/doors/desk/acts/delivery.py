"""Mail that hasn't arrived, and reactions that keep failing: again, or let be."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import DELIVERIES
from buckstop.doors.desk.guard import Who
from buckstop.ledger import following
from buckstop.ledger.models import Following
from buckstop.outbox.actions.resending import let_be, note_arrived, send_again, send_failed_again
from buckstop.outbox.models import Delivery
from buckstop.outbox.permissions import may_note_arrived, may_send_again


class _Trouble(DeskAct):
    """An act on what leaders must look at."""

    who = Who.LEADERS

    @property
    def back(self) -> str:
        return DELIVERIES.url()


class RepeatAll(_Trouble):
    """All that surely didn't leave goes again."""

    noun = f"{DELIVERIES.route}repeat/"
    where = (Where(Spot.DELIVERIES),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return bool(on.row > 1)

    @classmethod
    def words(cls, on: Subject, where: Where) -> str:
        return _("Send all %(n)d that didn’t leave again") % {"n": on.row}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        n = send_failed_again(**self.by)
        again = ngettext("%(n)d mail goes again.", "%(n)d mails go again.", n)
        return Confirmation(again % {"n": n})


class _OfDelivery(_Trouble):
    """An act on one delivery."""

    before = f"{DELIVERIES.route}<uuid:key>/"
    delivery: Delivery

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_send_again(on.row, on.reader.actor)

    def find(self, **keys: Any) -> None:
        self.delivery = get_object_or_404(Delivery, pk=keys["key"])


class Repeat(_OfDelivery):
    """It goes again: the same bytes, the same Message-ID."""

    label = gettext_lazy("Send it again")
    noun = "repeat/"
    where = (Where(Spot.DELIVERY, 10),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        send_again(self.delivery, **self.by)
        return Confirmation(_("It goes again."))


class NoteArrived(_OfDelivery):
    """What may have left did: somebody knows."""

    label = gettext_lazy("It arrived")
    noun = "arrival/"
    where = (Where(Spot.DELIVERY, 5),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_note_arrived(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        note_arrived(self.delivery, **self.by)
        return Confirmation(_("Noted: it arrived."))


class LetBe(_OfDelivery):
    """Nothing more is done about it."""

    label = gettext_lazy("Let it be")
    noun = "aside/"
    where = (Where(Spot.DELIVERY, 20),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        let_be(self.delivery, **self.by)
        return Confirmation(_("Let be."))


class Retry(_Trouble):
    """Try a reaction again from the beginning."""

    label = gettext_lazy("Try again")
    before = "reactions/<int:key>/"
    noun = "retry/"
    where = (Where(Spot.REACTION),)
    reaction: Following

    def find(self, **keys: Any) -> None:
        self.reaction = get_object_or_404(Following, pk=keys["key"])

    def do(self, filled: dict[str, Any]) -> Confirmation:
        following.retry(self.reaction, at=self.reader.now)
        return Confirmation(_("It is tried again at once."))
