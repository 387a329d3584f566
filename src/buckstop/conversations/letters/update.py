"""News to every customer of a problem."""

from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter
from buckstop.conversations.models import Message


class Update(Letter, code="update"):
    """It keeps the promise of news."""

    automatic = False
    undoable = True
    is_update = True
    scoped = False
    marks_no_news = True
    desk_sent = _("sent an update")
    desk_wrote = _("wrote an update")

    @classmethod
    def owes_again(cls, message: Message) -> bool:
        del message
        return True
