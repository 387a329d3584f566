"""An account manager offers to give the next news themselves, and the owner's answer."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain, words
from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.problems.commitments import kind
from buckstop.problems.models import Commitment
from buckstop.problems.queries.problem_view import ProblemView
from buckstop.relationships import permissions as may
from buckstop.relationships.commitments import carrying
from buckstop.relationships.commitments.carrying import Carrying


class CarryForm(Plain):
    """Why it is better so, where they want to say it."""

    why = words(gettext_lazy("Why it is better that you tell them"), rows=3, required=False)


class OfferToCarry(ProblemAct):
    """Offer to give the next news in the owner's place."""

    label = gettext_lazy("I’ll carry the news")
    noun = "carrying/"
    where = (Where(Spot.FACE),)
    form = CarryForm
    submit = gettext_lazy("Offer it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        seen = on.view
        if on.problem is None or seen is None:
            return False
        return not may.may_offer_to_carry(
            on.problem,
            on.reader.actor,
            managers={case.customer.manager_id for case in seen.waiting if case.customer},
            debtor=on.row.debtor_id,
            offered=_open(seen) is not None,
        )

    def context(self) -> dict[str, Any]:
        owner = self.problem.owner.public_name
        said = _("%(owner)s is asked. Once they say yes, the promise of the next news is yours.")
        return {"lead": said % {"owner": owner}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        offer = carrying.offer_to_carry(self.problem, why=filled["why"], **self.by)
        undo = WithdrawCarrying.url(self.problem.number, offer.pk)
        owner = self.problem.owner.public_name
        return Confirmation(_("%(owner)s is asked.") % {"owner": owner}, undo=undo)


def _open(seen: ProblemView) -> Commitment | None:
    return next((row for row in seen.commitments if kind.of(row) is Carrying), None)


class _OfCarrying(ProblemAct):
    """What is done with such an offer."""

    under = "carrying/<uuid:key>/"
    offer: Commitment

    def find_row(self, key: UUID | None) -> None:
        assert key is not None
        self.offer = finding.commitment(self.problem, key, Carrying)
        self.offer.problem = self.problem

    @property
    def manager(self) -> str:
        """Who offered it."""
        assert self.offer.creditor is not None
        return self.offer.creditor.public_name


class LetCarry(_OfCarrying):
    """They give the next news."""

    label = gettext_lazy("Yes, please")
    noun = "acceptance/"
    where = (Where(Spot.ASKED, 10, main=True), Where(Spot.WORK_OWED, 10))

    @classmethod
    def may(cls, on: Subject) -> bool:
        reader = on.reader
        return not may.may_let_carry(on.row, reader.actor, reader.now)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        carrying.let_carry(self.offer, **self.by)
        return Confirmation(_("%(who)s owes the next news now.") % {"who": self.manager})


class KeepTheNews(_OfCarrying):
    """The owner gives the next news."""

    label = gettext_lazy("No, I tell them")
    noun = "refusal/"
    where = (Where(Spot.ASKED, 20), Where(Spot.WORK_OWED, 20))
    form = ReasonForm
    heading = gettext_lazy("Tell them yourself")
    submit = gettext_lazy("I tell them")

    @classmethod
    def may(cls, on: Subject) -> bool:
        reader = on.reader
        return not may.may_keep_the_news(on.row, reader.actor, reader.now)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        carrying.keep_the_news(self.offer, reason=filled["reason"], **self.by)
        return Confirmation(_("%(who)s is told why.") % {"who": self.manager})


class WithdrawCarrying(_OfCarrying):
    """It isn't offered any more."""

    label = gettext_lazy("Take back")
    noun = "withdrawal/"
    where = (Where(Spot.STEP, 60),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        reader = on.reader
        return not may.may_withdraw_carrying(on.row, reader.actor, reader.now)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        carrying.withdraw_carrying(self.offer, **self.by)
        return Confirmation(_("Taken back."))
