"""We have your message: who owns it, and when there is news."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter, cases_of
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import MessageKind
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
    def cases(cls, happened: list[Entry], at: datetime) -> list[Case]:
        del at
        facts = [fact_of(entry) for entry in happened]
        quiet = {made.case for made in facts if isinstance(made, CaseOpened) and made.told is False}
        cases = {key: case for key, case in cases_of(happened).items() if key not in quiet}
        machines = set(
            Message.objects.filter(case__in=cases)
            .filter(Q(kind=MessageKind.AUTOMATIC) | ~Q(held_back=""))
            .values_list("case_id", flat=True)
        )
        return [case for case in cases.values() if case.pk not in machines]
