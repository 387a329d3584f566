"""Which sources there are, what runs, and what couldn't be read."""

from django.db.models import Count, Q, QuerySet

from buckstop.people.rules import digest_of
from buckstop.signals.models import Arrival, Episode, EpisodeState, Source


def sources() -> "QuerySet[Source]":
    """The sources that there are, by name."""
    return Source.objects.filter(ended_at=None).select_related("service", "owner").order_by("name")


def source_of(kind: str, secret: str) -> Source | None:
    """The source whose address has that secret, where there is one of that kind."""
    return Source.objects.filter(digest=digest_of(secret), kind=kind, ended_at=None).first()


def running(most: int) -> list[Episode]:
    """The episodes that aren't over: what fires first, the worst first."""
    rows = Episode.objects.exclude(state=EpisodeState.OVER)
    found = rows.select_related("source", "service", "problem")
    return list(found.order_by("state", "-severity", "-began_at")[:most])


def over(most: int) -> list[Episode]:
    """The newest that are over."""
    rows = Episode.objects.filter(state=EpisodeState.OVER)
    found = rows.select_related("source", "service", "problem")
    return list(found.order_by("-ended_at")[:most])


def unread() -> "dict[str, int]":
    """How many arrivals of each source can't be read, by its key."""
    rows = Arrival.objects.exclude(wrong="").values("source").annotate(n=Count("pk"))
    return {str(row["source"]): row["n"] for row in rows}


def examples(source: Source) -> list[Arrival]:
    """The newest of its arrivals that can't be read."""
    return list(Arrival.objects.filter(~Q(wrong=""), source=source).order_by("-pk")[:5])
