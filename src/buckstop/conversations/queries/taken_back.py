"""What somebody took back before it left: no promise counts by it."""

from django.db.models import Exists, OuterRef, Q

from buckstop.conversations.models import TakenBack
from buckstop.problems.models.commitment import CommitmentState


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
