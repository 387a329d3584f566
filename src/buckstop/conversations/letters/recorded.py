"""We noted your word that it is solved."""

from typing import Any

from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter
from buckstop.conversations.models import Message
from buckstop.problems.entries.cases import WordRecorded
from buckstop.problems.models import Word


class Recorded(Letter, code="recorded"):
    """With the way to take it back: never held back, for a member of ours did it to their case."""

    follows = (WordRecorded,)
    capped = False
    to_machines = True
    desk_sent = _("confirmed the word that was recorded")
    desk_wrote = _("wrote to confirm the word that was recorded")
    customer_reads = _("wrote to you that your word was recorded")
    withheld = _("that their word was recorded")

    @classmethod
    def facts(cls, message: Message) -> dict[str, Any]:
        """How they said it, who noted it, and until when they may take it back."""
        words = Word.objects.filter(case=message.case_id, says="solved", recorded_by__isnull=False)
        word = words.order_by("-at").first()
        if word is None:
            return {"how": "", "until": None, "recorder": ""}
        return {
            "how": word.get_how_display(),
            "until": word.can_be_taken_back_until,
            "recorder": message.owner.public_name if message.owner else "",
        }
