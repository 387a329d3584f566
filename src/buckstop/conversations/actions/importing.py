"""Part of verbs: what was said in another system stands here as it stood there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from buckstop.conversations.actions.posting import File, keep_files
from buckstop.conversations.actions.words import storable_id
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import Channel, MessageKind
from buckstop.kit.bulk import new_row
from buckstop.kit.text import storable
from buckstop.ledger.transaction import Act
from buckstop.problems.models import Case, Problem

KINDS = (MessageKind.HEARD, MessageKind.ELSEWHERE, MessageKind.NOTE)
"""What a customer said, what we said to them, and what stayed among us."""


@dataclass(frozen=True, slots=True)
class SaidThere:
    """One message of another system: when and by whom it was said there, as that says it.

    `said_by`: whom of those we know, where one is certain."""

    kind: MessageKind
    at: datetime
    said_as: str
    text: str
    html: str = ""
    subject: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    route: str = ""
    said_by: UUID | None = None
    raw: bytes | None = None
    files: Iterable[File] = field(default_factory=tuple)


def keep_said(act: Act, said: SaidThere, problem: Problem, case: Case) -> Message:
    """Keep it on its case, at the time when it was said; it is no news, and nobody is written to.

    The ledger has it as imported, now: see the witness.
    """
    assert said.kind in KINDS
    message = act.add(
        new_row(
            Message,
            problem=problem,
            case=case,
            kind=said.kind,
            channel=Channel.CAME,
            said_by_id=said.said_by,
            said_as=storable(said.said_as)[:200],
            at=min(said.at, act.at),
            subject=storable(said.subject)[:500],
            text=act.body(storable(said.text)),
            html=act.body(storable(said.html)) if said.html else None,
            raw=act.body(raw=said.raw) if said.raw is not None else None,
            message_id=storable_id(storable(said.message_id)),
            in_reply_to=storable_id(storable(said.in_reply_to)),
            is_news=False,
            route=storable(said.route)[:1000],
            held_back=IMPORTED,
        )
    )
    keep_files(act, message, said.files)
    return message


IMPORTED = "It came from another system."
