"""What was given to make things right, by what let it happen."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from buckstop.kit.money import Money
from buckstop.prevention.models import Because, Cause
from buckstop.prevention.queries import causes
from buckstop.remedies.models import Remedy


@dataclass(slots=True)
class OfCause:
    """What one cause cost: how often something was given, how much of each currency; `cause` is
    None for what nobody has named a cause of."""

    cause: Cause | None
    count: int = 0
    sums: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def money(self) -> list[Money]:
        """How much, by currency."""
        return [Money(minor, code) for code, minor in sorted(self.sums.items())]


def by_cause(given: Collection[Remedy]) -> list[OfCause]:
    """Of these remedies what each cause cost, the dearest first; where several causes let a
    problem happen, each of them counts what was given for it."""
    named: dict[UUID, set[UUID]] = defaultdict(set)
    problems = {one.case.problem_id for one in given}
    rows = Because.objects.filter(problem__in=problems, until=None)
    for problem, cause in rows.values_list("problem", "cause"):
        named[problem].add(cause)
    of = {key: one.cause for one in causes() for key in one.family} if named else {}
    found: dict[UUID | None, OfCause] = {}
    for one in given:
        whose = {of[key].pk: of[key] for key in named[one.case.problem_id]}
        for key in whose or [None]:
            line = found.setdefault(key, OfCause(whose[key] if key else None))
            line.count += 1
            if one.amount is not None:
                line.sums[one.currency] += one.amount
    return sorted(found.values(), key=_dearest_first)


def _dearest_first(line: OfCause) -> tuple[int, int]:
    return -max(line.sums.values(), default=0), -line.count
