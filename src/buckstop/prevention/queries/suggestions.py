"""What customers suggest, for screens."""

from datetime import datetime, timedelta

from buckstop.prevention.models import Suggestion

LATELY = timedelta(days=30)


def suggestions(at: datetime) -> list[Suggestion]:
    """What waits for an answer, the first due first; then what was answered lately."""
    rows = Suggestion.objects.select_related(
        "what", "answer", "owner", "case__problem", "case__customer", "case__contact"
    )
    waiting = rows.filter(answered_at=None).order_by("due", "pk")
    answered = rows.filter(answered_at__gte=at - LATELY).order_by("-answered_at")
    return [*waiting, *answered]
