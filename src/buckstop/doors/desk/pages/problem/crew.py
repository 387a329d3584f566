"""The crew of a problem: everybody with a part in it, and who owes what to whom."""

from collections import defaultdict

from django.utils.translation import gettext as _

from buckstop.doors.components.shown.problem import Debt, Mate
from buckstop.doors.desk.acts.spots import Subject
from buckstop.doors.desk.pages.problem.steps import state, who
from buckstop.problems.commitments import kind
from buckstop.problems.commitments.kind import Section
from buckstop.problems.models import Commitment
from buckstop.problems.queries.problem_view import ProblemView


def crew(seen: ProblemView, on: Subject) -> list[Mate]:
    """Its owner first, then who must do something first; empty where the owner is alone."""
    owner = seen.problem.owner.public_name
    parts: dict[str, list[Commitment]] = defaultdict(list)
    parts[owner] = []
    for row in sorted(seen.commitments, key=lambda one: one.due):
        if kind.of(row).section is not Section.NEWS or row.is_owed:
            parts[who(row, seen, on)].append(row)
    if len(parts) < 2:
        return []
    mates = [_mate(name, rows, seen, name == owner) for name, rows in parts.items()]
    return sorted(mates, key=lambda one: (one.name != owner, not one.owes))


def _mate(name: str, rows: list[Commitment], seen: ProblemView, owns: bool) -> Mate:
    owes = [_debt(row, seen) for row in rows if row.is_owed]
    done = "" if owes else _("has done their part")
    return Mate(name=name, note=_("owns it") if owns else done, owes=owes)


def _debt(row: Commitment, seen: ProblemView) -> Debt:
    to = row.creditor.public_name if row.creditor else _("the customers")
    return Debt(to=to, what=_what(row), by=row.due, state=state(row))


def _what(row: Commitment) -> str:
    said = str(row.what or "").splitlines()
    return said[0][:140] if said else _(kind.of(row).what or kind.of(row).label)
