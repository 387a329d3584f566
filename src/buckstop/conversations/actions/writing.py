"""Parts of delivering: the bytes of letters."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from buckstop.conversations.outgoing import Mail
from buckstop.conversations.queries.envelopes import envelopes
from buckstop.conversations.rendering import Envelope, write_out
from buckstop.mail.compose import NotSendable
from buckstop.outbox.source import Unwritable, Writing, Written


def write_each(mails: Sequence[Mail], at: datetime) -> dict[UUID, Writing]:
    """The bytes of each, by its key, or why it has none."""
    known = envelopes(list(mails))
    return {mail.key: _write(mail, known[mail.key], at) for mail in mails}


def _write(mail: Mail, envelope: Envelope, at: datetime) -> Writing:
    try:
        raw = write_out(mail, envelope, at)
    except NotSendable as failure:
        return Unwritable(str(failure))
    return Written(raw, envelope.chain_number, envelope.chain_head)
