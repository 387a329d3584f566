"""A small grammar of times said in words: a language's data, and what is found of it in a text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

type Pattern = re.Pattern[str]


class Kind(Enum):
    """Of what a time is made up."""

    SPAN = "span"  # in two hours
    DAY = "day"  # tomorrow
    CLOCK = "clock"  # four
    PART = "part"  # in the afternoon


@dataclass(frozen=True, slots=True)
class Form:
    """One way of saying a part of a time, and what it means besides what its groups say."""

    kind: Kind
    match: Pattern
    means: dict[str, int]


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language says times."""

    forms: tuple[Form, ...]
    joins: Pattern  # what stands between the parts of one time
    numbers: dict[str, int]
    weekdays: tuple[Pattern, ...]
    months: tuple[Pattern, ...]

    def number(self, words: str) -> int:
        """`four` or `4`."""
        return int(words) if words.isdigit() else self.numbers[" ".join(words.lower().split())]

    def weekday(self, words: str) -> int:
        """Monday is 0."""
        return next(n for n, one in enumerate(self.weekdays) if one.fullmatch(words))

    def month(self, words: str) -> int:
        """January is 1."""
        return next(n for n, one in enumerate(self.months, 1) if one.fullmatch(words))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a time as it stands in a text."""

    start: int
    end: int
    form: Form
    groups: dict[str, str]


def grammar_of(
    data: dict[str, Any], lists: dict[str, str], expanded: Callable[[str, dict[str, str]], str]
) -> Grammar:
    """Compile a language's table `time`."""
    named = {
        **lists,
        "number": rf"\d{{1,2}}|{'|'.join(sorted(data['numbers'], key=len, reverse=True))}",
        "weekday": "|".join(data["weekdays"]),
        "month": "|".join(data["months"]),
    }

    def form(kind: Kind, one: dict[str, Any]) -> Form:
        pattern = re.compile(expanded(one["match"], named), re.IGNORECASE)
        return Form(kind, pattern, {k: v for k, v in one.items() if k != "match"})

    joins = rf"\s*(?:(?:{'|'.join(data['joins'])})\s*)*".replace(" ", r"\s+")
    return Grammar(
        forms=tuple(form(kind, one) for kind in Kind for one in data[kind.value]),
        joins=re.compile(joins, re.IGNORECASE),
        numbers=data["numbers"],
        weekdays=tuple(re.compile(one, re.IGNORECASE) for one in data["weekdays"]),
        months=tuple(re.compile(one, re.IGNORECASE) for one in data["months"]),
    )


def times_in(text: str, grammar: Grammar) -> Iterator[list[Part]]:
    """The times in `text`, each as its parts in their order; a span stands alone."""
    time: list[Part] = []
    for part in _parts(text, grammar):
        kinds = {one.form.kind for one in time} | {Kind.SPAN}
        joined = bool(time) and grammar.joins.fullmatch(text, time[-1].end, part.start)
        if joined and part.form.kind not in kinds and time[0].form.kind is not Kind.SPAN:
            time.append(part)
            continue
        if time:
            yield time
        time = [part]
    if time:
        yield time


def _parts(text: str, grammar: Grammar) -> list[Part]:
    """All parts, in their order; where two would overlap, what begins first, then the longer."""
    found = [
        Part(match.start(), match.end(), form, {k: v for k, v in match.groupdict().items() if v})
        for form in grammar.forms
        for match in form.match.finditer(text)
    ]
    kept: list[Part] = []
    for part in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return kept
