"""A yes to what is beyond somebody's limits; unanswered, it climbs. Silence never says yes."""

from django.utils.translation import gettext_noop

from buckstop.ledger.transaction import Act
from buckstop.problems.actions.levels import times_for
from buckstop.problems.commitments import machine
from buckstop.problems.commitments.kind import Kind
from buckstop.problems.entries import promising
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.rules.order import Expected
from buckstop.problems.rules.routing import Routing
from buckstop.remedies import queries

ANSWER_WITHIN = 120  # working minutes


class Approval(Kind, code="approval"):
    """Owed by the nearest with enough authority who is on duty; only staff see it."""

    one = gettext_noop("an approval")
    begins = gettext_noop("An approval")
    label = gettext_noop("Yes or no")
    turns = frozenset()
    at_desk = True
    related = ("remedy",)
    still_tells = ("kept", "declined", "withdrawn", "missed")
    work = Expected(minutes=3, asks=gettext_noop("They wait for your yes."), answers=True)
    asks = gettext_noop("yes or no")
    asked = gettext_noop("%(who)s asks for your yes")
    awaits = gettext_noop("%(who)s says yes or no %(by)s.")
    awaits_late = gettext_noop("%(who)s owes you a yes or a no.")

    @classmethod
    def on_late(cls, act: Act, owed: Commitment, there: Routing) -> Commitment:
        """Nobody answered: the next with enough authority owes it, or with whom the buck stops."""
        act.flush()  # what others are counted as having given is read
        remedy = queries.remedy_of(owed.pk)
        assert remedy is not None, "an approval is of a remedy"
        above = queries.above(remedy, owed, act.at)
        due = times_for(act, owed.problem, there.on_duty.levels).after(act.at, ANSWER_WITHIN)
        successor = machine.succeed(act, owed, debtor=owed.debtor_id, due=due)
        act.record(
            promising.OwedMissed(
                commitment=owed.pk,
                kind=owed.kind,
                debtor=owed.debtor_id,
                due=owed.due,
                successor=successor.pk,
                next_due=due,
            ),
            on=owed.problem,
        )
        act.change(remedy, approval=successor)
        if above != owed.debtor_id:
            machine.hand_over(act, successor, above)
        return successor

    @classmethod
    def on_debtor_leaves(cls, act: Act, problem: Problem, owed: Commitment, there: Routing) -> None:
        act.flush()
        remedy = queries.remedy_of(owed.pk)
        assert remedy is not None, "an approval is of a remedy"
        machine.hand_over(act, owed, queries.above(remedy, owed, act.at))
