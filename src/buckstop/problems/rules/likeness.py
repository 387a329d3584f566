"""How like two titles are: by the groups of three letters that they share, as PostgreSQL's pg_trgm
reckons it, so that a list and routing agree. Pure.

Routing compares a title with those of a few people; the database would read a thousand for each.
"""

import re
from functools import lru_cache

ALIKE = 0.3  # PostgreSQL's own threshold of similarity
_WORDS = re.compile(r"[^\W_]+")


def compared(text: str) -> str:
    """A text as titles are compared with it."""
    return " ".join(text.split())[:120].upper()


@lru_cache(maxsize=8192)  # the titles of whoever solved something lately
def letters(text: str) -> frozenset[str]:
    """The groups of three letters of each word, with two blanks before it and one after."""
    found: set[str] = set()
    for word in _WORDS.findall(text.upper().lower()):
        padded = f"  {word} "
        found.update(padded[n : n + 3] for n in range(len(padded) - 2))
    return frozenset(found)


def likeness(one: str, other: str) -> float:
    """1 the same words, 0 no letters in common."""
    ours, theirs = letters(one), letters(other)
    shared = len(ours & theirs)
    return shared / (len(ours) + len(theirs) - shared) if shared else 0.0
