"""What a mail says, once read."""

from dataclasses import dataclass
from datetime import datetime

type Mailbox = tuple[str, str]
"""(name, address): the name may be empty, the address is lower-cased."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came along; `content_id` is without its angle brackets."""

    name: str
    content_type: str
    content: bytes
    content_id: str
    inline: bool


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Who seems to have written first, where a colleague passed a mail on: a proposal only."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that could not be delivered.

    `message_id` and `recipient` are empty where the report doesn't say; `permanent` is False
    for a delay; `reason` is the other server's own words.
    """

    message_id: str
    recipient: str
    permanent: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Automatic:
    """The headers by which machines make themselves known, as they came (lower-cased)."""

    auto_submitted: str = ""
    precedence: str = ""
    list_id: str = ""
    suppress: str = ""
    auto_reply: str = ""
    return_path: str | None = None
    feedback: str = ""
    calendar_method: str = ""
    report_type: str = ""
    ours: str = ""


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """One mail, read as far as it could be; every text in it can be stored in PostgreSQL.

    `text` is everything readable, quoted parts included. `html` is the raw HTML part, never
    to be shown unsanitised. Message-IDs keep their angle brackets. `date` is in UTC.
    `problems` are sentences for a person: what was off, and what was made of it.
    """

    from_name: str = ""
    from_address: str = ""
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    subject: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    date: datetime | None = None
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    auto: Automatic = Automatic()
    bounce: Bounce | None = None
    forwarded: Forwarded | None = None
    problems: tuple[str, ...] = ()
