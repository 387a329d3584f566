"""Problems whose title is like what somebody wrote."""

from django.contrib.postgres.search import TrigramDistance
from django.db.models import F
from django.db.models.functions import Upper

from buckstop.ledger.actor import Actor
from buckstop.problems.models import Problem

ALIKE = 0.3  # PostgreSQL's own threshold of similarity


def similar(
    text: str, *, actor: Actor, but_not: Problem | None = None, limit: int = 4
) -> list[Problem]:
    """The running problems whose title is most like `text`, at most `limit`.

    The nearest ones come straight from the index; asking for all that are alike would read every
    title that shares a common word.
    """
    said = " ".join(text.split())[:120].upper()
    rows = Problem.objects.visible_to(actor).running()
    nearest = rows.annotate(apart=TrigramDistance(Upper(F("title")), said)).order_by("apart")
    near = [row for row in nearest[: limit + 1] if row.apart <= 1 - ALIKE and row != but_not]
    return near[:limit]
