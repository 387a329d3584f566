"""The plan, and what others owe."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.doors.components.details import details
from buckstop.doors.components.shown.problem import Step
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.presenting import cases
from buckstop.problems.commitments import kind
from buckstop.problems.commitments.kind import Section
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.queries.problem_view import ProblemView

_WORDS: dict[str, str] = {
    CommitmentState.REQUESTED: gettext_noop("not answered yet"),
    CommitmentState.PROMISED: gettext_noop("promised"),
    CommitmentState.KEPT: gettext_noop("done"),
    CommitmentState.DECLINED: gettext_noop("declined"),
    CommitmentState.WITHDRAWN: gettext_noop("taken back"),
    CommitmentState.MISSED: gettext_noop("missed"),
}


def plan(seen: ProblemView, on: Subject) -> list[Step]:
    """Steps in the order of their times; what has ended stays, with how it ended."""
    rows = [row for row in seen.commitments if kind.of(row).section is Section.PLAN]
    rows.sort(key=lambda row: (row.due, row.made_at))
    coming = next(
        (row.pk for row in rows if row.is_owed and row.state != CommitmentState.REPORTED), None
    )
    return [_step(row, seen, on, coming == row.pk) for row in rows]


def owed(seen: ProblemView, on: Subject) -> list[Step]:
    """Asks, escalations and the open offer: what is open, or answered and not yet looked at."""
    rows = [row for row in seen.commitments if kind.of(row).section is Section.OTHERS]
    shown = [row for row in rows if row.is_owed or row.state in kind.of(row).still_tells]
    return [_step(row, seen, on, False) for row in shown]


def _step(row: Commitment, seen: ProblemView, on: Subject, is_next: bool) -> Step:
    theirs = not row.debtor.is_staff_member
    return Step(
        id=str(row.pk),
        what=_what(row),
        who=who(row, seen, on),
        by=row.due,
        state=row.state,
        state_words=_ended_with(row, seen) or state(row),
        theirs=theirs,
        next=is_next,
        at=row.ended_at,
        scope=cases.scope(seen, row.case_id) if row.case_id and len(seen.cases) > 1 else "",
        acts=buttons(Spot.STEP, replace(on, row=row)),
        details=details(row, now=on.reader.now, zone=on.reader.zone),
    )


def _what(row: Commitment) -> str:
    said = str(row.what) if row.what else _(kind.of(row).what)
    answer = str(row.answer or "")
    there = answer and (not row.is_owed or row.state == CommitmentState.REPORTED)
    return f"{said} — {answer}" if there else said


def who(row: Commitment, seen: ProblemView, on: Subject) -> str:
    """Who owes it, or the team that was asked and hasn't answered."""
    if row.asks_team and row.team_id and on.on_duty:
        return on.on_duty.teams.get(row.team_id, row.debtor.public_name)
    case = next((case for case in seen.cases if case.pk == row.case_id), None)
    if not row.debtor.is_staff_member and case is not None:
        return str(case.customer or row.debtor.public_name)
    return row.debtor.public_name


def _ended_with(row: Commitment, seen: ProblemView) -> str:
    """What nobody took back, but ended with the problem or with its case."""
    if row.state != CommitmentState.WITHDRAWN:
        return ""
    if row.case_id and any(c.pk == row.case_id and c.ended_at == row.ended_at for c in seen.cases):
        return _("ended with the case")
    return _("ended with the problem") if row.ended_at == seen.problem.closed_at else ""


def state(row: Commitment) -> str:
    """How it stands, in words."""
    theirs = not row.debtor.is_staff_member
    if row.state == CommitmentState.REPORTED:
        answered = row.answer_id and kind.of(row).answers
        said = _("%(who)s answered") if answered else _("done, says %(who)s")
        return said % {"who": row.debtor.public_name}
    if stands := kind.of(row).stands(row):
        return _(stands)
    if theirs and row.state == CommitmentState.REQUESTED:
        return _("still waiting for them")
    return _(_WORDS[row.state])
