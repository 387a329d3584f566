"""The crew of a problem: everybody with a part in it, and who owes what to whom."""

from collections import defaultdict
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.doors.components.shown.problem import Debt, Mate
from buckstop.doors.desk.acts.spots import Subject
from buckstop.doors.desk.pages.problem.steps import state, who
from buckstop.doors.desk.presenting import problems
from buckstop.problems.commitments import kind
from buckstop.problems.commitments.kind import Section
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.queries.problem_view import ProblemView


def crew(seen: ProblemView, on: Subject) -> list[Mate]:
    """Its owner first, then who must do something first; empty where the owner is alone."""
    owner = seen.problem.owner_id
    parts: dict[UUID, list[Commitment]] = defaultdict(list)
    parts[owner] = []
    followed = {row.follows_id for row in seen.commitments}
    for row in sorted(seen.commitments, key=lambda one: one.due):
        if _is_part(row) and row.pk not in followed:
            parts[_whose(row, seen)].append(row)
    if len(parts) < 2:
        return []
    names = {_whose(rows[0], seen): who(rows[0], seen, on) for rows in parts.values() if rows}
    names[owner] = seen.problem.owner.public_name
    mates = [(key != owner, _mate(names[key], rows, seen, on)) for key, rows in parts.items()]
    return [
        mate if other else replace(mate, note=_("owns it"))
        for other, mate in sorted(mates, key=lambda one: (one[0], not one[1].owes))
    ]


def _is_part(row: Commitment) -> bool:
    """What was taken back is nobody's part; of news only what is owed now."""
    if row.is_owed:
        return True
    return kind.of(row).section is not Section.NEWS and row.state != CommitmentState.WITHDRAWN


def _whose(row: Commitment, seen: ProblemView) -> UUID:
    """Who it is: the person, the customer for whom a contact does it, or the team that was asked;
    of two people with one name each has a part of their own."""
    if row.asks_team and row.team_id:
        return row.team_id
    case = next((case for case in seen.cases if case.pk == row.case_id), None)
    theirs = case is not None and not row.debtor.is_staff_member
    return case.side if case is not None and theirs else row.debtor_id


def _mate(name: str, rows: list[Commitment], seen: ProblemView, on: Subject) -> Mate:
    owes = [_debt(row, seen) for row in rows if row.is_owed]
    if owes or not rows:
        return Mate(name=name, owes=owes)
    if all(row.state == CommitmentState.KEPT for row in rows):
        return Mate(name=name, note=_("has done their part"))
    other = [row for row in rows if row.state != CommitmentState.KEPT]
    return Mate(name=name, note=state(max(other, key=lambda row: row.ended_at or on.reader.now)))


def _debt(row: Commitment, seen: ProblemView) -> Debt:
    to = row.creditor.public_name if row.creditor else _("the customers")
    return Debt(to=to, what=problems.owed_says(row), by=row.due, state=state(row))
