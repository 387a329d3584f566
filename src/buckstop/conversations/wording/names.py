"""Names in a draft: what could be one is looked up, so that no list of names is ever walked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from buckstop.kit.folding import plain

LONGEST = 5  # words of a name
LEGAL_FORMS = (
    "ag", "gmbh", "kg", "ohg", "ug", "se", "ltd", "limited", "llc", "llp", "plc", "inc", "corp",
    "co", "company", "sa", "sas", "sarl", "srl", "sl", "slu", "spa", "bv", "nv", "ab", "as", "oy",
)  # fmt: skip
_WORD = re.compile(r"[\w&]+(?:[.'’&+-]\w+)*")
_GAP = re.compile(r"[.,]?[ \u00a0]+(?:& )?")
_FORM = re.compile(rf"[ ,.]+(?:{'|'.join(LEGAL_FORMS)})\.?$")
_SHORTEST = 3  # letters


@dataclass(frozen=True, slots=True)
class Named:
    """What could be a name, and where it stands."""

    start: int
    end: int
    words: str


def folded(name: str) -> str:
    """A name as two spellings of it compare: without accents, capitals and its legal form."""
    return _FORM.sub("", " ".join(plain(name).replace("’", "'").split()))


def candidates(text: str) -> set[str]:
    """All that could be a name in `text`, folded: to be looked up at once, by an index."""
    return {folded(one.words) for one in _possible(text)}


def standing(text: str, names: frozenset[str]) -> list[Named]:
    """Where `names` (folded) stand in `text`: the longest at each place."""
    if not names:
        return []
    found: list[Named] = []
    for one in sorted(_possible(text), key=lambda one: (one.start, -one.end)):
        if folded(one.words) in names and (not found or one.start >= found[-1].end):
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
