"""The words by which one of us answers by mail what they are asked: a file for each language.

Mails tell the words of their reader's language; answers are read in all of them, since nobody
writes in the language of their pages alone.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

OTHERWISE = "en"
"""Whose words are told where a language has none of its own."""

type Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """One language's: what mails tell people to write (`will`, `will_by`, `cannot`, `yes`, `no`);
    how an answer begins that promises (`promises`), with a time after it (`by`), or that declines
    (`declines`); and the lines that are a plain yes, or a plain no."""

    code: str
    will: str
    will_by: str
    cannot: str
    yes: str
    no: str
    promises: Pattern
    by: Pattern
    declines: Pattern
    plain_yes: frozenset[str]
    plain_no: frozenset[str]


@cache
def every() -> dict[str, AnswerWords]:
    """Those of every language that has a file here, by its code."""
    names = sorted(one.name for one in files(__package__).iterdir() if one.name.endswith(".toml"))
    return {code: _read(code) for code in (name.removesuffix(".toml") for name in names)}


def here() -> AnswerWords:
    """Those of the language in force."""
    return every().get(get_language() or "", every()[OTHERWISE])


def plain(text: str) -> str:
    """A line as it is compared: its words alone."""
    return " ".join(re.sub(r"[^\w’ ]", " ", text.replace("'", "’")).casefold().split())


def _read(code: str) -> AnswerWords:
    data = tomllib.loads((files(__package__) / f"{code}.toml").read_text("utf-8"))
    says, reads, whole = data["says"], data["reads"], data["plain"]
    return AnswerWords(
        code=code,
        **says,
        promises=_begins(rf"(?:(?:{reads['gladly']})[\s,.!]+)*(?:{reads['will']})(?!\w)[\s.!,:]*"),
        by=_begins(rf"(?:{reads['by']})(?!\w)"),
        declines=_begins(
            rf"(?:(?:{reads['sorry']})[\s,.!]+)*(?:{reads['cannot']})(?!\w)[\s.!,:;–-]*"
        ),
        plain_yes=_lines([says["yes"], *whole["yes"]]),
        plain_no=_lines([says["no"], *whole["no"]]),
    )


def _begins(pattern: str) -> Pattern:
    return re.compile(pattern, re.IGNORECASE)


def _lines(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(line) for line in lines)
