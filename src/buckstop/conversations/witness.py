"""Whatever verb adds a message or a file: the ledger has who said it, when, and all its digests.

Words of customers come in many ways, and nobody who adds one more has to think of this.
"""

from collections import defaultdict
from typing import Any
from uuid import UUID

from buckstop.conversations.entries import FilesKept, MessageImported, MessageKept
from buckstop.conversations.models import Attachment, Message
from buckstop.conversations.models.message import INSIDE, Channel
from buckstop.ledger.actor import DESK
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.entries import Audience, Fact
from buckstop.ledger.unit import Unit, bear_witness


def _messages(unit: Unit, rows: list[Any]) -> None:
    """A letter without words of its own is on record by the entry that it was sent."""
    files = _digests(unit)
    for message in rows:
        if message.channel == Channel.CAME:
            _imported(unit, message, tuple(files.get(message.pk, ())))
            continue
        if message.text is None and message.raw is None and message.pk not in files:
            continue
        _record(
            unit,
            message,
            MessageKept(
                kept=message.pk,
                kind=message.kind,
                channel=message.channel,
                said_by=message.said_by_id,
                said_at=message.at,
                text=digest_of(message.text),
                quoted=digest_of(message.quoted),
                html=digest_of(message.html),
                raw=digest_of(message.raw),
                files=tuple(files.get(message.pk, ())),
            ),
        )


def _imported(unit: Unit, message: Message, files: tuple[str, ...]) -> None:
    """Now, whenever it was said: the ledger tells what it saw. Of a note customers see nothing."""
    made = MessageImported(
        message=message.pk,
        kind=message.kind,
        said_by=message.said_by_id,
        said_at=message.at,
        text=digest_of(message.text),
        html=digest_of(message.html),
        raw=digest_of(message.raw),
        files=files,
    )
    chain = unit.chains[message.problem.chain_id]
    assert chain.last_at is not None
    assert message.case_id is not None
    audience = Audience.INTERNAL if message.kind in INSIDE else made.audience
    unit.record(chain, made, by=DESK, at=chain.last_at, cases=(message.case_id,), audience=audience)


def _files(unit: Unit, rows: list[Any]) -> None:
    """Those of messages that were written before."""
    now = {message.pk for message in unit.added.get(Message, [])}
    late = {row.message_id: row.message for row in rows if row.message_id not in now}
    files = _digests(unit)
    for key, message in late.items():
        _record(unit, message, FilesKept(kept=key, files=tuple(files[key])))


def _digests(unit: Unit) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in unit.added.get(Attachment, []):
        assert isinstance(row, Attachment)
        found[row.message_id].append(row.file.digest)
    return found


def _record(unit: Unit, message: Message, made: Fact) -> None:
    cases = (message.case_id,) if message.case_id else ()
    chain = unit.chains[message.problem.chain_id]
    unit.record(chain, made, by=DESK, at=message.at, cases=cases, audience=made.audience)


bear_witness(Message, _messages)
bear_witness(Attachment, _files)
