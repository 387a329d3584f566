"""Find what the reader may see; unknown and forbidden are the same.

Whoever finds what is a marked customer's is on record.
"""

from uuid import UUID

from django.http import Http404

from buckstop.coverage.models import Roster
from buckstop.coverage.queries import roster_of
from buckstop.doors.desk.reader import Reader
from buckstop.doors.shared.looking import opened_customer, opened_problem
from buckstop.kit.ids import key_of
from buckstop.people.models import Customer
from buckstop.people.queries import here
from buckstop.problems.commitments.kind import Kind, codes
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.queries import problem_view
from buckstop.problems.queries.problem_view import ProblemView

MOST = 2_000_000_000  # what PostgreSQL's integer holds, about


def problem(reader: Reader, number: int) -> Problem:
    """The problem with this number, or 404."""
    found = problem_view.find(number, reader.actor) if number < MOST else None
    if found is None:
        raise Http404
    opened_problem(found.pk, "problem", reader.actor, ahead=reader.ahead)
    return found


def view(reader: Reader, number: int) -> ProblemView:
    """The problem with what its page shows, or 404."""
    found = problem_view.view(number, reader.actor) if number < MOST else None
    if found is None:
        raise Http404
    opened_problem(found.problem.pk, "problem", reader.actor, ahead=reader.ahead)
    return found


def case(seen: Problem, key: UUID) -> Case:
    """A case of this problem, or 404."""
    rows = Case.objects.filter(problem=seen).select_related("contact", "customer")
    return _with(rows.filter(pk=key).first(), seen)


def commitment(seen: Problem, key: UUID, *kinds: type[Kind]) -> Commitment:
    """Something owed on this problem, of one of these kinds, or 404."""
    rows = Commitment.objects.filter(problem=seen, kind__in=codes(kinds))
    beside = [name for kind in kinds for name in kind.related]
    related = rows.select_related("debtor", "creditor", "what", *beside)
    return _with(related.filter(pk=key).first(), seen)


def customer(reader: Reader, key: UUID) -> Customer:
    """The customer, where it is still one of its own; or 404."""
    found = here().select_related("manager", "note").filter(pk=key).first()
    if found is None:
        raise Http404
    opened_customer(found.pk, "customer", reader.actor, ahead=reader.ahead)
    return found


def roster(asked: str) -> Roster:
    """The roster of the team whose key an address says, the service desk's where it says none; or
    404."""
    key = key_of(asked)
    if asked and key is None:
        raise Http404
    try:
        return roster_of(key)
    except Roster.DoesNotExist:
        raise Http404 from None


def _with[Row: (Case, Commitment)](row: Row | None, seen: Problem) -> Row:
    if row is None:
        raise Http404
    row.problem = seen
    return row
