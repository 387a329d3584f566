"""For each verb that somebody may be refused: what its permission says of rows as a page has read
them, and the verb itself, with words and times that are in order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

from buckstop.coverage.models import Team
from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.problems.actions import ownership, teams
from buckstop.problems.commitments import escalation, handoff, owed, update
from buckstop.problems.commitments.ask import ask, look_again
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import (
    Case,
    Commitment,
    Escalation,
    Handoff,
    Problem,
    Tenure,
    Understanding,
    Word,
)
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.permissions import escalation as above
from buckstop.problems.permissions import owed as of_owed
from buckstop.problems.permissions import ownership as owning
from buckstop.problems.permissions import problem as of_problem

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Try:
    """Somebody at an instant."""

    by: Actor
    at: datetime

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    @property
    def waiting(self) -> bool:
        """Whether the case in which a customer speaks waits."""
        return self.by.case is None or Case.objects.get(pk=self.by.case).is_waiting


type May = Callable[[Try, Any], Refusal | None]
type Do = Callable[[Try, Any], object]


@dataclass(frozen=True)
class Offer:
    """`rows` that it could be about; what its permission `says` of one; the verb; and the codes
    by which it refuses `besides`, for what no permission can know."""

    rows: Callable[[Try], Iterable[Any]]
    says: May
    do: Do
    besides: frozenset[str] = frozenset()


def _owed(t: Try) -> Iterable[Commitment]:
    """What was missed is left out: a verb is then about what is owed instead."""
    rows = Commitment.objects.exclude(state=CommitmentState.MISSED)
    return rows.select_related("problem", "debtor")


def all_cases(t: Try) -> Iterable[Case]:
    return Case.objects.select_related("problem")


def all_problems(t: Try) -> Iterable[Problem]:
    return Problem.objects.all()


def _people(t: Try) -> Iterable[Person]:
    return Person.objects.all()


def _asked(t: Try) -> Iterable[Commitment]:
    """What is late is left out: it climbs first, to whom only the verb finds."""
    rows = Commitment.objects.filter(kind=escalation.Escalation.code)
    on_time = rows.exclude(state=CommitmentState.MISSED).select_related("debtor")
    return [row for row in on_time if not row.is_late(t.at)]


def with_cases(t) -> Iterable[tuple[Problem, Case | None]]:
    return product(all_problems(t), [None, *all_cases(t)])


def scoped(t: Try) -> Iterable[Understanding | Commitment]:
    return [*Understanding.objects.all(), *Commitment.objects.all()]


def _offered(problem: Problem) -> bool:
    rows = Commitment.objects.filter(problem=problem, kind=handoff.Handoff.code)
    return handoff.open_offer(rows) is not None


def _asked_above(problem: Problem, case: Case | None) -> bool:
    rows = Commitment.objects.filter(problem=problem)
    return escalation.open_above(rows, case=case.pk if case else None) is not None


def _tenure(problem: Problem) -> dict[str, Any]:
    found = Tenure.objects.filter(problem=problem, ends_at=None).first()
    return {"how": found.how if found else "", "since": problem.owner_since}


def word_of(case: Case) -> Word | None:
    return Word.objects.filter(case=case).order_by("-at", "-pk").first()


OWED: dict[str, Offer] = {
    "owed.promise": Offer(
        _owed,
        lambda t, row: of_owed.may_promise(row, t.by, waiting=t.waiting),
        lambda t, row: owed.promise(row, **t.who),
    ),
    "owed.counter": Offer(
        _owed,
        lambda t, row: of_owed.may_counter(row, t.by, t.at, waiting=t.waiting),
        lambda t, row: owed.counter(row, due=t.at + HOUR, reason="Later", **t.who),
    ),
    "owed.report": Offer(
        _owed,
        lambda t, row: of_owed.may_report(row, t.by, waiting=t.waiting),
        lambda t, row: owed.report(row, **t.who),
    ),
    "owed.decline": Offer(
        _owed,
        lambda t, row: of_owed.may_decline(row, t.by, waiting=t.waiting),
        lambda t, row: owed.decline(row, reason="No", **t.who),
    ),
    "owed.not_waiting_for_me": Offer(
        _owed,
        lambda t, row: of_owed.may_not_waiting_for_me(row, t.by, waiting=t.waiting),
        lambda t, row: owed.not_waiting_for_me(row, **t.who),
    ),
    "owed.accept": Offer(
        _owed,
        lambda t, row: of_owed.may_accept(row, t.by),
        lambda t, row: owed.accept(row, **t.who),
    ),
    "owed.give_back": Offer(
        _owed,
        lambda t, row: of_owed.may_give_back(row, t.by),
        lambda t, row: owed.give_back(row, due=t.at + HOUR, **t.who),
    ),
    "owed.withdraw": Offer(
        _owed,
        lambda t, row: of_owed.may_withdraw(row, t.by),
        lambda t, row: owed.withdraw(row, **t.who),
    ),
    "owed.move": Offer(
        _owed,
        lambda t, row: of_owed.may_move(row, t.by, t.at),
        lambda t, row: owed.move(row, to=row.due + HOUR, reason="Their log", **t.who),
    ),
    "step.add_step": Offer(
        lambda t: product(all_problems(t), _people(t), [None, *all_cases(t)]),
        lambda t, row: of_owed.may_add_step(row[0], t.by, debtor=row[1], case=row[2]),
        lambda t, row: add_step(
            row[0], what="Look", debtor=row[1], due=t.at + HOUR, case=row[2], **t.who
        ),
    ),
    "ask.look_again": Offer(
        all_problems,
        lambda t, row: of_owed.may_look_again(row, t.by),
        lambda t, row: look_again(row, what="Look", due=t.at + HOUR, **t.who),
        besides=frozenset({"past-the-promise"}),
    ),
    "ask.ask": Offer(
        lambda t: product(all_problems(t), _people(t)),
        lambda t, row: of_owed.may_ask(row[0], t.by, of=row[1]),
        lambda t, row: ask(row[0], what="Look", of=row[1], due=t.at + HOUR, **t.who),
    ),
    "escalation.escalate": Offer(
        with_cases,
        lambda t, row: above.may_escalate(
            row[0], t.by, case=row[1], asked=_asked_above(row[0], row[1])
        ),
        lambda t, row: escalation.escalate(row[0], reason="Long", case=row[1], **t.who),
    ),
    "escalation.answer": Offer(
        _asked,
        lambda t, row: above.may_answer(row, t.by),
        lambda t, row: escalation.answer(row, text="Yes", backs_owner=True, **t.who),
    ),
    "escalation.credit": Offer(
        lambda t: Escalation.objects.select_related("commitment"),
        lambda t, row: above.may_credit(row, row.commitment, t.by),
        lambda t, row: escalation.credit(row, **t.who),
    ),
    "update.keep": Offer(
        all_problems,
        lambda t, row: of_problem.may_keep(row, t.by),
        lambda t, row: update.keep(row, **t.who),
    ),
}

OWNING: dict[str, Offer] = {
    "handoff.offer": Offer(
        lambda t: product(all_problems(t), _people(t)),
        lambda t, row: owning.may_offer(row[0], t.by, to=row[1], offered=_offered(row[0])),
        lambda t, row: handoff.offer(row[0], to=row[1], brief="Here", **t.who),
    ),
    "handoff.accept": Offer(
        lambda t: Handoff.objects.select_related("commitment__debtor"),
        lambda t, row: owning.may_accept(row.commitment, t.by, t.at),
        lambda t, row: handoff.accept(row, **t.who),
    ),
    "handoff.decline": Offer(
        lambda t: Handoff.objects.select_related("commitment__debtor"),
        lambda t, row: owning.may_decline(row.commitment, t.by, t.at),
        lambda t, row: handoff.decline(row, reason="No", **t.who),
    ),
    "handoff.withdraw": Offer(
        lambda t: Handoff.objects.select_related("commitment__debtor", "commitment__problem"),
        lambda t, row: owning.may_withdraw(row.commitment, row.commitment.problem, t.by, t.at),
        lambda t, row: handoff.withdraw(row, **t.who),
    ),
    "teams.move_to_team": Offer(
        lambda t: product(all_problems(t), (None, *Team.objects.all())),
        lambda t, row: of_problem.may_move_to_team(row[0], t.by, team=row[1]),
        lambda t, row: teams.move_to_team(row[0], team=row[1], **t.who),
    ),
    "ownership.take": Offer(
        all_problems,
        lambda t, row: owning.may_take(row, t.by, who_is_on_duty(t.at)),
        lambda t, row: ownership.take(row, **t.who),
    ),
    "ownership.hand_back": Offer(
        all_problems,
        lambda t, row: owning.may_hand_back(row, t.by, at=t.at, **_tenure(row)),
        lambda t, row: ownership.hand_back(row, reason="No", **t.who),
        besides=frozenset({"buck-stops"}),
    ),
    "ownership.leave": Offer(
        lambda t: Person.objects.exclude(role="contact"),
        lambda t, row: owning.may_leave(row, bucks=who_is_on_duty(t.at).bucks),
        lambda t, row: ownership.leave(row, **t.who),
    ),
    "ownership.change_role": Offer(
        lambda t: product(Person.objects.exclude(role="contact"), ("colleague", "lead")),
        lambda t, row: owning.may_change_role(
            row[0], role=row[1], bucks=who_is_on_duty(t.at).bucks
        ),
        lambda t, row: ownership.change_role(row[0], role=row[1], **t.who),
    ),
}


def actors() -> list[Actor]:
    """Everybody who could try: staff of each role, a contact on each case, programs."""
    staff = [person.actor() for person in Person.objects.exclude(role="contact").order_by("pk")]
    theirs = [
        Actor(ActorKind.CONTACT, case.contact_id, case=case.pk)
        for case in Case.objects.order_by("pk")
    ]
    programs = [Actor(ActorKind.KEY, UUID(int=7), role=scope) for scope in ("read", "write")]
    return [*staff, *theirs, *programs]
