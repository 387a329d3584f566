"""Which customers are to hear of a prevention."""

from uuid import UUID

from buckstop.prevention.models import Because, News, Prevention, Told
from buckstop.prevention.queries import NOT_THEIRS, known
from buckstop.problems.models import Case


def to_hear(prevention: Prevention, news: News) -> list[Case]:
    """Of each customer who had it before it was in force, the newest case; less who heard it."""
    problems = Because.objects.filter(cause__in=known(prevention.cause).family, until=None)
    rows = Case.objects.filter(problem__in=problems.values("problem"), contact__erased_at=None)
    if prevention.in_force_at is not None:
        rows = rows.filter(opened_at__lte=prevention.in_force_at)
    rows = rows.exclude(state__in=NOT_THEIRS).select_related("problem", "contact", "customer")
    newest: dict[UUID, Case] = {case.side: case for case in rows.order_by("opened_at", "pk")}
    told = Told.objects.filter(prevention=prevention, news=news).select_related("case")
    heard = {row.case.side for row in told}
    return [case for side, case in newest.items() if side not in heard]


def heard_of(preventions: list[UUID]) -> dict[UUID, list[Case]]:
    """The cases in which customers heard that it was changed, by prevention."""
    found: dict[UUID, list[Case]] = {}
    rows = Told.objects.filter(prevention__in=preventions, news=News.CHANGED)
    for row in rows.select_related("case__problem", "case__contact"):
        found.setdefault(row.prevention_id, []).append(row.case)
    return found
