"""Is it solved? We asked, and didn't hear."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter, cases_of
from buckstop.conversations.models import Message
from buckstop.ledger.models import Entry
from buckstop.problems.entries.cases import CaseReminded
from buckstop.problems.models import Case
from buckstop.problems.models.case import CaseState


class Reminder(Letter, code="reminder"):
    """Once to who was asked and hasn't answered; one letter per contact and day."""

    follows = (CaseReminded,)
    desk_sent = _("reminded")
    desk_wrote = _("wrote a reminder")
    customer_reads = _("asked you again whether it is solved")
    withheld = _("again that we ask whether it is solved")

    @classmethod
    def cases(cls, happened: list[Entry], at: datetime) -> list[Case]:
        found = cases_of(happened).values()
        cases = [case for case in found if case.state == CaseState.ASKED and not case.is_held]
        had = set(
            Message.objects.filter(
                kind=cls.code,
                at__gt=at - timedelta(hours=20),
                case__contact__in={case.contact_id for case in cases},
            ).values_list("case__contact_id", flat=True)
        )
        chosen: dict[UUID, Case] = {}
        for case in cases:
            if case.contact_id not in had:
                chosen.setdefault(case.contact_id, case)
        return list(chosen.values())
