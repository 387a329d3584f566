"""Offering a problem to somebody, and their answer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.owning import OfferForm, ReasonForm
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.presenting import people, times
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.problems.commitments import handoff
from buckstop.problems.models import Handoff
from buckstop.problems.permissions import ownership as may


class Offer(ProblemAct):
    """Ask somebody to become the owner."""

    label = gettext_lazy("Offer to…")
    letter = "o"
    noun = "handoffs/"
    where = (Where(Spot.OWNER), Where(Spot.WORK_NEWS, 30))
    form = OfferForm
    template = "desk/sheet_offer.html"

    @classmethod
    def may(cls, on: Subject) -> bool:
        problem, offered = on.problem, bool(on.row and handoff.open_offer([on.row]))
        return problem is not None and not may.may_offer(problem, on.reader.actor, offered=offered)

    def times(self) -> list[datetime]:
        return times.answers(self.level, self.reader, (30, 60, 240, 600))

    def options(self) -> dict[str, Any]:
        others = desk().exclude(pk=self.problem.owner_id)
        return {"people": people.choices(others, self.on_duty, self.reader)}

    def context(self) -> dict[str, Any]:
        return {"owner": self.problem.owner.public_name}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        to = Person.objects.get(pk=filled["to"])
        offer = handoff.offer(
            self.problem, to=to, brief=filled["brief"], answer_by=filled["by"], **self.by
        )
        undo = Withdrawal.url(self.problem.number, offer.pk)
        return Confirmation(_("Offered to %(who)s.") % {"who": to.public_name}, undo=undo)


class _OfOffer(ProblemAct):
    """What is done with an open offer."""

    under = "handoffs/<uuid:key>/"
    handoff: Handoff

    @classmethod
    def may(cls, on: Subject) -> bool:
        """For whom it was offered to."""
        offer, reader = handoff.open_offer([on.row]), on.reader
        return offer is not None and not may.may_accept(offer, reader.actor, reader.now)

    def find_row(self, key: UUID | None) -> None:
        assert key is not None
        self.handoff = finding.commitment(self.problem, key, handoff.Handoff).handoff


class Acceptance(_OfOffer):
    """Become the owner."""

    label = gettext_lazy("Accept")
    noun = "acceptance/"
    where = (Where(Spot.OFFERED, 10, main=True), Where(Spot.WORK_OWED, 10))

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self.handoff.commitment.problem = self.problem
        handoff.accept(self.handoff, **self.by)
        return Confirmation(_("%(ref)s is yours now.") % {"ref": self.problem.ref})


class Refusal(_OfOffer):
    """Say no to an offer."""

    label = gettext_lazy("Decline")
    noun = "refusal/"
    where = (Where(Spot.OFFERED, 20), Where(Spot.WORK_OWED, 20))
    form = ReasonForm
    template = "desk/sheet_refuse.html"

    def context(self) -> dict[str, Any]:
        return {"owner": self.problem.owner.public_name}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        handoff.decline(self.handoff, reason=filled["reason"], **self.by)
        who = self.problem.owner.public_name
        return Confirmation(_("Declined. %(who)s keeps it.") % {"who": who})


class Withdrawal(_OfOffer):
    """Take the offer back."""

    label = gettext_lazy("Take the offer back")
    noun = "withdrawal/"
    where = (Where(Spot.OWNER),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        offer, reader = handoff.open_offer([on.row] if on.row else []), on.reader
        if on.problem is None or offer is None or offer.debtor_id == reader.person.pk:
            return False  # who was asked answers it
        return not may.may_withdraw(offer, on.problem, reader.actor, reader.now)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        handoff.withdraw(self.handoff, **self.by)
        return Confirmation(_("The offer is taken back."))
