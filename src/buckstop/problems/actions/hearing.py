"""The customer wrote, and somebody read or answered it."""

from datetime import datetime

from buckstop.ledger.actor import Actor
from buckstop.ledger.models import Body
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions import fixing, holding
from buckstop.problems.commitments import aim
from buckstop.problems.entries import cases as entries
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import Held
from buckstop.problems.permissions.problem import may_read


def hear(
    case: Case,
    *,
    message: Body,
    by: Actor,
    at: datetime,
    reopens: bool = True,
    noted: bool = False,
) -> None:
    """The customer wrote `message`. A case that had ended is open again, where it `reopens`.

    On a case that was asked it is an answer: a person must say what it means. `noted`: they said
    it to one of us, who wrote it down.
    """
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        problem = act.lock(case.problem)
        speaker = by.person if by.is_person else case.contact_id
        kind = entries.WordsNoted if noted else entries.CustomerHeard
        contact = case.contact_id if noted else speaker
        made = kind(case=case.pk, contact=contact, message=message.digest)
        act.record(made, on=problem, cases=(case.pk,))
        if not case.is_waiting and reopens:
            fixing.reopen_case(act, case, problem)
        holding.hold(act, case, problem, because=Held.ANSWERED)
        if not problem.is_closed:
            act.change(problem, unheard_since=problem.unheard_since or act.at)
            aim.run_on(act, problem, aim.Because.WROTE)


def read(problem: Problem, *, by: Actor, at: datetime) -> None:
    """Somebody of the desk read what the customer wrote."""
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_read(problem, by, undecided=holding.waits_for_a_decision(problem)))
        if problem.unheard_since is not None:
            act.change(problem, unheard_since=None)
            act.record(entries.WordsRead())


def unsay(act: Act, problem: Problem, *, first: bool, unheard_since: datetime | None) -> None:
    """Part of verbs: a word of ours was taken back before it left. It was the `first`; what the
    customers wrote at `unheard_since` is unanswered again."""
    act.change(
        problem,
        first_word_at=None if first else problem.first_word_at,
        unheard_since=problem.unheard_since or unheard_since,
    )


def note_first_word(problem: Problem, *, by: Actor, at: datetime) -> None:
    """The first word of a human to the customer: from then on a change of owner is news."""
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        if problem.first_word_at is None:
            act.change(problem, first_word_at=act.at)
            act.record(entries.FirstWord())
        if problem.unheard_since is not None and not holding.waits_for_a_decision(problem):
            act.change(problem, unheard_since=None)
