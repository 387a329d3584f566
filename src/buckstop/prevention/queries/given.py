"""What was given to make things right, by what let it happen."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from buckstop.prevention.models import Because, Cause
from buckstop.prevention.queries import causes
from buckstop.remedies.models import Remedy
from buckstop.remedies.totals import Total, total


@dataclass(frozen=True, slots=True)
class OfCause:
    """What one cause cost; `cause` is None for what nobody has named a cause of."""

    cause: Cause | None
    total: Total


def by_cause(given: Collection[Remedy]) -> list[OfCause]:
    """Of these remedies what each cause cost, the dearest first; where several causes let a
    problem happen, each of them counts what was given for it."""
    named: dict[UUID, set[UUID]] = defaultdict(set)
    problems = {one.case.problem_id for one in given}
    rows = Because.objects.filter(problem__in=problems, until=None)
    for problem, cause in rows.values_list("problem", "cause"):
        named[problem].add(cause)
    of = {key: one.cause for one in causes() for key in one.family} if named else {}
    found: dict[Cause | None, list[Remedy]] = defaultdict(list)
    for one in given:
        for which in {of[key] for key in named[one.case.problem_id]} or [None]:
            found[which].append(one)
    lines = [OfCause(cause, total(each)) for cause, each in found.items()]
    return sorted(lines, key=lambda line: line.total.weight)
