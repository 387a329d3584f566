"""What a supplier is asked for: only staff see it; its facts stand in a row of ours beside it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.ledger.transaction import Act
from buckstop.people.speaking import speaking
from buckstop.problems.actions.levels import times_for
from buckstop.problems.commitments import machine
from buckstop.problems.commitments.kind import Kind
from buckstop.problems.commitments.machine import Turn
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.rules.order import Expected
from buckstop.problems.rules.routing import Routing
from buckstop.suppliers.actions.messages import keep
from buckstop.suppliers.models import Ask, AskMessageKind

ANSWERS = (Turn.PROMISE, Turn.COUNTER, Turn.REPORT, Turn.DECLINE)
"""What counts as an answer: a time, that it is done, or no. Words alone don't."""


class SupplierAsk(Kind, code="supplier-ask"):
    """Owed by somebody of a supplier, who can miss it; the desk may note what they said."""

    one = gettext_noop("a supplier’s part")
    begins = gettext_noop("A supplier’s part")
    label = gettext_noop("Our supplier’s part")
    thing = "ask of a supplier"
    noted_by_desk = True
    still_tells = ("kept", "declined", "missed")
    related = ("supplier_ask__supplier", "supplier_ask__plan_b")
    bodies = ("supplier_ask__plan_b",)
    work = Expected(minutes=10, asks=gettext_noop("Our supplier was asked."))

    @classmethod
    def on_turn(cls, act: Act, owed: Commitment, turn: Turn) -> None:
        ask = of(act, owed)
        marks: dict[str, object] = {"uncounted": True}
        if turn in ANSWERS:
            marks |= {"first_answer_at": ask.first_answer_at or act.at, "silent_since": None}
        if turn in (Turn.REPORT, Turn.ACCEPT):
            marks["done_at"] = ask.done_at or act.at
        elif turn == Turn.GIVE_BACK:
            marks["done_at"] = None
        elif turn == Turn.MOVE:
            marks["moved_at"] = ask.moved_at or act.at
        elif turn == Turn.MISS:
            marks["missed_at"] = ask.missed_at or act.at
        if turn in (Turn.MISS, Turn.INSIST):
            marks |= {"silent_since": act.at, "turned_to": 0, "attend_at": act.at}
        if turn is Turn.WITHDRAW:
            _say_over(act, ask, owed)
        act.change(ask, **marks)

    @classmethod
    def on_late(cls, act: Act, owed: Commitment, there: Routing) -> Commitment:
        """Their time has passed: it is owed on for another working day, and the ask goes along."""
        times, ask = times_for(act, owed.problem, there.on_duty.levels), of(act, owed)
        due = times.next_news_due(act.at, hurts_badly=False)
        successor = machine.owe_again(act, owed, due)
        act.change(ask, commitment=successor)
        return successor

    @classmethod
    def on_debtor_leaves(cls, act: Act, problem: Problem, owed: Commitment, there: Routing) -> None:
        """They never leave our house; whoever removes one of theirs chooses another first."""


def of(act: Act, owed: Commitment) -> Ask:
    """Part of verbs: the ask that `owed` belongs to."""
    rows = Ask.objects.filter(commitment=owed).select_related("commitment__problem")
    return act.rows(rows)[0]


def _say_over(act: Act, ask: Ask, owed: Commitment) -> None:
    """Nobody of theirs works on for nothing: whoever was asked hears that it is over."""
    said_by = act.by.id if act.by.is_person else None
    with speaking(owed.debtor.reads_in):
        text = _("We don’t need this any more. Thank you for what you did so far.")
    keep(act, ask, kind=AskMessageKind.OURS, text=text, said_by=said_by, to=owed.debtor)
