"""A step of the plan: what is done, by whom and by when, as the customers see it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.ledger.actor import Actor
from buckstop.ledger.entries import Audience, Fact
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems.actions.scopes import scope
from buckstop.problems.commitments import aim, machine
from buckstop.problems.commitments.kind import CONVERSATION, Kind, Section
from buckstop.problems.commitments.machine import Turn
from buckstop.problems.commitments.owed import owe
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.permissions.owed import may_add_step
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.order import Expected


class Step(Kind, code="step"):
    """Owed by staff or by a customer; the owner's own go over with the problem."""

    one = gettext_noop("a step")
    begins = gettext_noop("A step")
    label = gettext_noop("Step")
    audience = Audience.CUSTOMER
    section = Section.PLAN
    turns = CONVERSATION | {Turn.MOVE}
    work = Expected(minutes=45, asks=gettext_noop("A step that you owe."))
    asks = gettext_noop("step")
    answers = False

    @classmethod
    def fact(cls, owed: Commitment, what: str) -> Fact:
        return promising.StepAdded(
            commitment=owed.pk, debtor=owed.debtor_id, due=owed.due, what=what
        )

    @classmethod
    def on_turn(cls, act: Act, owed: Commitment, turn: Turn) -> None:
        if turn is Turn.GIVE_BACK:
            _aim_waits(act, owed)
        elif turn not in (Turn.PROMISE, Turn.COUNTER, Turn.MOVE):
            aim.run_on(act, owed.problem, aim.Because.TURN, of=owed)

    @classmethod
    def on_owner_change(
        cls, act: Act, problem: Problem, owed: Commitment, before: UUID, owner: UUID
    ) -> None:
        if owed.debtor_id == before:
            machine.hand_over(act, owed, owner)
        super().on_owner_change(act, problem, owed, before, owner)


def add_step(
    problem: Problem,
    *,
    what: str,
    debtor: Person,
    due: datetime,
    by: Actor,
    at: datetime,
    case: Case | None = None,
) -> Commitment:
    """A step of the plan, owed by staff or by a contact; with `case` only that case sees it."""
    said = check_words(what, "what", _("Say what is to be done."))
    with acting(problem, by=by, at=at) as act:
        case = scope(act, problem, case)
        case = act.lock(case) if case else None
        check(may_add_step(act.lock(problem), by, debtor=debtor, case=case))
        step = owe(act, problem, Step, what=said, debtor=debtor, due=due, case=case)
        _aim_waits(act, step)
        return step


def _aim_waits(act: Act, step: Commitment) -> None:
    """What a customer owes is what the aim for the fix waits for."""
    if not step.debtor.keeps_times:
        aim.wait_for(act, step)
