"""Somebody else owns it."""

from datetime import datetime

from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter, waiting_of
from buckstop.ledger.entries import Fact
from buckstop.ledger.models import Entry
from buckstop.problems.entries.owning import TenureBegan
from buckstop.problems.models import Case


class Handoff(Letter, code="handoff"):
    """To the customers once they had a human word at all."""

    follows = (TenureBegan,)
    promises = True
    desk_sent = _("told who owns it now")
    desk_wrote = _("wrote who owns it now")
    customer_reads = _("wrote to you that %(owner)s owns this now")
    withheld = _("who owns it now")

    @classmethod
    def is_called_for(cls, made: Fact) -> bool:
        """Who owns it first stands in the acknowledgement, and who owns it again was known."""
        return isinstance(made, TenureBegan) and made.before is not None

    @classmethod
    def cases(cls, happened: list[Entry], at: datetime) -> list[Case]:
        del at
        return waiting_of(happened, first_word_at__isnull=False)
