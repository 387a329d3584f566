"""A case moves to the problem it really belongs to; what was said and promised comes along."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions import fixing
from buckstop.problems.actions.opening import open_problem, reopen_if_closed
from buckstop.problems.commitments import aim, update
from buckstop.problems.commitments.kind import in_time
from buckstop.problems.entries import cases as entries
from buckstop.problems.models import Case, Commitment, Problem, Stay, Understanding
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.problem import State
from buckstop.problems.permissions import cases as may


def move_case(case: Case, *, to: Problem, by: Actor, at: datetime) -> Case:
    """It is the same trouble: the case joins `to`. A problem left without cases closes as moved."""
    source = case.problem
    if source.pk == to.pk:
        raise Refused("there-already", _("The case is on that problem already."), "to")
    with acting(source, to, by=by, at=at) as act:
        case, source, to = act.lock(case), act.lock(source), act.lock(to)
        check(may.may_move_case(case, by, to=to))
        if case.problem_id != source.pk:
            raise Refused("moved-before", _("Somebody moved this case a moment ago."))
        _in_time(act, source, to)
        _move(act, case, source, to)
        _keep_the_earlier_promises(act, source, to)
        if case.state == CaseState.OPEN and to.state == State.FIXED:
            reopen_if_closed(act, to, because="a case moved here isn't solved")
        _leave_behind(act, source)
    return case


def move_back(case: Case, *, by: Actor, at: datetime) -> Case:
    """The last move was a mistake: the case is where it came from, which runs again if it ended."""
    source, to = case.problem, came_from(case)
    if to is None:
        raise Refused("never-moved", _("This case was on no other problem."))
    with acting(source, to, by=by, at=at) as act:
        case, source, to = act.lock(case), act.lock(source), act.lock(to)
        check(may.may_move_back(case, by))
        if case.problem_id != source.pk:
            raise Refused("moved-before", _("Somebody moved this case a moment ago."))
        _in_time(act, source, to)
        reopen_if_closed(act, to, because="a case was moved back here")
        _move(act, case, source, to)
        _keep_the_earlier_promises(act, source, to)
        if not _began_alone(act, source):
            _leave_behind(act, source)
    return case


def came_from(case: Case) -> Problem | None:
    """The problem that it was on before; None where it was on no other."""
    stays = Stay.objects.filter(case=case, ends_at__isnull=False).exclude(problem=case.problem_id)
    last = stays.select_related("problem").order_by("ends_at", "pk").last()
    return last.problem if last else None


def move_out(case: Case, *, by: Actor, at: datetime) -> Case:
    """It isn't the same trouble: the case gets a problem of its own, with the same owner."""
    source = case.problem
    with acting(source, by=by, at=at) as act:
        case, source = act.lock(case), act.lock(source)
        check(may.may_move_out(case, source, by))
        own = open_problem(
            title=case.title, by=by, at=act.at, hurts=source.hurts, owner=source.owner_id
        )
        act.change(own, first_word_at=source.first_word_at)
        _in_time(act, source)
        _move(act, case, source, own)
        _keep_the_earlier_promises(act, source, own)
        if case.state == CaseState.ASKED:
            fixing.reopen_case(act, case, own)
        fixing.settle(act, source)
    return case


def _in_time(act: Act, *problems: Problem) -> None:
    """What is late already was missed there and then, and its customers read so."""
    for problem in problems:
        for owed in act.rows(
            Commitment.objects.filter(problem=problem, ended_at=None).select_related("problem")
        ):
            in_time(act, owed)


def _move(act: Act, case: Case, source: Problem, to: Problem) -> None:
    out = act.record(
        entries.CaseMovedOut(case=case.pk, number=to.number, chain=to.chain_id),
        on=source,
        cases=(case.pk,),
    )
    into = act.record(
        entries.CaseMovedIn(case=case.pk, number=source.number, chain=source.chain_id),
        on=to,
        cases=(case.pk,),
    )
    stay = act.rows(Stay.objects.filter(case=case, ends_at=None))[0]
    act.change(stay, ends_at=act.at, to_number=out.number)
    act.add(Stay(case=case, problem=to, from_number=into.number, starts_at=act.at))
    for commitment in act.rows(Commitment.objects.filter(case=case)):
        act.change(commitment, problem=to)
        if commitment.is_owed and commitment.creditor_id == source.owner_id:
            act.change(commitment, creditor_id=to.owner_id)
    for row in Understanding.objects.filter(case=case, problem=source):
        act.add(_carried(row, case, to))
    act.change(source, waiting_cases=source.waiting_cases - 1)
    act.change(to, waiting_cases=to.waiting_cases + 1)
    if source.unheard_since and to.unheard_since is None:
        act.change(to, unheard_since=source.unheard_since)
    act.change(to, hurts=max(to.hurts, source.hurts), changed_since_news=True)
    act.change(case, problem=to)


def _carried(row: Understanding, case: Case, to: Problem) -> Understanding:
    return Understanding(
        problem=to,
        case=case,
        what=row.what,
        since=row.since,
        hit=row.hit,
        written_by=row.written_by,
        at=row.at,
    )


def _keep_the_earlier_promises(act: Act, source: Problem, to: Problem) -> None:
    """Where both problems had promised news, the earlier time stands; so of the aims."""
    if to.state == State.OPEN:
        aim.keep_the_earlier(act, source, to)
    if source.news_due is not None:
        update.bring_forward(act, to, source.news_due)


def _began_alone(act: Act, problem: Problem) -> bool:
    """Whether it ran before any customer had it, as what a signal showed: then it goes on."""
    first = act.rows(Stay.objects.filter(problem=problem).order_by("starts_at")[:1])
    return bool(first) and first[0].starts_at > problem.opened_at


def _leave_behind(act: Act, source: Problem) -> None:
    left = act.rows(Case.objects.filter(problem=source))
    if not left and not source.is_closed:
        fixing.close(act, source, outcome="moved")
    else:
        fixing.settle(act, source)
