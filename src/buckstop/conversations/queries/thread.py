"""The conversation of one case: its own messages, and those of others that were shown to all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from buckstop.conversations.models import Attachment, Message, Widening
from buckstop.conversations.models.message import INSIDE, NOT_OURS, MessageKind
from buckstop.kit import clock
from buckstop.kit.reading import Among, Given, reading
from buckstop.problems.models import Case, Stay

PAGE = 30


@dataclass(frozen=True, slots=True)
class Said:
    """A message as one case may see it: of another customer neither name, files nor quotations."""

    message: Message
    own: bool
    files: list[Attachment]

    @property
    def of_another_customer(self) -> bool:
        return not self.own and not is_ours(self.message)


@dataclass(frozen=True, slots=True)
class Thread:
    """Some of the conversation, newest first: after `newer` (None on the first page), and up to
    `older`, the message to go on from (None on the last page)."""

    said: list[Said]
    newer: Message | None
    older: Message | None


def is_ours(message: Message) -> bool:
    """Whether we said it, and not a customer or a machine of theirs."""
    return message.kind not in NOT_OURS


def thread(case: Case, *, before: UUID | None = None, limit: int = PAGE) -> Thread:
    """The newest messages that this case may see, or those before message `before`."""
    widened = _widened(case)
    newer = _visible(case, widened).filter(pk=before).first() if before else None
    if newer is None:
        found = _newest(limit, case=case.pk, widened=widened, now=clock.now())
    else:
        earlier = Q(at__lt=newer.at) | Q(at=newer.at, pk__lt=newer.pk)
        found = list(_in_order(_visible(case, widened).filter(earlier))[: limit + 1])
    shown = found[:limit]
    files = _files(message for message in shown if _shows_files(message, case))
    said = [Said(m, m.case_id == case.pk, files.get(m.pk, [])) for m in shown]
    return Thread(said=said, newer=newer, older=shown[-1] if len(found) > limit else None)


@reading
def _newest(limit: int) -> "QuerySet[Message]":
    which = Q(case=Given("case")) | Q(Among("pk", Given("widened")))
    return _in_order(_seen(which, Given("now")))[: limit + 1]


def _in_order(rows: "QuerySet[Message]") -> "QuerySet[Message]":
    return rows.select_related("said_by", "owner").defer("remarks").order_by("-at", "-pk")


def first_words(case: Case) -> tuple[UUID | None, str]:
    """The body of what the customer said first, and who of us noted it, where they didn't write."""
    text, kind, who = _first_words.first(case=case.pk) or (None, "", "")
    return text, who or "" if kind == MessageKind.NOTED else ""


@reading
def _first_words() -> "QuerySet[Message, tuple[Any, ...]]":
    kinds = (MessageKind.HEARD, MessageKind.NOTED)
    said = Message.objects.filter(case=Given("case"), kind__in=kinds).order_by("at", "pk")
    return said.values_list("text_id", "kind", "said_by__public_name")[:1]


def last_of_kind(case: Case, kind: str) -> Message | None:
    """The newest message of a kind that this case was told."""
    return _last.first(case=case.pk, kind=kind)


@reading
def _last() -> "QuerySet[Message]":
    told = Message.objects.filter(case=Given("case"), kind=Given("kind"))
    return told.select_related("said_by").order_by("-at", "-pk")[:1]


def text_of(case: Case, key: UUID) -> str | None:
    """All that was said in a message that this case may see; None where there is no such text."""
    found = _visible(case, _widened(case)).filter(pk=key).select_related("text").first()
    return found.text.text if found is not None and found.text is not None else None


def file_of(case: Case, key: UUID) -> Attachment | None:
    """A file that this case may have, with its content; or None."""
    found = Attachment.objects.filter(pk=key).select_related("message", "file").first()
    if found is None or not _shows_files(found.message, case):
        return None
    return found if _visible(case, _widened(case)).filter(pk=found.message_id).exists() else None


def _visible(case: Case, widened: list[UUID]) -> QuerySet[Message]:
    seen = Q(case=case) | Q(pk__in=widened) if widened else Q(case=case)
    return _seen(seen, clock.now())


def _seen(which: Q, now: datetime | Given) -> QuerySet[Message]:
    said = Message.objects.standing().filter(which).exclude(kind__in=INSIDE)
    return said.filter(Q(leaves_at=None) | Q(leaves_at__lte=now))


def _widened(case: Case) -> list[UUID]:
    """What was shown to all of a problem before this case left it, and before it ended."""
    ended = case.ended_at
    return _widenings(ended is not None, case=case.pk, ended=ended)


@reading
def _widenings(has_ended: bool) -> "QuerySet[Widening, UUID]":
    stays = Stay.objects.filter(case=Given("case"))
    there = stays.filter(problem=OuterRef("problem")).filter(
        Q(ends_at=None) | Q(ends_at__gt=OuterRef("at"))
    )
    rows = Widening.objects.filter(Exists(there), problem__in=stays.values("problem"))
    if has_ended:
        rows = rows.filter(at__lte=Given("ended"))
    return rows.exclude(message__case=Given("case")).values_list("message_id", flat=True)


def _shows_files(message: Message, case: Case) -> bool:
    return message.case_id == case.pk or is_ours(message)


def _files(messages: Iterable[Message]) -> dict[UUID, list[Attachment]]:
    found: dict[UUID, list[Attachment]] = {}
    keys = [message.pk for message in messages]
    for row in _attached(messages=keys) if keys else []:
        found.setdefault(row.message_id, []).append(row)
    return found


@reading
def _attached() -> "QuerySet[Attachment]":
    return Attachment.objects.filter(Among("message", Given("messages"))).order_by("pk")
