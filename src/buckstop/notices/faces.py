"""Who has the relationship with the customers whom an entry concerns: their account managers."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from buckstop.ledger.entries import REGISTRY
from buckstop.ledger.models import Entry
from buckstop.people.roles import Capability, roles_with
from buckstop.people.telling import FACINGS
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING


@dataclass(frozen=True, slots=True)
class _Face:
    case: UUID
    waits: bool
    manager: UUID


@dataclass(frozen=True, slots=True)
class Faces:
    """The account managers of the cases of some problems, by problem."""

    by_problem: dict[UUID, list[_Face]]

    def of(self, problem: Problem, cases: Collection[UUID]) -> tuple[UUID, ...]:
        """Those of these cases; where none are named, of everybody who waits."""
        faces = self.by_problem.get(problem.pk, [])
        meant = [one for one in faces if (one.case in cases if cases else one.waits)]
        return tuple(dict.fromkeys(one.manager for one in meant))


def faces_of(problems: Iterable[Problem], happened: Iterable[Entry]) -> Faces:
    """Read once for all of them; without a query where account managers hear of none of it.

    Only who sees every problem is told: a colleague couldn't open what the notice is about.
    """
    found: dict[UUID, list[_Face]] = defaultdict(list)
    if any(REGISTRY.get(entry.code) in FACINGS for entry in happened):
        rows = Case.objects.filter(
            problem__in=[one.pk for one in problems],
            customer__manager__role__in=roles_with(Capability.SEE_ALL),
        ).order_by("opened_at", "pk")
        columns = rows.values_list("problem", "pk", "state", "customer__manager")
        for problem, case, state, manager in columns:
            assert manager is not None, "it has a role"
            found[problem].append(_Face(case, state in WAITING, manager))
    return Faces(found)
