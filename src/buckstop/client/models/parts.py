"""What the API takes and gives. Written by `python -m tests.client`: not to change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a customer."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Case:
    """One customer's side. `customer` is null while it isn't clear for whom they write."""

    id: UUID
    state: str
    title: str
    customer: Named | None
    contact: Named
    opened_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Act:
    """Something that your key may do now: send `method` to `href`. `case`: the one it is about.
    What is sent along says the description of that address."""

    name: str
    method: str
    href: str
    case: UUID | None


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem. `understanding` is what all customers are told, or else the newest of one."""

    ref: str
    kind: str
    state: str
    title: str
    understanding: str | None
    hurts: int
    owner: Named | None
    owner_since: datetime | None
    team: UUID | None
    opened_at: datetime
    next_update_due: datetime | None
    closed_at: datetime | None
    outcome: str
    tags: list[str]
    fields: dict[str, Any]
    cases: list[Case]
    acts: list[Act]


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who owes what by when; to the customers where `creditor` is null."""

    id: UUID
    problem: str
    case: UUID | None
    kind: str
    state: str
    what: str
    debtor: Named
    creditor: Named | None
    made_at: datetime
    due: datetime
    first_due: datetime | None
    moved_because: str
    ended_at: datetime | None
    acts: list[Act]


@dataclass(frozen=True, slots=True)
class Commitments:
    """Commitments, the newest first."""

    items: list[Commitment]
    next: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who speaks for a customer."""

    id: UUID
    person: Named


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer, with who speaks for them."""

    id: UUID
    name: str
    domains: list[str]
    zone: str
    tier: str
    language: str
    note: str
    manager: Named | None
    contacts: list[Contact]


@dataclass(frozen=True, slots=True)
class Customers:
    """Customers, the newest first."""

    items: list[Customer]
    next: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here."""

    id: UUID
    public_name: str
    role: str


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who works here."""

    items: list[Person]


@dataclass(frozen=True, slots=True)
class By:
    """Who did it: staff, contact, key or desk."""

    kind: str
    id: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """An entry in the feed; `number` counts in its chain. `problem`: whose chain that is, where
    it is one of a problem."""

    number: int
    at: datetime
    code: str
    sentence: str
    by: By
    audience: str
    cases: list[UUID]
    fields: dict[str, Any]
    hash: str
    id: UUID
    chain: UUID
    problem: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Entries of all, the oldest first."""

    items: list[Change]
    next: str
    more: bool


@dataclass(frozen=True, slots=True)
class Problems:
    """Problems, the newest first."""

    items: list[Problem]
    next: str | None


@dataclass(frozen=True, slots=True)
class ContactIn:
    """The customer's person: who is known by the address is found again."""

    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that takes a message out, and what became of it."""

    state: str
    sent_at: datetime | None
    delivered_at: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message."""

    id: UUID
    case: UUID | None
    kind: str
    channel: str
    at: datetime
    text: str
    mails: list[Mail]


@dataclass(frozen=True, slots=True)
class Messages:
    """Messages of one problem, the newest first, notes of ours among them."""

    items: list[Message]
    next: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the ledger. What people wrote stands apart; `fields` has its digests."""

    number: int
    at: datetime
    code: str
    sentence: str
    by: By
    audience: str
    cases: list[UUID]
    fields: dict[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries of one problem, the oldest first."""

    items: list[Entry]
    next: str | None


@dataclass(frozen=True, slots=True)
class Remedy:
    """What makes something right in one case; who fulfils it owes `step`."""

    id: UUID
    problem: str
    case: UUID
    customer: Named | None
    kind: str
    what: str
    amount: int | None
    currency: str
    state: Literal["asked", "granted", "refused"]
    asked_by: Named
    made_at: datetime
    granted_by: Named | None
    granted_at: datetime | None
    in_good_faith: bool
    backed_by: Named | None
    step: UUID | None
    due: datetime | None
    fulfilled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Remedies:
    """Remedies, the newest first."""

    items: list[Remedy]
    next: str | None


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody who is on duty, and until when."""

    person: Named
    until: datetime
