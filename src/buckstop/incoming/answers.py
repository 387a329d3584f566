"""What somebody means who answers by mail what they are asked, in whichever language. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from buckstop.notices.answer_words import every, plain


class Means(StrEnum):
    """What the words are."""

    PROMISE = "promise"  # yes, by then
    LATER = "later"  # yes, by the time that they say
    DECLINE = "decline"  # no, and why
    ANSWER = "answer"  # what was asked for itself


@dataclass(frozen=True, slots=True)
class Answer:
    """What is meant, and in which words; of a promise the code of their language."""

    means: Means
    words: str
    language: str = ""


def yes_or_no(said: str) -> bool | None:
    """Whether the first line is a plain yes, or a plain no; None for anything else."""
    line = plain(next((one for one in said.splitlines() if one.strip()), ""))
    if any(line in one.plain_yes for one in every().values()):
        return True
    return False if any(line in one.plain_no for one in every().values()) else None


def read_answer(said: str) -> Answer:
    """“I will” promises, “I will by …” with a time, “I can't: …” declines; all else answers.

    A plain yes or no may be the answer to what was asked, and is taken for one.
    """
    words = said.strip()
    for one in every().values():
        if found := one.declines.match(words):
            why = words[found.end() :].strip()
            return Answer(Means.DECLINE, why) if why else Answer(Means.ANSWER, words)
        if found := one.promises.match(words):
            rest = words[found.end() :].strip()
            if not rest:
                return Answer(Means.PROMISE, words, one.code)
            if one.by.match(rest):
                return Answer(Means.LATER, words, one.code)
    return Answer(Means.ANSWER, words)
