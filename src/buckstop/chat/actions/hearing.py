"""What one of us raises, accepts or declines from chat: by the verbs that the desk has."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.chat.models import Answer, Chat
from buckstop.configuration.secrets import seal
from buckstop.conversations.actions.telling import note
from buckstop.conversations.rules import check_text
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.notices.pressing import ACCEPT
from buckstop.outbox.channels.push.gateways import BY_PUSH
from buckstop.outbox.models import Delivery
from buckstop.people.models import Person
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.commitments import kind, owed
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.commitment import CommitmentState

ANSWERED = "chat-answer"
"""Stands in the deliveries of answers; their owner is the answer."""


def raise_problem(*, text: str, quoted: bool, tool: str, by: Actor, at: datetime) -> Problem:
    """What they wrote is a problem, owned at once; all the words are a note on it."""
    said = check_text(text)
    says = _("Raised from a message in %(tool)s:") if quoted else _("Raised in %(tool)s:")
    with acting(by=by, at=at) as act:
        problem = open_problem(title=said.splitlines()[0], by=by, at=act.at)
        note(problem, text=f"{says % {'tool': tool}}\n\n{said}", by=by, at=act.at)
    return problem


def answer(key: UUID, *, turn: str, reason: str, by: Actor, at: datetime) -> Problem:
    """Say yes or no to what is asked of them. Refused as at the desk."""
    row = Commitment.objects.filter(pk=key).select_related("problem", "debtor").first()
    if row is None:
        raise Refused("gone", _("This isn't owed any more."))
    if kind.of(row).say(row, yes=turn == ACCEPT, reason=reason, by=by, at=at):
        return row.problem
    if turn == ACCEPT:
        owed.promise(row, by=by, at=at)
    else:
        owed.decline(row, reason=reason, by=by, at=at)
    return row.problem


def asked_on(problem: Problem, person: Person) -> UUID | None:
    """The one thing that somebody is asked on a problem and a word answers; None where there are
    none or several."""
    rows = Commitment.objects.filter(problem=problem, debtor=person, ended_at=None, case=None)
    found = [
        row.pk
        for row in rows.filter(state=CommitmentState.REQUESTED).order_by("pk")
        if kind.of(row).yes_and_no()
    ]
    return found[0] if len(found) == 1 else None


def answer_there(chat: Chat, *, address: str, body: str, at: datetime) -> None:
    """Put an answer on its way to the address that the tool named for it."""
    row = Answer(chat=chat, address=seal(address), body=seal(body), made_at=at)
    Answer.objects.bulk_create([row])
    sent = Delivery(
        kind=ANSWERED, owner=row.pk, channel=BY_PUSH, address=row.pk.hex, made_at=at, next_try_at=at
    )
    Delivery.objects.bulk_create([sent])


def heard(chat: Chat, *, at: datetime) -> None:
    """It spoke to us, as its page shows."""
    Chat.objects.filter(pk=chat.pk).update(heard_at=at)
