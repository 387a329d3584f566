"""A favour: somebody does a customer some good, and the customer sees it."""

from datetime import datetime

from buckstop.ledger.actor import Actor
from buckstop.ledger.entries import Audience
from buckstop.ledger.refused import Refusal
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.problems.commitments.kind import CONVERSATION, Kind, OneOpen
from buckstop.problems.commitments.machine import Turn
from buckstop.problems.commitments.owed import owe
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.rules.order import Expected


class Favour(Kind, code="favour"):
    """One at a time for each case."""

    one = "a favour"
    begins = "A favour"
    label = "Favour"
    audience = Audience.CUSTOMER
    turns = CONVERSATION | {Turn.MOVE}
    one_open = OneOpen.OF_CASE
    open_already = Refusal("favour-already", "One favour at a time.")
    work = Expected(minutes=20, asks="A favour is asked of you.")
    asks = "favour"
    asked = "%(who)s asks a favour of you"


def ask_favour(
    problem: Problem,
    *,
    what: str,
    of: Person,
    due: datetime,
    by: Actor,
    at: datetime,
    case: Case | None = None,
) -> Commitment:
    """Ask a favour of somebody."""
    with acting(problem, by=by, at=at) as act:
        return owe(act, problem, Favour, what=what, debtor=of, due=due, case=case)
