"""The final answer that a law gives us a time for: kept by an answer, or by a holding letter."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.complaints import entries, queries
from buckstop.complaints import permissions as may
from buckstop.complaints.settings import TURN_TO
from buckstop.conversations.actions.telling import reply
from buckstop.conversations.wording.finding import Concern
from buckstop.coverage.queries import levels
from buckstop.coverage.rules.ladders import Rung, When, Whom
from buckstop.kit import said_time
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.entries import Audience
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.speaking import speaking
from buckstop.people.zones import house_zone_info
from buckstop.problems.actions.levels import times_for
from buckstop.problems.commitments import machine
from buckstop.problems.commitments.kind import Kind, OneOpen, Section, in_time, make
from buckstop.problems.commitments.machine import Turn, take
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.order import Expected
from buckstop.problems.rules.promises import check_due
from buckstop.problems.rules.routing import Routing

BATCH = 100


class FinalAnswer(Kind, code="final-answer"):
    """Owed by the owner to one customer; the watch hears of it while a quarter of it is left."""

    one = gettext_noop("the final answer")
    begins = gettext_noop("The final answer")
    label = gettext_noop("Our final answer")
    what = gettext_noop("The final answer, by the time that the law gives")
    thing = "final answer"
    audience = Audience.CUSTOMER
    section = Section.PLAN
    turns = frozenset()
    one_open = OneOpen.OF_CASE
    at_desk = True
    ladder = (Rung(When.SHARE, 75, Whom.WATCH), Rung(When.AFTER, 0, Whom.ABOVE))
    work = Expected(minutes=60, asks=gettext_noop("The law gives you until then to answer it."))
    asks = gettext_noop("final answer")
    answers = False
    awaited = gettext_noop("the final answer on “%(title)s”")

    @classmethod
    def on_late(cls, act: Act, owed: Commitment, there: Routing) -> Commitment:
        """Missed, on record; owed on at once."""
        times = times_for(act, owed.problem, there.on_duty.levels)
        return machine.owe_again(act, owed, times.next_news_due(act.at, hurts_badly=True))

    @classmethod
    def on_owner_change(
        cls, act: Act, problem: Problem, owed: Commitment, before: UUID, owner: UUID
    ) -> None:
        del before, owner
        machine.hand_over(act, owed, problem.owner_id)

    @classmethod
    def on_case_end(cls, act: Act, owed: Commitment) -> None:
        """Kept where they had an answer; else it ends with the case."""
        assert owed.case is not None, "it is owed of a case"
        if act.lock(owed.case).state in queries.ANSWERED:
            _keep(act, owed)
        else:
            super().on_case_end(act, owed)

    @classmethod
    def on_problem_end(cls, act: Act, owed: Commitment) -> None:
        cls.on_case_end(act, owed)


def owe_final_answers(*, at: datetime) -> int:
    """Part of the clock: owed of each case whose level has a limit, and kept where we said that it
    is fixed. Returns of how many."""
    found = queries.to_owe(levels(), BATCH)
    for case, days in found:
        with acting(case, by=DESK, at=at) as act:
            _owe(act, act.lock(case), days)
    asked = queries.answered(BATCH)
    for owed in asked:
        with acting(owed, by=DESK, at=at) as act:
            owed = in_time(act, act.lock(owed))
            if owed.is_owed:
                _keep(act, owed)
    return len(found) + len(asked)


def _owe(act: Act, case: Case, days: int) -> None:
    problem, due = act.lock(case.problem), case.opened_at + timedelta(days=days)
    if case.state != CaseState.OPEN or problem.is_closed or act.rows(queries.open_of(case)):
        return
    if due <= act.at:  # it was opened again, or got this level, after that
        due = times_for(act, problem).next_news_due(act.at, hurts_badly=True)
    _make(act, problem, case, due)


def _make(act: Act, problem: Problem, case: Case, due: datetime) -> None:
    owed = make(
        act,
        FinalAnswer,
        problem,
        debtor=problem.owner_id,
        due=due,
        creditor=None,
        case=case,
        state=CommitmentState.PROMISED,
    )
    made = entries.FinalAnswerOwed(commitment=owed.pk, debtor=owed.debtor_id, due=due)
    act.by_the_desk().record(made, on=problem, cases=(case.pk,))


def write_holding_letter(
    case: Case,
    *,
    why: str,
    until: datetime,
    by: Actor,
    at: datetime,
    overruled: Collection[Concern] = (),
) -> None:
    """Tell the customer why there is no final answer yet, and by when there is: it leaves as a
    letter of the writer's, and the answer is owed by then."""
    said = check_words(why, "why", _("Write why it takes longer."))
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        found = next(iter(act.rows(queries.open_of(case))), None)
        owed = in_time(act, found) if found else None
        check(may.may_write_holding_letter(by, owed))
        assert owed is not None, "else it is refused"
        until = check_due(until, act.at)
        reply(case, text=letter(case, said, until), by=by, at=act.at, overruled=overruled)
        _keep(act, owed)
        act.flush()
        _make(act, act.lock(case.problem), case, until)
        act.record(
            entries.HoldingLetterWritten(
                case=case.pk, was=owed.due, until=until, why=digest_of(act.body(said))
            ),
            on=case,
            cases=(case.pk,),
        )


def letter(case: Case, why: str, until: datetime) -> str:
    """Why and when, and whom they may turn to where the house says so."""
    with speaking(case.contact.reads_in):
        when = said_time.date_and_year(until.astimezone(house_zone_info()).date())
        promise = _("You have our final answer by %(when)s.") % {"when": when}
    return "\n\n".join(part for part in (why, promise, TURN_TO.value.strip()) if part)


def _keep(act: Act, owed: Commitment) -> None:
    take(act, owed, Turn.ACCEPT)
    act.record(
        promising.OwedKept(commitment=owed.pk, kind=owed.kind),
        on=owed.problem,
        cases=machine.cases(owed),
    )
