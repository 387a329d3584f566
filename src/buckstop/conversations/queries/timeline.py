"""What was said and done on a problem, as one line of time: entries, with their messages.

The ledger is the spine: each message has an entry, so one cursor pages both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject, Left

from buckstop.conversations.entries import MessageImported
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.conversations.letters.letter import of_people
from buckstop.conversations.models import Attachment, Message, TakenBack, Widening
from buckstop.conversations.models.message import THEIRS
from buckstop.conversations.queries.mails import deliveries_of
from buckstop.conversations.queries.splitting import said_later, was_split_off
from buckstop.kit import clock
from buckstop.kit.reading import Among, Given, reading
from buckstop.ledger.entries import Fact, digests
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.reading import fact_of, people_in
from buckstop.outbox.models import DeliveryState
from buckstop.people.queries import names
from buckstop.problems.models import Problem

PAGE = 120  # entries of one page
LONGEST = 20_000  # characters of one line; the rest is in the mail itself

_FILE = JSONObject(id="id", name="name", size="size", kind="content_type")
_MAIL = JSONObject(state="state", why="why", since="made_at", arrived="arrived_at")

type Stays = list[tuple[UUID, UUID, int, int]]
"""Of cases that came from elsewhere: case, chain, its first and last entry there."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry, what it says happened, and the message that it tells of.

    `cut`: a text is longer than what stands in `texts`; `erased`: one was emptied.
    """

    entry: Entry
    made: Fact
    message: Message | None
    texts: dict[str, str]
    cut: bool = False
    erased: bool = False


@dataclass(slots=True)
class Timeline:
    """A page of moments, oldest first; `before` leads to the page before, `last_told` is the newest
    word of ours to customers, with its text; `acknowledged`: a letter left that says so."""

    moments: list[Moment]
    before: str = ""
    names: dict[UUID, str] = field(default_factory=dict)
    last_told: Message | None = None
    acknowledged: bool = False
    last_text: str = ""


ON_RECORD = ("message-kept", "files-kept")
"""What stands in the ledger so that what was said can't be changed: no news by itself."""


def timeline(
    problem: Problem,
    *,
    stays: Stays,
    before: str = "",
    names_read: Mapping[UUID, str] | None = None,
) -> Timeline:
    """The newest page of what was said and done, or the one before the cursor `before`.

    Four queries; three where the names of all who act in it were read before.
    """
    if stays or before:
        rows = list(_entries(problem.chain_id, stays, before)[: PAGE + 1])
    else:
        rows = _newest(chain=problem.chain_id)
    more, rows = len(rows) > PAGE, rows[:PAGE][::-1]
    facts = {entry.pk: fact_of(entry) for entry in rows}
    bodies = _bodies(facts.values())
    by_text = {body.key: digest for digest, body in bodies.items()}
    said = _messages(problem, facts.values(), list(by_text))
    by_digest = {
        (by_text[m.text_id], m.case_id): m for m in said if m.text_id in by_text and not _ours(m)
    }
    by_id = {message.pk: message for message in said}
    moments = []
    for entry in rows:
        made = facts[entry.pk]
        found = by_id.get(getattr(made, "message", problem.pk)) if not _heard(made) else None
        if _heard(made):
            found = by_digest.get((made.message, made.case))  # type: ignore[attr-defined]
        mine = {digest: bodies[digest] for digest in _texts(made) if digest in bodies}
        moments.append(_moment(entry, made, found, mine))
    page = Timeline(moments, names=names(people_in(rows), names_read))
    page.before = _cursor(rows[0]) if more and rows else ""
    page.acknowledged = any(m.kind == Acknowledgement.code and m.left for m in said)  # type: ignore[attr-defined]
    page.last_told = max((m for m in said if _told(m)), key=lambda m: (m.at, m.pk), default=None)
    if page.last_told:
        page.last_text = getattr(page.last_told, "told_text", "") or ""
    return page


def _texts(made: Fact) -> list[str]:
    """The digests of the words that stand in its line: of what came from elsewhere the text."""
    return [made.text] if isinstance(made, MessageImported) else digests(made)


def _ours(message: Message) -> bool:
    return message.kind not in THEIRS


def _told(message: Message) -> bool:
    stands = not message.was_taken_back  # type: ignore[attr-defined]
    return stands and message.kind in of_people()


