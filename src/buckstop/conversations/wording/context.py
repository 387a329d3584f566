"""What a draft is read with: plain values, found by whoever asks."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, tzinfo


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that is open already: what, in the words it has, and by when."""

    what: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Context:
    """Who reads the draft, and what stands behind it.

    `zone` is the customer's; `closes` the hour by which a day is meant where none was said.
    `others`, `colleagues`, `suppliers`: those among `names.candidates` of the draft that are names
    of such, bare (`people.bare_names`). `promised`: the time that the letter itself carries for the
    next news. `failed`: we missed a promise to them and haven't said so. `ends`: nothing follows
    this letter. `language`: of the draft, where it doesn't show.
    """

    now: datetime
    zone: tzinfo = UTC
    closes: time = time(18)
    others: frozenset[str] = frozenset()
    colleagues: frozenset[str] = frozenset()
    suppliers: frozenset[str] = frozenset()
    promised: datetime | None = None
    promises: tuple[Promise, ...] = field(default=())
    failed: bool = False
    ends: bool = False
    language: str = "en"
