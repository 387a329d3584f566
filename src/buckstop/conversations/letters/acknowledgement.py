"""We have your message: who owns it, and when there is news."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter, cases_of
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import MessageKind
from buckstop.ledger.entries import Fact
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.problems.entries.cases import CaseOpened, ContactAdopted
from buckstop.problems.models import Case


class Acknowledgement(Letter, code="acknowledgement"):
    """Unless a machine wrote, or who logged it said that nothing is sent."""

    follows = (CaseOpened, ContactAdopted)
    promises = True
    desk_sent = _("sent the acknowledgement")
    desk_wrote = _("wrote the acknowledgement")
    customer_reads = _("wrote to you that your message is here")
    withheld = _("that we have their message")

    @classmethod
    def is_called_for(cls, made: Fact) -> bool:
        """Whoever is told by somebody otherwise gets none, such as whom we told first."""
        return not (isinstance(made, CaseOpened) and made.told is False)

    @classmethod
    def cases(cls, happened: list[Entry], at: datetime) -> list[Case]:
        del at
        # what an older release queued is asked too
        cases = cases_of([entry for entry in happened if cls.is_called_for(fact_of(entry))])
        machines = set(
            Message.objects.filter(case__in=cases)
            .filter(Q(kind=MessageKind.AUTOMATIC) | ~Q(held_back=""))
            .values_list("case_id", flat=True)
        )
        return [case for case in cases.values() if case.pk not in machines]
