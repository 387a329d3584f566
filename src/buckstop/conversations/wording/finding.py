"""What is found in a draft."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Concern(StrEnum):
    """What may be wrong with words to a customer, or may be made of them."""

    LEAK = "leak"  # another customer's name
    BLAME = "blame"  # of the customer, a supplier or a colleague
    DEFLECTION = "deflection"  # rules, repetition or a hollow apology in place of help
    CONTRADICTION = "contradiction"  # a time later than what is promised already
    VAGUE_TIME = "vague-time"
    SPOKEN_TIME = "spoken-time"  # a time in words that is no promise of the desk yet
    NO_APOLOGY = "no-apology"  # where we failed
    NO_NEXT_STEP = "no-next-step"
    WE_FOR_I = "we-for-i"


ON_RECORD = frozenset({Concern.LEAK, Concern.BLAME})
"""Sent all the same, these go on record: what no customer should read (G9), or may read."""

WHOLE_DRAFT = frozenset({Concern.NO_APOLOGY, Concern.NO_NEXT_STEP})
"""About what isn't there: no words to mark."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One concern about the characters `start` to `end` of a draft, `words`.

    `of`: whom it blames. `instead`: what can stand in place of the words; `ideas`: other ways to
    say it. `promise`: the instant that the words can be made a promise of; `against`: the promise
    that they contradict.
    """

    concern: Concern
    start: int
    end: int
    words: str
    of: str = ""
    instead: tuple[str, ...] = ()
    ideas: tuple[str, ...] = ()
    promise: datetime | None = None
    against: datetime | None = None

    @property
    def key(self) -> str:
        """Names the finding wherever in the draft it stands: who has read it needn't again."""
        named = f"{self.concern} {' '.join(self.words.casefold().split())} {self.against or ''}"
        return hashlib.sha256(named.encode()).hexdigest()[:12]

    @property
    def blocks(self) -> bool:
        """Whether nothing is sent before somebody has decided about it."""
        return self.concern is Concern.LEAK
