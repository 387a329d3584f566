"""News to every customer of a problem."""

from buckstop.conversations.letters.letter import Letter
from buckstop.conversations.models import Message


class Update(Letter, code="update"):
    """It keeps the promise of news."""

    automatic = False
    is_update = True
    scoped = False
    marks_no_news = True
    desk_sent = "sent an update"
    desk_wrote = "wrote an update"

    @classmethod
    def owes_again(cls, message: Message) -> bool:
        del message
        return True
