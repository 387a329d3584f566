"""What somebody took back before it left: to write it anew, and to count no promise by it."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from buckstop.conversations.models import Message, TakenBack
from buckstop.problems.models import Problem
from buckstop.problems.models.commitment import CommitmentState


def taken_back(problem: Problem, *, key: str, by: UUID) -> Message | None:
    """The message `key` that `by` wrote to customers of `problem` and took back; or None."""
    try:
        pk = UUID(key)
    except ValueError:
        return None
    rows = Message.objects.filter(pk=pk, problem=problem, said_by=by, taken_back__isnull=False)
    return rows.select_related("text").first()


def kept_by_nothing() -> Q:
    """Promises of news that stand as kept, by what was taken back: the next one counts for them.

    A promise is kept at the very instant of the message that tells the news.
    """
    told = TakenBack.objects.filter(
        message__problem=OuterRef("problem"),
        message__at=OuterRef("ended_at"),
        message__promises__isnull=False,
    )
    return Q(Exists(told), state=CommitmentState.KEPT)
