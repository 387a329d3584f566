"""We believe it is fixed: is it?"""

from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter
from buckstop.conversations.models import Message


class Fixed(Letter, code="fixed"):
    """Asks every customer of a problem whether it is."""

    automatic = False
    is_update = True
    ends = True
    names_readers = True
    desk_sent = desk_wrote = _("believes that it is fixed, and asked %(who)s")

    @classmethod
    def owes_again(cls, message: Message) -> bool:
        del message
        return True
