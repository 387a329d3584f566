"""Names in a draft: what could be one is looked up, so that no list of names is ever walked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from buckstop.people.bare_names import bare_name

LONGEST = 5  # words of a name
_WORD = re.compile(r"[\w&]+(?:[.'’&+-]\w+)*")
_GAP = re.compile(r"[.,]?[ \u00a0]+(?:& )?")
_SHORTEST = 3  # letters


@dataclass(frozen=True, slots=True)
class Named:
    """What could be a name, and where it stands."""

    start: int
    end: int
    words: str


def candidates(text: str) -> set[str]:
    """All that could be a name in `text`, bare: to be looked up at once, by an index."""
    return {bare_name(one.words) for one in _possible(text)}


def standing(text: str, names: frozenset[str]) -> list[Named]:
    """Where `names` (bare) stand in `text`: the longest at each place."""
    if not names:
        return []
    found: list[Named] = []
    for one in sorted(_possible(text), key=lambda one: (one.start, -one.end)):
        if bare_name(one.words) in names and (not found or one.start >= found[-1].end):
            found.append(one)
    return found


def _possible(text: str) -> Iterator[Named]:
    """Up to five words in a row, the first with a capital or a digit, or with a dot within."""
    words = list(_WORD.finditer(text))
    for n, first in enumerate(words):
        initial = first[0][0]
        if not (initial.isupper() or initial.isdigit() or "." in first[0]):
            continue
        end = first.end()
        for word in words[n : n + LONGEST]:
            if word is not first and not _GAP.fullmatch(text, end, word.start()):
                break
            end = word.end()
            if end - first.start() >= _SHORTEST:
                yield Named(first.start(), end, text[first.start() : end])
