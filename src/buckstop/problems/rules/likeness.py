"""How like two titles are: by the groups of three letters that they share, as PostgreSQL's pg_trgm
reckons it, so that a list and routing agree; and which of the nearest share what is rare. Pure.

Routing compares a title with those of a few people; the database would read a thousand for each.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

ALIKE = 0.3  # PostgreSQL's own threshold of similarity
COMMON = 0.2  # so much more must be shared of what many of the nearest have too
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


def rarely_alike(said: str, nearest: Sequence[str]) -> list[float]:
    """How like each of the `nearest` titles is: 1 the same words. Groups of letters weigh the more
    the fewer of these titles have them: what only two share says more than what all do."""
    each = [letters(compared(title)) for title in nearest]
    ours, many = letters(said), len(each) + 1
    have = Counter(chain.from_iterable(each))
    rare = [math.log(many / max(n, 1)) ** 2 for n in range(many)]  # of what so many have
    weight = {group: rare[n] for group, n in have.items()}
    total = sum(weight.get(group, rare[0]) for group in ours)
    found = []
    for theirs in each:
        both = ours & theirs
        alike = 0.0
        if both:
            shared, other = (sum(map(weight.__getitem__, groups)) for groups in (both, theirs))
            plain = len(both) / (len(ours) + len(theirs) - len(both))
            alike = max(shared / math.sqrt(total * other), plain - COMMON)
        found.append(alike)
    return found
