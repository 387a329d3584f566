"""What we understood, for one customer or for all, and how they correct it."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.coverage.queries import who_is_on_duty
from buckstop.kit.text import shortened, storable
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.problems.actions import holding
from buckstop.problems.actions.levels import times_for
from buckstop.problems.actions.scopes import scope
from buckstop.problems.commitments import update
from buckstop.problems.entries import cases as entries
from buckstop.problems.models import Case, Commitment, Problem, Understanding
from buckstop.problems.models.case import Held
from buckstop.problems.models.problem import TITLE
from buckstop.problems.permissions import cases as may
from buckstop.problems.permissions.problem import (
    may_change_hurt,
    may_retitle,
    may_understand,
    may_widen,
)
from buckstop.problems.queries.levels import need_of
from buckstop.problems.rules import acting as who
from buckstop.problems.rules.climbing import watch


def understand(
    problem: Problem,
    *,
    what: str,
    by: Actor,
    at: datetime,
    case: Case | None = None,
    since: str = "",
    hit: str = "",
) -> Understanding:
    """Write what we understood: what, since when, who is hit; with `case`, for that one only."""
    said = who.check_words(what, "what", _("Say what you understood."))
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        case = act.lock(case) if case else None
        check(may_understand(problem, by, case=case))
        case = scope(act, problem, case)
        row = Understanding(
            problem=problem,
            case=case,
            what=act.body(said),
            since=storable(since).strip()[:120],
            hit=storable(hit).strip()[:200],
            written_by=by.key,
            at=act.at,
        )
        act.add(row)
        act.change(problem, changed_since_news=True)
        act.record(
            entries.UnderstandingWritten(understanding=row.pk, what=row.what.digest),
            cases=(case.pk,) if case else (),
        )
    return row


def correct(case: Case, *, text: str, by: Actor, at: datetime) -> None:
    """The customer says that's not it, and what it is; the owner must look."""
    said = who.check_words(text, "text", _("Say what it is instead."))
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_correct(case, by))
        problem = act.lock(case.problem)
        act.change(problem, unheard_since=problem.unheard_since or act.at)
        act.record(
            entries.UnderstandingCorrected(case=case.pk, correction=act.body(said).digest),
            cases=(case.pk,),
        )
        holding.hold(act, case, problem, because=Held.ANSWERED)


def widen(row: Understanding | Commitment, *, by: Actor, at: datetime) -> None:
    """Show to every customer what was told to one."""
    with acting(row.problem, by=by, at=at) as act:
        row = act.lock(row)
        check(may_widen(row, act.lock(row.problem), by))
        was_for = row.case_id
        assert was_for is not None
        if isinstance(row, Understanding):
            act.add(_for_all(row, act.at))
            thing = "understanding"
        else:
            act.change(row, case=None)
            thing = row.kind
        act.change(act.lock(row.problem), changed_since_news=True)
        what = digest_of(row.what) if isinstance(row, Understanding) else ""
        act.record(entries.Widened(thing=thing, row=row.pk, was_for=was_for, what=what))


def _for_all(row: Understanding, at: datetime) -> Understanding:
    return Understanding(
        problem=row.problem,
        what=row.what,
        since=row.since,
        hit=row.hit,
        written_by=row.written_by,
        at=at,
    )


def change_hurt(problem: Problem, *, hurts: int, by: Actor, at: datetime) -> None:
    """Say how much it hurts now: 0 it can wait, 1 it slows them down, 2 it stops them."""
    who.check_hurts(hurts)
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_change_hurt(problem, by))
        was = problem.hurts
        if was != hurts:
            act.change(problem, hurts=hurts)
            act.record(entries.HurtChanged(was=was, hurts=hurts))


def retitle(problem: Problem, *, title: str, by: Actor, at: datetime) -> None:
    """Give the problem another title; each customer keeps seeing their own."""
    said = who.check_words(title, "title", _("Say in a few words what is wrong."))
    said = shortened(said, TITLE)
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_retitle(problem, by))
        act.change(problem, title=said)
        act.record(entries.TitleChanged(title=act.body(said).digest))


def cannot_wait(case: Case, *, by: Actor, at: datetime) -> None:
    """The customer says that it can't wait: news is due in half an hour by the clock."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_cannot_wait(case, by))
        problem = act.lock(case.problem)
        act.change(problem, hurts=2, unheard_since=problem.unheard_since or act.at)
        there = who_is_on_duty(act.at)
        reached = watch(there, problem.team_id, problem.owner_id)
        need = need_of(case, problem, there.levels)
        team = there.levels.on_call(need, act.at)
        on_call = tuple(there.desk(team).watch) if team in there.desks and team else ()
        made = entries.CannotWait(case=case.pk, watch=reached, on_call=on_call)
        act.record(made, cases=(case.pk,))
        soonest = times_for(act, problem).soonest
        update.bring_forward(act, problem, act.at + soonest)
