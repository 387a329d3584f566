"""Problems whose title is like what somebody wrote."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F
from django.db.models.functions import Upper

from buckstop.ledger.actor import Actor
from buckstop.problems.models import Problem

ALIKE = 0.3


def similar(
    text: str, *, actor: Actor, but_not: Problem | None = None, limit: int = 4
) -> list[Problem]:
    """The running problems whose title is most like `text`, at most `limit`."""
    said = " ".join(text.split())[:120].upper()
    rows = Problem.objects.visible_to(actor).running().annotate(upper=Upper(F("title")))
    rows = rows.filter(upper__trigram_similar=said)
    if but_not is not None:
        rows = rows.exclude(pk=but_not.pk)
    alike = TrigramSimilarity(Upper(F("title")), said)
    return list(rows.annotate(alike=alike).order_by("-alike", "-opened_at")[:limit])
