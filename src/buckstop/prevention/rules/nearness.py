"""How near a problem is to what a cause let happen before: words and services they share. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

_WORD = re.compile(r"\w{3,}")
_SAME_SERVICE = 1.0  # as much as all words


@dataclass(frozen=True, slots=True)
class Told:
    """The words of something, and the services that it is about."""

    words: str
    services: frozenset[UUID] = frozenset()

    @property
    def parts(self) -> set[str]:
        """Its words, by their first six letters: endings make no difference."""
        return {word[:6] for word in _WORD.findall(self.words.casefold())}


def near(one: Told, other: Told) -> float:
    """From 0 (nothing in common) to 2: the share of `one`’s words, and one where a service is."""
    words = one.parts
    shared = len(words & other.parts) / len(words) if words else 0.0
    return shared + (_SAME_SERVICE if one.services & other.services else 0.0)


def order(problem: Told, causes: Mapping[UUID, Told]) -> list[UUID]:
    """The causes, the nearest first; those as near stay in their order."""
    return sorted(causes, key=lambda key: -near(problem, causes[key]))