def _heard(made: Fact) -> bool:
    return made.code in ("customer-heard", "words-noted")


@reading
def _newest() -> "QuerySet[Entry]":
    return _entries(Given("chain"), [], "")[: PAGE + 1]


def _entries(its_chain: UUID | Given, stays: Stays, before: str) -> "QuerySet[Entry]":
    rows = Entry.objects.only(
        "id", "chain_id", "number", "content", "code", "at", "audience", "actor_kind", "actor_id",
        "cases", "transaction",
    )  # fmt: skip
    where = Q(chain=its_chain)
    for case, chain, first, last in stays:
        where |= Q(chain=chain, number__gte=first, number__lte=last, cases__contains=[case])
    rows = rows.filter(where).exclude(code__in=ON_RECORD)
    if cursor := _read(before):
        at, chain, number = cursor
        earlier = (
            Q(at__lt=at) | Q(at=at, chain__lt=chain) | Q(at=at, chain=chain, number__lt=number)
        )
        if not stays:
            earlier = Q(number__lt=number)
        rows = rows.filter(earlier)
    return rows.order_by("-at", "-chain_id", "-number") if stays else rows.order_by("-number")


def _cursor(entry: Entry) -> str:
    return f"{entry.at.isoformat()}~{entry.chain_id.hex}~{entry.number}"


def _read(text: str) -> tuple[datetime, UUID, int] | None:
    parts = text.split("~")
    if len(parts) != 3 or not (parts[2].isascii() and parts[2].isdigit() and len(parts[2]) < 10):
        return None
    at = clock.instant(parts[0])
    try:
        return (at, UUID(parts[1]), int(parts[2])) if at is not None else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Words:
    key: UUID
    text: str
    erased: bool


def _moment(entry: Entry, made: Fact, message: Message | None, words: dict[str, _Words]) -> Moment:
    return Moment(
        entry,
        made,
        message,
        {digest: one.text[:LONGEST] for digest, one in words.items()},
        cut=any(len(one.text) > LONGEST for one in words.values()),
        erased=any(one.erased for one in words.values()),
    )


def _bodies(facts: Any) -> dict[str, _Words]:
    wanted = {str(digest) for made in facts for digest in _texts(made)}
    found = _said(digests=list(wanted)) if wanted else []
    return {
        digest: _Words(key, text or "", bool(gone) and text is None)
        for digest, key, text, gone in found
    }


@reading
def _said() -> "QuerySet[Body, tuple[Any, ...]]":
    rows = Body.objects.filter(Among("digest", Given("digests")))
    return rows.values_list("digest", "pk", Left("text", LONGEST + 1), "erased_at")


def _messages(problem: Problem, facts: Any, texts: list[UUID]) -> list[Message]:
    """The messages of these facts, and the newest word of ours besides."""
    keys = [made.message for made in facts if isinstance(getattr(made, "message", None), UUID)]
    return _told_of(problem=problem.pk, keys=keys, texts=texts)


@reading
def _told_of() -> "QuerySet[Message]":
    given = Given("problem")
    told = Message.objects.standing().filter(problem=given, kind__in=of_people())
    newest = told.order_by("-at", "-pk")
    mails = deliveries_of(OuterRef("pk")).order_by("copy", "pk")
    files = Attachment.objects.filter(message=OuterRef("pk")).order_by("pk")
    rows = Message.objects.filter(
        Q(Among("pk", Given("keys")))
        | Q(Among("text", Given("texts")))
        | Q(pk=Subquery(newest.values("pk")[:1]))
    )
    return (
        rows.select_related("case__customer", "case__contact", "said_by")
        .annotate(
            files=ArraySubquery(files.values(said=_FILE)),
            left=Exists(deliveries_of(OuterRef("pk")).filter(state=DeliveryState.SENT)),
            mails=ArraySubquery(mails.values(said=_MAIL)),
            said_later=said_later(),
            was_split=was_split_off(),
            widened=Exists(Widening.objects.filter(message=OuterRef("pk"))),
            was_taken_back=Exists(TakenBack.objects.filter(message=OuterRef("pk"))),
            quoted_text=Left("quoted__text", LONGEST + 1),
            told_text=Left("text__text", 2000),
        )
        .order_by("at", "pk")
    )
