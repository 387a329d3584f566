"""What somebody took back before it left: no promise counts by it."""

from django.db.models import Exists, OuterRef, Q

from buckstop.conversations.models import TakenBack
from buckstop.problems.models.commitment import CommitmentState

KEPT_BY_NOTHING = """(m.state = 'kept' AND EXISTS (
    SELECT FROM conversations_takenback t JOIN conversations_message g ON g.id = t.message_id
    WHERE g.problem_id = m.problem_id AND g.at = m.ended_at AND g.promises IS NOT NULL))"""
"""The same of a commitment `m` in SQL."""


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
