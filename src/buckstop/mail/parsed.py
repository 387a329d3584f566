"""What a mail says, once read."""

from dataclasses import dataclass, field
from datetime import datetime

type Mailbox = tuple[str, str]
"""(name, address): the name may be empty, the address is in its one form (`kit.addresses`)."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came along; `content_id` is without its angle brackets.

    `inline` is whether the mail's own HTML shows it in its place. What the sender only wished
    to be shown stands in no place of the text: it is a file like any other.
    """

    name: str
    content_type: str
    content: bytes
    content_id: str
    inline: bool


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Who seems to have written first, where a colleague passed a mail on: a proposal only.

    `words` are what they wrote, where their mail came along as a file; None where it stands in the
    text of who passed it on.
    """

    name: str
    address: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that could not be delivered, or not yet.

    `recipients` are all whom it didn't reach, `message_ids` all Message-IDs that the report
    mentions (the original's first); `recipient` and `message_id` are the first of each, empty
    where the report doesn't say. `permanent` is False for a delay, after which it is tried
    again; `reason` is the other server's own words.
    """

    message_id: str
    recipient: str
    permanent: bool
    reason: str
    recipients: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Authentication:
    """One Authentication-Results header (RFC 8601): what the server `by` says that it found.

    `results` has the result of each method (dkim, spf, dmarc, arc), "pass" where one of several
    passed; `domains` the domains for which a method passed. Anybody can write such a header:
    which servers are believed is decided elsewhere.
    """

    by: str
    results: dict[str, str] = field(default_factory=dict)
    domains: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Automatic:
    """The headers by which machines make themselves known, as they came (lower-cased).

    `spam` is whether a filter on the way called the mail spam.
    """

    auto_submitted: str = ""
    precedence: str = ""
    list_id: str = ""
    list_post: str = ""
    list_unsubscribe: str = ""
    suppress: str = ""
    auto_reply: str = ""
    return_path: str | None = None
    feedback: str = ""
    calendar_method: str = ""
    report_type: str = ""
    ours: str = ""
    spam: bool = False


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """One mail, read as far as it could be; every text in it can be stored in PostgreSQL.

    `text` is everything readable, quoted parts included. `html` is the raw HTML part, never
    to be shown unsanitised. Message-IDs keep their angle brackets. `date` is in UTC.
    `delivered_to` are the addresses by which servers on the way say that it came, the nearest
    to us first; `authentication` what they say of its sender, in the order of the headers.
    `reported` are the Message-IDs of the mails that it is a report about, of whatever kind;
    `feedback` what its reader said of them there ("abuse"), where it is a feedback report.
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
    delivered_to: tuple[str, ...] = ()
    authentication: tuple[Authentication, ...] = ()
    date: datetime | None = None
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    auto: Automatic = Automatic()
    bounce: Bounce | None = None
    reported: tuple[str, ...] = ()
    feedback: str = ""
    forwarded: Forwarded | None = None
    problems: tuple[str, ...] = ()
