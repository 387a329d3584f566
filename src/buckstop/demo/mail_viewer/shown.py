"""The demo's mail viewer: what each person got from us."""

from dataclasses import dataclass, field
from datetime import datetime

from buckstop.doors.components.shown.shell import Attached


@dataclass(frozen=True, slots=True, kw_only=True)
class MailOwner:
    """A person whose mail the viewer shows. `kind`: "customer" or "staff"."""

    name: str
    address: str
    url: str
    place: str = ""  # "Nordbank"
    count: int = 0
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRow:
    """One mail in the list of a person."""

    id: str
    url: str
    subject: str
    sender: str
    at: datetime
    begins: str = ""
    chosen: bool = False
    outgoing: bool = False  # written by the person, not by us


@dataclass(frozen=True, slots=True, kw_only=True)
class MailShown:
    """One mail to read. `page_url`: the link to the customer's page inside it, if any."""

    id: str
    subject: str
    sender: str
    to: str
    at: datetime
    text: str
    quoted: str = ""
    html_url: str = ""
    page_url: str = ""
    reply_url: str = ""
    attachments: list[Attached] = field(default_factory=list)
