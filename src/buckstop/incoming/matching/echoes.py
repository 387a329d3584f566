"""Whether a thread sounds like two machines that answer each other.

Some desks answer our letters without a word in their headers that a machine does. Then the same
words come back, or mails come faster than anybody writes.
"""

from datetime import datetime, timedelta

from buckstop.conversations.models import Message
from buckstop.conversations.models.message import MessageKind
from buckstop.incoming.reading import ReadMail
from buckstop.mail.likeness import near_words
from buckstop.problems.models import Case

DAY = timedelta(days=1)
SAME = 3  # mails with nearly the same words within a day, this one among them
PACE, WITHIN = 6, timedelta(minutes=10)  # so many mails within so short a time


def echoes(mail: ReadMail, case: Case, at: datetime) -> bool:
    """Whether `mail` is one too many of what came on the case lately."""
    theirs = Message.objects.filter(case=case.pk, kind=MessageKind.HEARD, at__gt=at - DAY)
    lately = list(theirs.select_related("text").order_by("-at", "-pk")[: 2 * PACE])
    if sum(one.at > at - WITHIN for one in lately) + 1 >= PACE:
        return True
    said = _near(mail.reply.said, mail.parsed.subject)
    same = sum(_near(str(one.text or ""), one.subject) == said for one in lately)
    return bool(said) and same + 1 >= SAME


def _near(words: str, subject: str) -> str:
    return near_words(words, subject)
