"""What waits on a problem for its time to leave."""

from uuid import UUID

from buckstop.conversations.models import Scheduled


def waiting(problem: UUID) -> list[Scheduled]:
    """What leaves later, the next one first, with its words and who wrote it to whom."""
    rows = Scheduled.objects.filter(problem=problem, ended_at=None)
    related = rows.select_related("text", "person", "case__contact")
    return list(related.order_by("leaves_at", "pk"))
