"""The check itself: a draft and its context in, findings in the order in which they stand out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from buckstop.conversations.wording import names
from buckstop.conversations.wording.context import Context
from buckstop.conversations.wording.finding import WHOLE_DRAFT, Concern, Finding
from buckstop.conversations.wording.language import (
    COLLEAGUE_MARK,
    SUPPLIER_MARK,
    Language,
    language,
    spoken_in,
)
from buckstop.conversations.wording.promised import promised_times
from buckstop.conversations.wording.sentences import around, sentences_of

LONGEST = 20_000  # characters that are read: nobody writes a longer letter by hand
_FEW = 6  # words: too short to miss a next step in it
_APART = "¦"
_QUOTED = re.compile(r"^[ \t]*>.*$|[“„«\"][^“”„«»\"\n]{1,200}[”“»\"]", re.MULTILINE)
_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " "})


def check(text: str, context: Context) -> list[Finding]:
    """What is found in the draft `text`; `LONGEST` characters of it are read, names in all."""
    speech = language(spoken_in(text[:LONGEST], context.language))
    found = [
        Finding(Concern.LEAK, one.start, one.end, one.words)
        for one in names.standing(text, context.others - speech.common)
    ]
    draft = _bare(text[:LONGEST], context)
    sentences = sentences_of(draft)
    ruled = list(_by_rules(draft, sentences, speech))
    found += [_worded(one, text, speech, context) for one in ruled]
    found += promised_times(text, draft, sentences, ruled, speech, context)
    found += _missing(draft, speech, context)
    return sorted(_apart(found, len(text)), key=lambda one: (one.start, one.end))


def _bare(text: str, context: Context) -> str:
    """The draft as rules read it, letter for letter as long: quotations blotted out, apostrophes
    and blanks of one form, names of suppliers and colleagues as marks."""
    draft = list(text.translate(_ALIKE))
    marks = ((context.suppliers, SUPPLIER_MARK), (context.colleagues, COLLEAGUE_MARK))
    for known, mark in marks:
        for one in names.standing(text, known):
            draft[one.start : one.end] = mark * (one.end - one.start)
    for quoted in _QUOTED.finditer(text):
        draft[quoted.start() : quoted.end()] = _APART * (quoted.end() - quoted.start())
    return "".join(draft)


def _by_rules(draft: str, sentences: list[tuple[int, int]], speech: Language) -> Iterator[Finding]:
    for rule in speech.rules:
        for match in rule.match.finditer(draft):
            start, end = around(match.start(), sentences)
            if rule.unless is None or not rule.unless.search(draft, start, end):
                yield Finding(
                    rule.concern, *match.span(), match[0], rule.of, rule.instead, rule.ideas
                )


def _worded(one: Finding, text: str, speech: Language, context: Context) -> Finding:
    """The finding in the draft's own letters; a vague time with the promise to put in its place."""
    one = replace(one, words=text[one.start : one.end])
    if one.concern is not Concern.VAGUE_TIME:
        return one
    if context.promised is None:
        return replace(one, instead=())
    said = by(context.promised, context.now, speech, context)
    return replace(one, instead=(said,), promise=context.promised)


def _missing(draft: str, speech: Language, context: Context) -> list[Finding]:
    """What a letter should have and hasn't."""
    end, found = len(draft), []
    if not draft.strip():
        return []
    if context.failed and not speech.apologies.search(draft):
        found.append(Finding(Concern.NO_APOLOGY, end, end, "", ideas=(speech.apology,)))
    says_next = speech.promises.search(draft) or speech.asks.search(draft) or "?" in draft
    if not context.ends and not says_next and len(draft.split()) >= _FEW:
        found.append(Finding(Concern.NO_NEXT_STEP, end, end, "", ideas=(speech.next_step,)))
    return found


def _apart(found: list[Finding], length: int) -> Iterator[Finding]:
    """Each place once, by its gravest concern; the same words said twice are two."""
    order, taken = list(Concern), bytearray(length)
    for one in sorted(found, key=lambda one: (order.index(one.concern), one.start, -one.end)):
        if one.concern in WHOLE_DRAFT or 1 not in taken[one.start : one.end]:
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            yield one


def by(due: datetime, now: datetime, speech: Language, context: Context) -> str:
    """A due time as the letter's reader reads it: `by 16:30 tomorrow`, in their zone."""
    local, today = due.astimezone(context.zone), now.astimezone(context.zone).date()
    say, apart = speech.saying, (local.date() - today).days
    if apart in (0, 1):
        day = (say.today, say.tomorrow)[apart]
    elif 1 < apart < 7:
        day = say.weekday.format(day=say.weekdays[local.weekday()])
    else:
        day = say.date.format(day=local.day, month=say.months[local.month - 1])
    return say.by.format(time=f"{local:%H:%M}", day=day)
