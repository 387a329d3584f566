"""Parts of verbs: what is said between a supplier and us is kept, and leaves."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from buckstop.conversations.actions.posting import File
from buckstop.ledger.entries import Fact
from buckstop.ledger.models import Body
from buckstop.ledger.transaction import Act
from buckstop.outbox.models import Delivery
from buckstop.people.models import Person
from buckstop.suppliers import entries, queries
from buckstop.suppliers.models import Ask, AskFile, AskMessage, AskMessageKind

MAIL = "supplier"
"""Kind of the deliveries of mail to suppliers."""


def keep(
    act: Act,
    ask: Ask,
    *,
    kind: AskMessageKind,
    text: str | Body,
    files: Iterable[File] = (),
    said_by: UUID | None = None,
    said_as: str = "",
    to: Person | None = None,
    raw: Body | None = None,
    message_id: str = "",
) -> AskMessage:
    """A message with its files, on record; on its way where it is for somebody with an address."""
    body = text if isinstance(text, Body) else act.body(text)
    message = act.add(
        AskMessage(
            ask=ask,
            kind=kind,
            at=act.at,
            said_by_id=said_by,
            said_as=said_as[:200],
            to=to,
            text=body,
            raw=raw,
            message_id=message_id,
        )
    )
    rows = [act.add(_file(act, message, file)) for file in files]
    act.record(_kept(message, rows), on=ask)
    if to is not None and (address := queries.mail_of(to)):
        act.add(
            Delivery(
                kind=MAIL,
                owner=message.pk,
                address=address,
                head_of_id=ask.chain_id,
                made_at=act.at,
                next_try_at=act.at,
            )
        )
    return message


def _kept(message: AskMessage, files: list[AskFile]) -> Fact:
    """What is on record of it."""
    same: dict[str, Any] = {
        "ask": message.ask_id,
        "message": message.pk,
        "said_by": message.said_by_id,
        "to": message.to_id,
        "text": message.text.digest,
        "files": tuple(row.file.digest for row in files),
    }
    if message.kind == AskMessageKind.ASKED:
        return entries.SupplierAskSent(**same)
    raw = message.raw.digest if message.raw else ""
    return entries.SupplierMessageKept(kind=AskMessageKind(message.kind).value, raw=raw, **same)


def _file(act: Act, message: AskMessage, file: File) -> AskFile:
    return AskFile(
        message=message,
        name=file.name.replace("\x00", "")[:255] or "file",
        content_type=file.content_type[:120] or "application/octet-stream",
        size=len(file.content),
        file=act.body(raw=file.content),
    )
