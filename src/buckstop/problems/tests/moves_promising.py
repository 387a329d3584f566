"""Moves: news, steps, asks, escalations, and the clock."""

from datetime import datetime, timedelta
from typing import Any

from buckstop.coverage.models import Team
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.problems.actions import attending
from buckstop.problems.commitments import escalation, owed, update
from buckstop.problems.commitments.ask import ask, ask_team, look_again
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment, Escalation, Problem
from buckstop.problems.tests.moves import Chance, Verb, move


@move(update.keep)
def keeps(c: Chance) -> None:
    problem = c.row(Problem)
    next_due = c.due() if c.chance(3) else None
    update.keep(problem, by=c.owner(problem), at=c.at, next_due=next_due)


@move(owed.move)
def moves(c: Chance) -> None:
    commitment = c.open_row(Commitment, {"ended_at": None}, kind__in=["update", "step"])
    to = commitment.due + timedelta(hours=c.of((2, 30, -1)))
    owed.move(commitment, to=to, reason=c.words(), by=c.owner(commitment), at=c.at)


@move(update.owe_again)
def owes_again(c: Chance) -> None:
    case = c.open_row(Case, {"state": "asked"})
    why = c.of(("bounced", "failed", "uncertain"))
    update.owe_again(case, why=why, by=DESK, at=c.at)


@move(add_step)
def adds_step(c: Chance) -> None:
    problem = c.row(Problem)
    case = None
    if c.chance(2):
        case = c.row(Case) if c.chance(5) else c.row(Case, problem=problem)
    debtor = c.of((c.world.ines, c.world.olaf)) if c.chance(3) else c.staff()
    add_step(
        problem, what=c.words(), debtor=debtor, due=c.due(), by=c.owner(problem), at=c.at, case=case
    )


@move(ask)
def asks(c: Chance) -> None:
    problem = c.row(Problem)
    of = c.world.ines if c.chance(9) else c.staff()
    ask(problem, what=c.words(), of=of, due=c.due(), by=c.owner(problem), at=c.at)


@move(ask_team)
def asks_a_team(c: Chance) -> None:
    problem, team = c.row(Problem), c.row(Team)
    ask_team(problem, what=c.words(), team=team, due=c.due(), by=c.owner(problem), at=c.at)


@move(look_again)
def looks_again(c: Chance) -> None:
    problem = c.row(Problem)
    look_again(problem, what=c.words(), due=c.due(), by=c.owner(problem), at=c.at)


def planned(c: Chance) -> Commitment:
    """A step or an ask; sometimes what is none."""
    if c.chance(9):
        return c.row(Commitment)
    return c.open_row(Commitment, {"ended_at": None}, kind__in=["step", "ask"])


@move(owed.promise, owed.counter, owed.decline, owed.not_waiting_for_me, owed.report)
def debtor_answers(c: Chance) -> None:
    row = planned(c)
    by = c.by() if c.chance(4) else debtor_of(row)
    said = c.words()
    verbs: dict[Verb, dict[str, Any]] = {
        owed.report: {"answer": said},
        owed.promise: {},
        owed.counter: {"due": c.due(), "reason": said},
        owed.decline: {"reason": said},
        owed.not_waiting_for_me: {},
    }
    verb = c.of(verbs)
    verb(row, by=by, at=c.at, **verbs[verb])


def debtor_of(row: Commitment) -> Actor:
    debtor = row.debtor
    if debtor.is_staff_member:
        return debtor.actor()
    case = Case.objects.filter(contact=debtor).order_by("-pk").first()
    return Actor(ActorKind.CONTACT, debtor.pk, case=case.pk if case else None)


@move(owed.accept, owed.give_back, owed.withdraw)
def creditor_judges(c: Chance) -> None:
    row = planned(c)
    verbs: dict[Verb, dict[str, datetime]] = {
        owed.accept: {},
        owed.give_back: {"due": c.due()},
        owed.withdraw: {},
    }
    verb = c.of(verbs)
    verb(row, by=c.owner(row), at=c.at, **verbs[verb])


@move(escalation.escalate)
def escalates(c: Chance) -> None:
    case = c.row(Case) if c.chance(2) else None
    problem = case.problem if case and not c.chance(6) else c.row(Problem)
    by = c.theirs(case) if case else c.owner(problem)
    to = c.staff() if c.chance(4) else None
    escalation.escalate(problem, reason=c.words(), by=by, at=c.at, case=case, to=to)


@move(escalation.answer)
def answers(c: Chance) -> None:
    asked = c.open_row(Escalation, {"commitment__ended_at": None}).commitment
    by = c.by() if c.chance(3) else asked.debtor.actor()
    escalation.answer(asked, text=c.words(), backs_owner=c.chance(2), by=by, at=c.at)


@move(escalation.credit)
def credits_it(c: Chance) -> None:
    escalation.credit(c.row(Escalation), by=c.by(), at=c.at)


@move(attending.attend_commitments)
def clock_attends_commitments(c: Chance) -> None:
    attending.attend_commitments(at=c.world.now, limit=c.of((200, 1, 3)))


@move(attending.attend_cases)
def clock_attends_cases(c: Chance) -> None:
    attending.attend_cases(at=c.world.now, limit=c.of((200, 1, 3)))
