"""What we answer to one customer."""

from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter
from buckstop.conversations.models import Message


class Reply(Letter, code="reply"):
    """News where nobody else waits; the answer to a request or a question."""

    automatic = False
    undoable = True
    to_one = True
    desk_sent = desk_wrote = _("wrote")

    @classmethod
    def owes_again(cls, message: Message) -> bool:
        return message.promises is not None
