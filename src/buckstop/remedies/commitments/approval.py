"""A yes to what is beyond somebody's limits; unanswered, it climbs. Silence never says yes."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from buckstop.coverage.service_times import ServiceTimes
from buckstop.ledger.transaction import Act
from buckstop.problems.commitments import machine
from buckstop.problems.commitments.kind import Kind
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.rules.order import Expected
from buckstop.problems.rules.routing import Routing
from buckstop.remedies import links, queries
from buckstop.remedies.models import Remedy

ANSWER_WITHIN = 120  # working minutes


class Approval(Kind, code="approval"):
    """Owed by the nearest with enough authority who is on duty; only staff see it."""

    one = gettext_noop("an approval")
    begins = gettext_noop("An approval")
    label = gettext_noop("Yes or no")
    turns = frozenset()
    at_desk = True
    from_mail = True
    related = ("remedy",)
    still_tells = ("kept", "declined", "withdrawn", "missed")
    work = Expected(minutes=3, asks=gettext_noop("They wait for your yes."), answers=True)
    asks = gettext_noop("yes or no")
    asked = gettext_noop("%(who)s asks for your yes")
    awaits = gettext_noop("%(who)s says yes or no %(by)s.")
    awaits_late = gettext_noop("%(who)s owes you a yes or a no.")

    @classmethod
    def answered_at(cls, owed: Commitment, person: UUID, at: datetime) -> str:
        remedy = queries.remedy_of(owed.pk) if owed.is_owed and owed.debtor_id == person else None
        return links.url(remedy.pk, person, at) if remedy else ""

    @classmethod
    def heir(cls, act: Act, owed: Commitment, there: Routing) -> UUID:
        """The next with enough authority who is there, or with whom the buck stops."""
        del there
        act.flush()  # what others are counted as having given is read
        return queries.above(_remedy(owed), owed, act.at)

    @classmethod
    def due_again(cls, times: ServiceTimes, at: datetime) -> datetime:
        return times.after(at, ANSWER_WITHIN)

    @classmethod
    def on_late(cls, act: Act, owed: Commitment, there: Routing) -> Commitment:
        """Nobody answered: it is asked of the next, and never granted by silence."""
        act.flush()  # one that was late beside it changed its remedy
        remedy = _remedy(owed)
        successor = super().on_late(act, owed, there)
        act.change(remedy, approval=successor)
        return successor

    @classmethod
    def on_debtor_leaves(cls, act: Act, problem: Problem, owed: Commitment, there: Routing) -> None:
        machine.hand_over(act, owed, cls.heir(act, owed, there))


def _remedy(owed: Commitment) -> Remedy:
    remedy = queries.remedy_of(owed.pk)
    assert remedy is not None, "an approval is of a remedy"
    return remedy
