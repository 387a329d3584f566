"""Times that a draft promises in words: what they could be made, and what they contradict."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from buckstop.conversations.wording.context import Context, Promise
from buckstop.conversations.wording.finding import Concern, Finding
from buckstop.conversations.wording.instants import spoken_times
from buckstop.conversations.wording.language import Language
from buckstop.conversations.wording.sentences import Span, around
from buckstop.kit.folding import plain

_SAME = timedelta(minutes=1)  # apart: the same promise
_CLAUSE = 200  # characters before a time in which an "if" still governs it
_CLAUSES = re.compile(r"[,;:–]")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What a sentence does, read once however many times stand in it."""

    start: int
    promises_at: Span | None  # the first words that promise
    asks_at: int | None
    is_news: bool
    words: frozenset[str]


def promised_times(
    text: str,
    draft: str,
    sentences: list[Span],
    ruled: list[Finding],
    speech: Language,
    context: Context,
) -> Iterator[Finding]:
    """A finding for each time that a sentence of `draft` promises, but for the letter's own.

    `ruled`: what was found already; within a vague time no exact one is looked for.
    """
    vague = bytearray(len(draft))
    for one in ruled:
        if one.concern is Concern.VAGUE_TIME:
            vague[one.start : one.end] = b"\1" * (one.end - one.start)
    read: dict[Span, _Sentence] = {}
    for time in spoken_times(
        draft, speech.grammar, now=context.now, zone=context.zone, closes=context.closes
    ):
        span = around(time.start, sentences)
        sentence = read.get(span) or read.setdefault(span, _read(draft, span, speech))
        if 1 in vague[time.start : time.end] or not _is_promise(
            draft, sentence, time.start, speech
        ):
            continue
        against = _contradicted(sentence, time.at, speech, context)
        same = context.promised is not None and abs(time.at - context.promised) < _SAME
        if against is None and same:
            continue
        concern = Concern.CONTRADICTION if against else Concern.SPOKEN_TIME
        words = text[time.start : time.end]
        yield Finding(concern, time.start, time.end, words, promise=time.at, against=against)


def _read(draft: str, span: Span, speech: Language) -> _Sentence:
    promises, asks = speech.promises.search(draft, *span), speech.asks.search(draft, *span)
    away = speech.absences.search(draft, *span)
    return _Sentence(
        start=span[0],
        promises_at=promises.span() if promises and not away else None,
        asks_at=asks.start() if asks else None,
        is_news=bool(speech.news.search(draft, *span)),
        words=_content(draft[span[0] : span[1]], speech),
    )


def _is_promise(draft: str, sentence: _Sentence, at: int, speech: Language) -> bool:
    """Whether the time is when we do something: no request's, and not that of an "if"."""
    if sentence.promises_at is None:
        return False
    clause = _CLAUSES.split(draft[max(sentence.start, at - _CLAUSE) : at])[-1]
    if speech.conditions.search(clause):
        return False
    begins, ends = sentence.promises_at
    return sentence.asks_at is None or begins > sentence.asks_at or ends <= at


def _contradicted(
    sentence: _Sentence, at: datetime, speech: Language, context: Context
) -> datetime | None:
    """The open promise that a later time contradicts: of the next news, or of the same work."""
    promised = context.promised
    if promised and at > promised + _SAME and sentence.is_news:
        return promised
    for one in context.promises:
        if at > one.due + _SAME and _same_work(sentence.words, one, speech):
            return one.due
    return None


def _same_work(words: frozenset[str], promise: Promise, speech: Language) -> bool:
    theirs = _content(promise.what, speech)
    return len(words & theirs) >= min(2, len(theirs)) > 0


def _content(text: str, speech: Language) -> frozenset[str]:
    """The beginnings of its longer words: `restarted` is `restar`, as `restart` is."""
    words = re.findall(r"[^\W\d_]{4,}", plain(text))
    return frozenset(word[:6] for word in words if word not in speech.common)
