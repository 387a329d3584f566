"""The rules of one language, read from its file and compiled once."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from buckstop.conversations.wording.finding import Concern
from buckstop.conversations.wording.grammar import Grammar, grammar_of

CODES = ("en", "de", "fr", "es")
SURE = 3  # common words of one language, and twice those of any other, by which it surely shows
SUPPLIER_MARK, COLLEAGUE_MARK = "¤", "¥"
"""Stand for each letter of a supplier's or a colleague's name while rules are looked for."""

type Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that raise a concern, `unless` their sentence says otherwise."""

    concern: Concern
    match: Pattern
    unless: Pattern | None
    of: str
    instead: tuple[str, ...]
    ideas: tuple[str, ...]
    marked: tuple[str, ...]
    clean: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """How an instant is written in a draft: `by 16:30 tomorrow`."""

    by: str
    today: str
    tomorrow: str
    weekday: str
    date: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """One language's rules. `promises`, `asks` and so on find what a sentence does."""

    code: str
    common: frozenset[str]  # words by which the language shows
    rules: tuple[Rule, ...]
    promises: Pattern
    asks: Pattern
    conditions: Pattern
    absences: Pattern
    away: Pattern  # of who doesn't read their mail
    until: Pattern  # stands before the day on which they do again
    news: Pattern
    apologies: Pattern
    apology: str  # offered where none stands
    next_step: str
    grammar: Grammar
    saying: Saying
    examples: dict[str, Any]


@cache
def language(code: str) -> Language:
    """The rules of the language `code`, of `CODES`."""
    data = tomllib.loads((files(__package__) / "languages" / f"{code}.toml").read_text("utf-8"))
    lists, sentence, saying = data["lists"], data["sentence"], data["saying"]

    def compiled(*patterns: str) -> Pattern:
        return re.compile(expanded("|".join(patterns), lists), re.IGNORECASE)

    return Language(
        code=code,
        common=frozenset(data["common"].split()),
        rules=tuple(_rule(one, lists) for one in data["rules"]),
        **{name: compiled(*sentence[name]) for name in _SENTENCE},
        apology=sentence["apology"],
        next_step=sentence["next_step"],
        grammar=grammar_of(data["time"], lists, expanded),
        saying=Saying(
            **{name: saying[name] for name in ("by", "today", "tomorrow", "weekday", "date")},
            weekdays=tuple(saying["weekdays"].split()),
            months=tuple(saying["months"].split()),
        ),
        examples=data.get("examples", {}),
    )


_SENTENCE = ("promises", "asks", "conditions", "absences", "away", "until", "news",
             "apologies")  # fmt: skip


def expanded(pattern: str, lists: dict[str, str]) -> str:
    """A pattern of the data as a regular expression.

    It stands for whole words, a blank for white space, and `{name}` for one of the list so named.
    """
    whole = pattern
    for name, words in lists.items():
        whole = whole.replace(f"{{{name}}}", f"(?:{words})")
    whole = whole.replace("¤", f"{SUPPLIER_MARK}+").replace("¥", f"{COLLEAGUE_MARK}+")
    return rf"(?<!\w)(?:{whole.replace(' ?', r'\s*').replace(' ', r'\s+')})(?!\w)"


def _rule(data: dict[str, Any], lists: dict[str, str]) -> Rule:
    unless = data.get("unless")
    return Rule(
        concern=Concern(data["concern"]),
        match=re.compile(expanded("|".join(data["match"]), lists), re.IGNORECASE),
        unless=re.compile(expanded(unless, lists), re.IGNORECASE) if unless else None,
        of=data.get("of", ""),
        instead=tuple(data.get("instead", ())),
        ideas=tuple(data.get("ideas", ())),
        marked=tuple(data.get("marked", ())),
        clean=tuple(data.get("clean", ())),
    )


def _counts(text: str) -> dict[str, int]:
    """How many of its words are common in each language."""
    words = re.findall(r"[^\W\d_]+", text.casefold())[:400]
    return {code: sum(word in language(code).common for word in words) for code in CODES}


def spoken_in(text: str, otherwise: str) -> str:
    """The code of the language of `text` by its commonest words; `otherwise` where none shows."""
    counts = _counts(text)
    best = max(CODES, key=lambda code: (counts[code], code == otherwise))
    return best if counts[best] else otherwise


def surely_spoken_in(text: str) -> str:
    """The code of the language of `text` where it shows beyond doubt; else empty."""
    counts = _counts(text)
    second, best = sorted(CODES, key=lambda code: counts[code])[-2:]
    return best if counts[best] >= max(SURE, 2 * counts[second]) else ""
