"""The promise of the next news: made, kept, brought forward, missed. Every problem has one open."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from buckstop.coverage.rules.ladders import Rung, When, Whom
from buckstop.kit.reading import Given, reading
from buckstop.ledger.actor import Actor
from buckstop.ledger.entries import Audience, Fact
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions import holding
from buckstop.problems.actions.levels import times_for
from buckstop.problems.commitments import kind as kinds
from buckstop.problems.commitments.kind import Kind, OneOpen, Section, in_time
from buckstop.problems.commitments.machine import Turn, take
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import Held
from buckstop.problems.models.commitment import NEWS, CommitmentState
from buckstop.problems.permissions.problem import may_keep
from buckstop.problems.rules.order import Expected
from buckstop.problems.rules.promises import NEWS_AFTER_A_MISS_WITHIN, check_due
from buckstop.problems.rules.routing import Routing

SOON = timedelta(minutes=5)
"""Within which news is due again that was taken back after its time."""


class Update(Kind, code=NEWS):
    """News, owed to every customer of a problem: G2, which the database holds."""

    one = _("an update")
    begins = _("An update")
    label = _("News")
    thing = "promise of news"
    audience = Audience.CUSTOMER
    section = Section.NEWS
    turns = frozenset({Turn.MOVE})
    one_open = OneOpen.HELD
    stays = False
    is_news = True
    ladder = (Rung(When.BEFORE, 15, Whom.WATCH), Rung(When.AFTER, 0, Whom.WATCH))
    work = Expected(minutes=10, asks=_("You owe an update."), near=_("the promise is near"))
    asks = _("news owed")
    title = "%(title)s"
    what = _("News is promised")
    awaited = _("news on “%(title)s”")

    @classmethod
    def on_time(cls, act: Act, problem: Problem, owed: Commitment, due: datetime) -> None:
        super().on_time(act, problem, owed, due)
        act.change(problem, news_due=due)

    @classmethod
    def near(cls, owed: Commitment, rung: Rung, person: UUID) -> Fact:
        if rung.whom is not Whom.WATCH:
            return super().near(owed, rung, person)
        return promising.MissNear(commitment=owed.pk, watch=person, due=owed.due)

    @classmethod
    def heir(cls, act: Act, owed: Commitment, there: Routing) -> UUID:
        return kinds.heir_by_ladder(act, owed, there)

    @classmethod
    def on_late(cls, act: Act, owed: Commitment, there: Routing) -> Commitment:
        """Missed, for ever on record; the watch, as a rule, owes the next news, soon."""
        problem = act.lock(owed.problem)
        debtor = cls.heir(act, owed, there)
        times = times_for(act, problem, there.on_duty.levels)
        due = times.after(act.at, NEWS_AFTER_A_MISS_WITHIN)
        take(act, owed, Turn.MISS)
        successor = promise_news(act, problem, debtor=debtor, due=due, follows=owed)
        act.record(
            promising.NewsMissed(
                commitment=owed.pk,
                debtor=owed.debtor_id,
                due=owed.due,
                successor=successor.pk,
                next_due=due,
                next_debtor=debtor,
            ),
            on=problem,
        )
        return successor

    @classmethod
    def on_owner_change(
        cls, act: Act, problem: Problem, owed: Commitment, before: UUID, owner: UUID
    ) -> None:
        """The new owner's, whoever carried it: they hear that it isn't theirs any more."""
        carried_by = owed.debtor_id
        _owes_it(act, problem, owed, owner)
        if carried_by not in (before, owner):
            _goes_back(act, problem, owed, carried_by)

    @classmethod
    def on_replayed_time(cls, problem: dict[str, Any], due: object) -> None:
        problem["news_due"] = due


def promise_news(
    act: Act, problem: Problem, *, debtor: UUID, due: datetime, follows: Commitment | None = None
) -> Commitment:
    """Part of verbs: promise the next news by `due`."""
    promised = kinds.make(
        act,
        Update,
        problem,
        debtor=debtor,
        due=due,
        creditor=None,
        state=CommitmentState.PROMISED,
        follows=follows,
    )
    act.change(problem, news_due=due)
    act.record(promising.NewsPromised(commitment=promised.pk, debtor=debtor, due=due), on=problem)
    return promised


def open_promise(act: Act, problem: Problem) -> Commitment:
    """Part of verbs: the one open promise of news; read once, while it is open."""
    for one in act.holding(Commitment):
        if one.kind == NEWS and one.problem_id == problem.pk and one.ended_at is None:
            return one
    return act.read(_open_promise, problem=problem.pk)[0]


@reading
def _open_promise() -> "QuerySet[Commitment]":
    given: Any = Given("problem")
    return Commitment.objects.filter(problem=given, kind=NEWS, ended_at=None)


def _owes_it(act: Act, problem: Problem, owed: Commitment, person: UUID) -> None:
    act.change(owed, debtor_id=person)
    act.record(
        promising.NewsDebtorChanged(commitment=owed.pk, debtor=person, due=owed.due), on=problem
    )


def _goes_back(act: Act, problem: Problem, owed: Commitment, person: UUID) -> None:
    act.record(
        promising.NewsGoesBack(commitment=owed.pk, person=person, debtor=owed.debtor_id),
        on=problem,
    )


def hand_news_to(act: Act, problem: Problem, person: UUID) -> None:
    """Part of verbs: `person` owes the promise that is open, in time or what is owed instead."""
    _owes_it(act, problem, in_time(act, open_promise(act, problem)), person)


def keep(
    problem: Problem,
    *,
    by: Actor,
    at: datetime,
    next_due: datetime | None = None,
    how: str = "mail",
) -> Commitment:
    """News was told: the open promise is kept, the next one made; returns the next one.

    What changed no step, understanding or ask since the last news is marked *no news*. `next_due`
    empty takes the service level's time.
    """
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_keep(problem, by))
        if next_due is None:
            times = times_for(act, problem)
            next_due = times.next_news_due(act.at, hurts_badly=problem.hurts == 2)
        next_due = check_due(next_due, act.at)
        kept = in_time(act, open_promise(act, problem))
        take(act, kept, Turn.ACCEPT)
        act.record(
            promising.NewsSent(commitment=kept.pk, news=problem.changed_since_news, how=how),
            on=problem,
        )
        act.change(
            problem,
            empty_updates=0 if problem.changed_since_news else problem.empty_updates + 1,
            changed_since_news=False,
        )
        return promise_news(act, problem, debtor=problem.owner_id, due=next_due, follows=kept)


def take_back(act: Act, problem: Problem, *, told_at: datetime, was_news: bool) -> None:
    """Part of verbs: the news of `told_at` was taken back before it left. The promise that it kept
    stands as kept, with this beside it; what is open now is due when that one was, or soon.

    Nothing happens where other news was told since: nobody is owed it again.
    """
    promise = open_promise(act, problem)
    kept = promise.follows
    if kept is None or kept.state != CommitmentState.KEPT or kept.ended_at != told_at:
        return
    empty = 0 if was_news else max(problem.empty_updates - 1, 0)
    act.change(
        problem,
        empty_updates=empty,
        changed_since_news=problem.changed_since_news or was_news,
    )
    taken_back = promising.NewsTakenBack(commitment=kept.pk, empty_updates=empty)
    act.record(taken_back, on=problem)
    bring_forward(act, problem, max(kept.due, act.at + SOON))


def bring_forward(act: Act, problem: Problem, due: datetime) -> None:
    """Part of verbs: promise the next news earlier; nothing happens where it is early enough."""
    act = act.by_the_desk()
    commitment = in_time(act, open_promise(act, problem))
    if due < commitment.due:
        was = commitment.due
        Update.on_time(act, problem, commitment, due)
        act.record(
            promising.PromiseBroughtForward(commitment=commitment.pk, was=was, due=due), on=problem
        )


def owe_again(case: Case, *, why: str, by: Actor, at: datetime) -> None:
    """News didn't reach the customer of `case` (`why`: bounced, failed, uncertain): owed again.

    The open promise is due as soon as a first word would be, and its owner owes it. Was the
    question whether it is solved lost with it, the clock doesn't count until somebody decides.
    Nothing happens where the case has ended.
    """
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        problem = act.lock(case.problem)
        if not case.is_waiting:
            return
        made = promising.NewsNotReceived(case=case.pk, contact=case.contact_id, why=why)
        act.record(made, on=problem, cases=(case.pk,))
        holding.hold(act, case, problem, because=Held.UNREACHED)
        owed = in_time(act, open_promise(act, problem))
        if owed.debtor_id != problem.owner_id:
            carried_by = owed.debtor_id
            _owes_it(act, problem, owed, problem.owner_id)
            _goes_back(act, problem, owed, carried_by)
        bring_forward(act, problem, times_for(act, problem).first_news_due(act.at))
