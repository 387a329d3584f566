"""Where on a problem some words stand: in what was said, in mails as they are, in anything else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from uuid import UUID

from django.db.models import BinaryField, F, Func, IntegerField, Q, QuerySet, Value

from buckstop.conversations.models import Attachment, Message
from buckstop.conversations.queries.mails import letters_of
from buckstop.ledger.entries import digests
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.reading import fact_of
from buckstop.problems.models import Problem

TEXTS = ("text", "quoted")
WHOLE = ("html", "raw")


@dataclass(frozen=True, slots=True)
class Places:
    """`texts` hold the words and go on without them; `whole` (mails as they came or left, their
    HTML, files) can't, and go; `messages` are those concerned."""

    texts: list[Body]
    whole: list[Body]
    messages: list[Message]


def places(problem: Problem, words: str) -> Places:
    """All of them; of cases that were elsewhere what was said there too."""
    said = said_on(problem)
    bodies = _bodies(problem, said)
    texts = list(bodies.filter(text__contains=words))
    files = set(Attachment.objects.filter(message__in=said).values_list("file", flat=True))
    hit = {body.pk for body in (*texts, *_as_bytes(bodies, words))}
    concerned = [one for one in said if words in one.subject or hit.intersection(_all_of(one))]
    whole = {key for one in concerned for key in _of(one, WHOLE)} | (hit & files)
    whole.update(_letters(said, {one.pk for one in concerned}, words))
    markup = {key for one in said for key in _of(one, WHOLE)}
    return Places(
        texts=[body for body in texts if body.pk not in whole | markup],
        whole=list(Body.objects.filter(pk__in=whole).exclude(text=None, raw=None)),
        messages=concerned,
    )


def said_on(problem: Problem) -> "QuerySet[Message]":
    """What was said on a problem, and wherever its cases were before."""
    return Message.objects.filter(Q(problem=problem) | Q(case__problem=problem))


def _bodies(problem: Problem, said: "QuerySet[Message]") -> "QuerySet[Body]":
    """What stands on it: all that entries of its chain name, and what was said."""
    named = {
        digest
        for entry in Entry.objects.filter(chain=problem.chain_id).iterator()
        for digest in digests(fact_of(entry))
    }
    keys = {key for one in said for key in _all_of(one)}
    return Body.objects.filter(Q(digest__in=named) | Q(pk__in=keys))


def _as_bytes(bodies: "QuerySet[Body]", words: str) -> "QuerySet[Body]":
    """Those whose bytes hold the words as they are."""
    sought = Value(words.encode(), output_field=BinaryField())
    at = Func(sought, F("raw"), template="position(%(expressions)s)", arg_joiner=" IN ",
              output_field=IntegerField())  # fmt: skip
    return bodies.filter(raw__isnull=False).alias(at=at).filter(at__gt=0)


def _letters(said: "QuerySet[Message]", concerned: set[UUID], words: str) -> Iterator[UUID]:
    """The mails of ours that say them: ours alone, or one that sends back what was written."""
    for delivery in letters_of(said).filter(raw__isnull=False).select_related("raw"):
        assert delivery.raw is not None
        if delivery.owner in concerned or says(delivery.raw.content(), words):
            yield delivery.raw.pk


def says(mail: bytes, words: str) -> bool:
    """Whether a part of a mail that people read says them."""
    read = message_from_bytes(mail, policy=default)
    assert isinstance(read, EmailMessage)
    parts = [part for part in read.walk() if part.get_content_maintype() == "text"]
    said = [str(read["subject"] or ""), *(unescape(part.get_content()) for part in parts)]
    return any(words in one for one in said)


def _of(message: Message, parts: Iterable[str]) -> Iterator[UUID]:
    yield from filter(None, (getattr(message, f"{part}_id") for part in parts))


def _all_of(message: Message) -> Iterator[UUID]:
    return _of(message, (*TEXTS, *WHOLE))
