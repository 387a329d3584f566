"""It came back after we wrote that we had changed something."""

from datetime import datetime

from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.prevention.entries import CauseRecurred
from buckstop.prevention.queries.hearing import heard_of
from buckstop.problems.models import Case


class Recurred(Letter, code="recurred"):
    """To those who were told that it was changed, whoever has it now; they hear it from us."""

    follows = (CauseRecurred,)
    desk_sent = _("said that it came back")
    desk_wrote = _("wrote that it came back")
    customer_reads = _("wrote to you that it came back")
    withheld = _("that it came back")

    @classmethod
    def cases(cls, happened: list[Entry], at: datetime) -> list[Case]:
        del at
        facts = [fact_of(entry) for entry in happened]
        keys = [made.prevention for made in facts if isinstance(made, CauseRecurred)]
        found = {case.pk: case for cases in heard_of(keys).values() for case in cases}
        return list(found.values())
