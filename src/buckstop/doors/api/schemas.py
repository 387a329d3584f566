"""What the API takes and gives. Unknown fields are refused: a typing mistake must not pass."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from buckstop.problems.commitments.kind import KINDS
from buckstop.problems.rules import impact

type Kind = Literal["problem", "request", "question"]
type State = Literal["open", "fixed", "closed"]
type CommitmentState = Literal[
    "requested", "promised", "reported", "kept", "declined", "withdrawn", "missed"
]


def _known(code: str) -> str:
    """Of the kinds of commitment that there are."""
    if code not in KINDS:
        raise ValueError(f"A commitment is one of {', '.join(KINDS)}.")
    return code


def _list(schema: dict[str, Any]) -> None:
    schema["enum"] = list(KINDS)


type CommitmentKind = Annotated[str, AfterValidator(_known), Field(json_schema_extra=_list)]
LONGEST = 200_000
Limit = Annotated[int, Field(ge=1, le=200, description="How many at most.")]
Next = Annotated[str | None, Field(description="Send it as `cursor` for more; null at the end.")]


class Strict(Schema):
    """Input, without unknown fields."""

    model_config = ConfigDict(extra="forbid")


class Filters(Strict):
    """What every list takes."""

    cursor: Annotated[str | None, Field(max_length=200, description="`next` of before.")] = None
    limit: Limit = 50


class ProblemFilters(Filters):
    """Which problems."""

    state: State | Literal["running"] | None = None
    kind: Kind | None = None
    owner: UUID | None = None
    team: UUID | Literal["desk"] | None = None
    customer: UUID | None = None
    hurts: Annotated[int | None, Field(ge=0, le=2, description=impact.FOR_PROGRAMS)] = None
    tag: Annotated[str | None, Field(max_length=60, description="By name.")] = None
    q: Annotated[
        str | None,
        Field(
            max_length=200,
            description="Parts of what was said, of a title, a file's name, a person, an address, "
            "a phone number or a customer; or a reference. All of them must fit. Filters as words "
            "too: `customer:nordbank has:attachment missed:yes before:2026-11-01`. A page may be "
            "short while `next` goes on.",
        ),
    ] = None
    order: Annotated[
        Literal["newest", "best"],
        Field(
            description="`best`: of what holds the words of `q`, what fits best stands first (in "
            "its title, open, new): one page and no more."
        ),
    ] = "newest"


class CommitmentFilters(Filters):
    """Which commitments."""

    problem: Annotated[str | None, Field(max_length=20, description="Such as P-1042.")] = None
    kind: CommitmentKind | None = None
    state: CommitmentState | None = None
    debtor: UUID | None = None
    owed: Annotated[bool | None, Field(description="Still owed, or over.")] = None


class EntryFilters(Strict):
    """Which changes."""

    after: Annotated[
        str, Field(max_length=60, description="`next` of before; empty: from the beginning.")
    ] = ""
    limit: Limit = 50
    code: Annotated[str, Field(max_length=40, description="Such as `news-sent`.")] = ""


class ContactIn(Strict):
    """The customer's person: who is known by the address is found again."""

    name: Annotated[str, Field(max_length=120)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""


class ProblemIn(Strict):
    """Something is wrong: in the customer's words."""

    text: Annotated[str, Field(max_length=LONGEST, description="What they said.")]
    contact: ContactIn
    title: Annotated[str, Field(max_length=200, description="Else the first line.")] = ""
    kind: Kind = "problem"
    hurts: Annotated[int, Field(ge=0, le=2, description=impact.FOR_PROGRAMS)] = 1
    customer: Annotated[
        UUID | None, Field(description="Else whom the contact or their mail domain belongs to.")
    ] = None
    address: Annotated[
        str,
        Field(
            max_length=254,
            description="The address of the desk that they wrote to: its brand, team and level.",
        ),
    ] = ""


class MessageIn(Strict):
    """What the customer said on their case."""

    text: Annotated[str, Field(max_length=LONGEST)]
    case: Annotated[UUID | None, Field(description="Needed where there are several.")] = None


class Named(Schema):
    """A person or a customer."""

    id: UUID
    name: str


class CaseOut(Schema):
    """One customer's side. `customer` is null while it isn't clear for whom they write."""

    id: UUID
    state: str
    title: str
    customer: Named | None
    contact: Named
    opened_at: datetime
    ended_at: datetime | None


class ActOut(Schema):
    """Something that your key may do now: send `method` to `href`. `case`: the one it is about.

    What is sent along says the description of that address.
    """

    name: str
    method: Annotated[str, Field(description="Such as POST.")]
    href: Annotated[str, Field(description="The address, from the root.")]
    case: UUID | None


class ProblemOut(Schema):
    """A problem. `understanding` is what all customers are told, or else the newest of one."""

    ref: str
    kind: str
    state: str
    title: str
    understanding: str | None
    hurts: int
    owner: Annotated[Named | None, Field(description="Null: handled in another system.")]
    owner_since: datetime | None
    team: Annotated[UUID | None, Field(description="That it is with; null is the service desk.")]
    opened_at: datetime
    next_update_due: datetime | None
    closed_at: datetime | None
    outcome: str
    tags: list[str]
    fields: Annotated[dict[str, str], Field(description="The house's own, by name, as text.")]
    cases: list[CaseOut]
    acts: Annotated[list[ActOut], Field(description="What your key may do now.")]


class CommitmentOut(Schema):
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
    acts: Annotated[list[ActOut], Field(description="What your key may do now.")]


class By(Schema):
    """Who did it: staff, contact, key or desk."""

    kind: str
    id: UUID | None
    name: str


class EntryOut(Schema):
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


class ChangeOut(EntryOut):
    """An entry in the feed; `number` counts in its chain. `problem`: whose chain that is, where it
    is one of a problem."""

    id: UUID
    chain: UUID
    problem: str | None


class MailOut(Schema):
    """A mail that takes a message out, and what became of it."""

    state: Annotated[
        str,
        Field(
            description="pending, handing, sent (the next server took it), uncertain, failed,"
            " bounced or dropped (not needed any more)."
        ),
    ]
    sent_at: datetime | None
    delivered_at: Annotated[
        datetime | None,
        Field(description="When the recipient’s server took it, where a provider told so."),
    ]
    why: Annotated[str, Field(description="What the last try, or a report since, said.")]


class MessageOut(Schema):
    """A message."""

    id: UUID
    case: Annotated[UUID | None, Field(description="Null: a note about the whole problem.")]
    kind: str
    channel: str
    at: datetime
    text: str
    mails: Annotated[list[MailOut], Field(description="Empty where none takes it out.")]


class Messages(Schema):
    """Messages of one problem, the newest first, notes of ours among them."""

    items: list[MessageOut]
    next: Next


class Problems(Schema):
    """Problems, the newest first."""

    items: list[ProblemOut]
    next: Next


class Commitments(Schema):
    """Commitments, the newest first."""

    items: list[CommitmentOut]
    next: Next


class Entries(Schema):
    """Entries of one problem, the oldest first."""

    items: list[EntryOut]
    next: Next


class Changes(Schema):
    """Entries of all, the oldest first."""

    items: list[ChangeOut]
    next: Annotated[str, Field(description="Send it as `after`, for more or for what comes.")]
    more: Annotated[bool, Field(description="Whether more stands there already.")]
