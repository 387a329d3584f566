"""What somebody took back before it left, to write it anew."""

from uuid import UUID

from buckstop.conversations.models import Message
from buckstop.problems.models import Problem


def taken_back(problem: Problem, *, key: str, by: UUID) -> Message | None:
    """The message `key` that `by` wrote to customers of `problem` and took back; or None."""
    try:
        pk = UUID(key)
    except ValueError:
        return None
    rows = Message.objects.filter(pk=pk, problem=problem, said_by=by, taken_back__isnull=False)
    return rows.select_related("text").first()
