"""A table that may be taken out: as CSV, as Parquet, and by programs: a file in an app's `tables`.

Its links on the page that shows the same, its addresses and its place in the documents come with
it; nothing lists it. It stands here because who may take it is said of people. Values are plain:
numbers, times with their zone, texts; words for readers belong on pages.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from buckstop.ledger.actor import Actor
from buckstop.people.roles import Capability

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Cell = str | int | float | bool | datetime | None

TABLES: dict[str, "Table"] = {}
"""Every table by its name."""
SHARE = "from 0 to 1"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, as of when, and for what of it: some of what the table `takes`."""

    actor: Actor
    at: datetime
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in every form, what its cells are, and what they say. Any may be empty."""

    name: str
    kind: type[str | int | float | bool | datetime]
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """`label` is what the page that links to it (by the name of its address) calls it, `says` what
    documents and programs read; `takes` is what may be asked for besides, with what it does. `rows`
    are asked for anew each time, and sent as they come."""

    name: str
    label: "StrOrPromise"
    says: str
    page: str
    columns: tuple[Column, ...]
    rows: Callable[[Asked], Iterable[tuple[Cell, ...]]]
    needs: Capability = Capability.OWN
    takes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Register it."""
        if self.name in TABLES:
            raise TypeError(f"two tables are called {self.name}")
        TABLES[self.name] = self
