"""What a customer would get, before anything is written."""

from datetime import datetime

from buckstop.conversations.models import Message
from buckstop.conversations.models.message import Channel
from buckstop.conversations.outgoing import Mail
from buckstop.conversations.queries.envelopes import envelopes
from buckstop.conversations.rendering import Preview, preview
from buckstop.ledger.models import Body
from buckstop.people.models import Person
from buckstop.problems.models import Case


def letter_to(
    case: Case, *, kind: str, text: str, promises: datetime | None, writer: Person, at: datetime
) -> Preview:
    """The letter that `text` would be: with the thread, the quotation and the record as they stand
    now."""
    problem = case.problem
    message = Message(
        problem=problem, case=case, kind=kind, channel=Channel.MAIL, said_by=writer, at=at,
        text=Body(text=text), promises=promises, owner=problem.owner,
    )  # fmt: skip
    return preview(message, envelopes([Mail(message.pk, message, "")])[message.pk], at)
