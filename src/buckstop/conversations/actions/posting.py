"""Parts of verbs: what was said becomes a message, with its files and its deliveries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from buckstop.conversations import entries
from buckstop.conversations.letters.letter import letter_of
from buckstop.conversations.models import Attachment, Message
from buckstop.conversations.queries.addresses import addresses_of, followers_of
from buckstop.conversations.queries.mails import LETTER
from buckstop.conversations.settings import UNDO_SECONDS
from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import ActorKind
from buckstop.ledger.entries import Fact
from buckstop.ledger.models import Body
from buckstop.ledger.transaction import Act
from buckstop.outbox.models import Delivery
from buckstop.problems.models import Case, Problem


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep with a message."""

    name: str
    content_type: str
    content: bytes
    mail_id: str = ""
    inline: bool = False


def say(
    act: Act,
    problem: Problem,
    case: Case,
    *,
    kind: str,
    channel: str,
    text: Body | None = None,
    files: Iterable[File] = (),
    telling: UUID | None = None,
    is_news: bool = True,
    promises: datetime | None = None,
) -> Message:
    """We say something to one case; with an entry, and a delivery to each who follows the case.

    Without `text` it is a letter of the desk itself, whose words its template has.
    """
    message = new_row(
        Message,
        problem=problem,
        case=case,
        kind=kind,
        channel=channel,
        said_by_id=act.by.id if text is not None and act.by.is_person else None,
        at=act.at,
        subject=case.title,
        text=text,
        telling=telling,
        is_news=is_news,
        promises=promises,
        owner_id=problem.owner_id,
        leaves_at=_leaves_at(act, kind, channel),
    )
    act.add(message)
    keep_files(act, message, files)
    if text is None:
        made: Fact = entries.LetterSent(message=message.pk, kind=kind)
    else:
        made = entries.MessageSent(message=message.pk, kind=kind, text=text.digest)
    act.record(made, on=problem, cases=(case.pk,))
    return message


def _leaves_at(act: Act, kind: str, channel: str) -> datetime | None:
    """When what a person writes at the desk leaves; None where it does at once."""
    seconds = UNDO_SECONDS.value if letter_of(kind).undoable and channel == "mail" else 0
    by_staff = act.by.kind == ActorKind.STAFF
    return act.at + timedelta(seconds=seconds) if seconds and by_staff else None


def send(act: Act, messages: Iterable[Message]) -> None:
    """Put the messages on their way: to the contact, and copies to who follows the case.

    But for letters that are for the contact alone.
    """
    found = [message for message in messages if message.case is not None]
    to = addresses_of({message.case.contact_id for message in found if message.case})
    copies = followers_of(message.case_id for message in found if message.case_id)
    for message in found:
        address = to.get(message.case.contact_id, "") if message.case else ""
        if address:
            act.add(_delivery(act, message, address, copy=False))
        for other in copies.get(message.case_id, []) if message.case_id else []:
            if other != address and letter_of(message.kind).copies:
                act.add(_delivery(act, message, other, copy=True))


def _delivery(act: Act, message: Message, address: str, *, copy: bool) -> Delivery:
    return new_row(
        Delivery,
        kind=LETTER,
        owner=message.pk,
        address=address,
        copy=copy,
        head_of_id=message.problem.chain_id,
        made_at=act.at,
        next_try_at=message.leaves_at or act.at,
    )


def keep_files(act: Act, message: Message, files: Iterable[File]) -> None:
    """Keep the files that came or go with a message."""
    for file in files:
        act.add(
            Attachment(
                message=message,
                name=file.name.replace("\x00", "")[:255] or "file",
                content_type=file.content_type[:120] or "application/octet-stream",
                mail_id=file.mail_id[:255],
                inline=file.inline,
                size=len(file.content),
                file=act.body(raw=file.content),
            )
        )
