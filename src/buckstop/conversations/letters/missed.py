"""We missed a promise of news."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter, waiting_of
from buckstop.conversations.models import Message
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.problems.commitments import kind
from buckstop.problems.entries.promising import NewsMissed
from buckstop.problems.models import Case, Commitment
from buckstop.problems.models.commitment import CommitmentState


class Missed(Letter, code="missed"):
    """The system says so once; after another miss only a person does.

    Nor where a person's late news came with the miss: that tells it itself.
    """

    follows = (NewsMissed,)
    promises = True
    desk_sent = _("said that a promise was missed")
    desk_wrote = _("wrote that a promise was missed")
    customer_reads = _("wrote to you that we missed a promise")
    withheld = _("that a promise was missed")

    @classmethod
    def cases(cls, happened: list[Entry], at: datetime) -> list[Case]:
        del at
        facts = {entry.chain_id: fact_of(entry) for entry in happened}
        missed = [made for made in facts.values() if isinstance(made, NewsMissed)]
        before = Commitment.objects.filter(
            pk__in=[made.commitment for made in missed], follows__state=CommitmentState.MISSED
        )
        late = Commitment.objects.filter(
            pk__in=[made.successor for made in missed], state=CommitmentState.KEPT
        )
        again = set(before.values_list("problem__chain_id", flat=True))
        again |= set(late.values_list("problem__chain_id", flat=True))
        return waiting_of([entry for entry in happened if entry.chain_id not in again])

    @classmethod
    def facts(cls, message: Message) -> dict[str, Any]:
        """The time that passed."""
        missed = Commitment.objects.filter(
            problem=message.problem_id, kind__in=kind.news(), state=CommitmentState.MISSED
        ).order_by("-due")
        return {"missed_due": next((row.due for row in missed[:1]), None)}
