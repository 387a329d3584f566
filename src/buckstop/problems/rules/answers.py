"""What somebody means who answers by mail what they are asked. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Means(StrEnum):
    """What the words are."""

    PROMISE = "promise"  # yes, by then
    LATER = "later"  # yes, by the time that they say
    DECLINE = "decline"  # no, and why
    ANSWER = "answer"  # what was asked for itself


@dataclass(frozen=True, slots=True)
class Answer:
    """What is meant, and in which words."""

    means: Means
    words: str


_WILL = re.compile(r"(?:yes,? |ok,? )?(?:i(?:’|')ll|i will|will do)\b[\s.!,:]*", re.IGNORECASE)
_CANNOT = re.compile(r"(?:sorry,? |no,? )?i (?:can(?:’|')?t|cannot)\b[\s.!,:;–-]*", re.IGNORECASE)
_BY = re.compile(r"by\b|at\b|tomorrow\b|on\b|until\b", re.IGNORECASE)


_YES = frozenset({"yes", "ok", "yes please", "will do", "i will", "i’ll", "yes i will"})
_NO = frozenset({"no", "no thanks", "sorry no", "i can’t", "i cannot", "no i can’t"})


def yes_or_no(said: str) -> bool | None:
    """Whether the first line is a plain yes, or a plain no; None for anything else."""
    line = next((one for one in said.splitlines() if one.strip()), "")
    plain = " ".join(re.sub(r"[^\w’ ]", " ", line.replace("'", "’")).casefold().split())
    return True if plain in _YES else False if plain in _NO else None


def read_answer(said: str) -> Answer:
    """“I will” promises, “I will by …” with a time, “I can't: …” declines; all else answers.

    A plain yes or no may be the answer to what was asked, and is taken for one.
    """
    words = said.strip()
    if found := _CANNOT.match(words):
        why = words[found.end() :].strip()
        return Answer(Means.DECLINE, why) if why else Answer(Means.ANSWER, words)
    if found := _WILL.match(words):
        rest = words[found.end() :].strip()
        if not rest:
            return Answer(Means.PROMISE, words)
        if _BY.match(rest):
            return Answer(Means.LATER, words)
    return Answer(Means.ANSWER, words)
