"""It is closed."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter
from buckstop.conversations.models import Message
from buckstop.ledger.models import Entry
from buckstop.problems.entries.owning import ProblemClosed
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.problem import Kind, State


class Closed(Letter, code="closed"):
    """To the cases that ended with the customer's word or lapsed.

    A case that was told before, and didn't open again since, hears nothing of a second closing.
    """

    follows = (ProblemClosed,)
    desk_sent = _("said that it is closed")
    desk_wrote = _("wrote that it is closed")
    customer_reads = _("wrote to you that this is closed")
    withheld = _("that it is closed")

    @classmethod
    def cases(cls, happened: list[Entry], at: datetime) -> list[Case]:
        del at
        problems = Problem.objects.filter(
            chain__in=[entry.chain_id for entry in happened], state=State.CLOSED, kind=Kind.PROBLEM
        )
        ended = Case.objects.filter(
            problem__in=problems, state__in=(CaseState.CONFIRMED, CaseState.LAPSED)
        )
        before = Message.objects.filter(
            case=OuterRef("pk"), kind=cls.code, at__gte=OuterRef("ended_at")
        )
        return list(ended.exclude(Exists(before)).select_related("problem", "contact"))
