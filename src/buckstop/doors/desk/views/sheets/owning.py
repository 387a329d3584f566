"""Who owns it: offer, accept, decline, take, hand back."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.owning import OfferForm, ReasonForm
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.presenting import people, times
from buckstop.doors.desk.views import finding
from buckstop.doors.desk.views.sheets.base import Deed, Sheet
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.problems.actions import handoffs, ownership
from buckstop.problems.rules.promises import HAND_BACK_WITHIN


class Offer(Sheet):
    """Ask somebody to become the owner."""

    template = "desk/sheet_offer.html"
    fields = {"due": "by"}

    def form(self, *given: Any) -> Plain:
        others = desk().exclude(pk=self.problem.owner_id)
        choices = people.choices(others, self.here, self.reader)
        when = self.timed(given, times.answers(self.here.level, self.reader, (30, 60, 240, 600)))
        return OfferForm(*given, people=choices, **when)

    def context(self) -> dict[str, Any]:
        return {"owner": self.problem.owner.public_name}

    def act(self, said: dict[str, Any]) -> str:
        to = Person.objects.get(pk=said["to"])
        handoff = handoffs.offer(
            self.problem, to=to, brief=said["brief"], answer_by=said["by"], **self.by
        )
        self.undo = f"{self.home}handoffs/{handoff.pk}/withdrawal/"
        return _("Offered to %(who)s.") % {"who": to.public_name}


class _Offered:
    """Parts of what is done with an open offer."""

    def find(self: Any, key: UUID | None) -> None:
        assert key is not None
        self.handoff = finding.commitment(self.problem, key, "handoff").handoff


class Acceptance(_Offered, Deed):
    """Become the owner."""

    def act(self, said: dict[str, Any]) -> str:
        self.handoff.commitment.problem = self.problem
        handoffs.accept(self.handoff, **self.by)
        return _("%(ref)s is yours now.") % {"ref": self.problem.ref}


class Refusal(_Offered, Sheet):
    """Say no to an offer."""

    template = "desk/sheet_refuse.html"

    def form(self, *given: Any) -> Plain:
        return ReasonForm(*given)

    def context(self) -> dict[str, Any]:
        return {"owner": self.problem.owner.public_name}

    def act(self, said: dict[str, Any]) -> str:
        handoffs.decline(self.handoff, reason=said["reason"], **self.by)
        who = self.problem.owner.public_name
        return _("Declined. %(who)s keeps it.") % {"who": who}


class Withdrawal(_Offered, Deed):
    """Take the offer back."""

    def act(self, said: dict[str, Any]) -> str:
        handoffs.withdraw(self.handoff, **self.by)
        return _("The offer is taken back.")


class Taking(Sheet):
    """Take it: offer and acceptance in one."""

    heading = "Take it"
    button = "Take it"

    def form(self, *given: Any) -> Plain:
        return Nothing(*given)

    def context(self) -> dict[str, Any]:
        who = self.problem.owner.public_name
        return {"lead": _("It is yours at once, on record. %(who)s is told.") % {"who": who}}

    def act(self, said: dict[str, Any]) -> str:
        ownership.take(self.problem, **self.by)
        return _("%(ref)s is yours now.") % {"ref": self.problem.ref}


class HandBack(Sheet):
    """Within 15 minutes, return what came by shift."""

    template = "desk/sheet_hand_back.html"

    def form(self, *given: Any) -> Plain:
        return ReasonForm(*given)

    def context(self) -> dict[str, Any]:
        return {"until": self.problem.owner_since + HAND_BACK_WITHIN}

    def act(self, said: dict[str, Any]) -> str:
        ownership.hand_back(self.problem, reason=said["reason"], **self.by)
        return _("Handed back. The next one on shift owns it.")
