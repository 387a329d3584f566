"""What the tables must hold, going by the entries alone.

Pages and figures are made of tables, so that these say what the entries say is checked as well:
each app has a `replay` beside its entries, which folds what happened into rows, and names the
tables that they are rows of. The ledger knows none of them: they register from above.

A *scene* is what the entries of one chain make, or of several chains between which something
moved. A value that an entry of an older Buckstop doesn't have is UNKNOWN, and isn't compared.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Model, Q

from buckstop.ledger.entries import REGISTRY, Fact, fact

type Values = dict[str, Any]


class _Unknown:
    def __repr__(self) -> str:
        return "unknown"


UNKNOWN: Final = _Unknown()


@dataclass(frozen=True)
class OneOf:
    """Any of some values, where no entry says which."""

    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry as a replay reads it."""

    made: Fact
    given: Mapping[str, Any]
    at: datetime
    by_kind: str
    by: UUID | None
    cases: tuple[UUID, ...]
    chain: UUID
    number: int

    def get(self, name: str) -> Any:
        """The field `name`; UNKNOWN where the entry was written before there was one."""
        return getattr(self.made, name) if name in self.given else UNKNOWN

    @property
    def case(self) -> UUID | None:
        """The one case that it concerns, or None: all of them."""
        return self.cases[0] if self.cases else None


def happened(said: Mapping[str, Any], chain: UUID, number: int) -> Happened | None:
    """The entry whose content is `said`; None for a kind that this Buckstop doesn't know.

    Raises ValueError, TypeError, KeyError or AttributeError where it can't be read.
    """
    if said["code"] not in REGISTRY:
        return None
    by = said["by"]["id"]
    return Happened(
        made=fact(said["code"], said["fields"]),
        given=said["fields"],
        at=datetime.fromisoformat(said["at"]),
        by_kind=said["by"]["kind"],
        by=UUID(by) if by else None,
        cases=tuple(UUID(case) for case in said["cases"]),
        chain=chain,
        number=number,
    )


@dataclass(frozen=True, eq=False)
class Table:
    """Rows that follow from entries, told apart by `key`; `columns` are compared besides.

    `chain` is the way to the chain that a row belongs to; or, for what belongs to the one chain
    of `subject`, empty. `says` names a row in a sentence, `words` its columns. A table that is
    `partly` on record has rows of which no entry speaks.
    """

    model: type[Model]
    says: Callable[[Values], str]
    columns: tuple[str, ...] = ()
    key: tuple[str, ...] = ("pk",)
    chain: str = ""
    subject: str = ""
    where: Q = field(default_factory=Q)
    words: Mapping[str, str] = field(default_factory=dict)
    partly: bool = False


class Scene:
    """The rows that entries made so far, by table; as they must be by now."""

    def __init__(self, subject: str = "") -> None:
        self.subject = subject
        self.chains: set[UUID] = set()
        self.at: UUID | None = None  # the chain that is read just now
        self.tables: dict[Table, list[Values]] = defaultdict(list)
        self.unknown: set[Table] = set()
        self.notes: dict[Table, dict[str, Values]] = defaultdict(dict)
        self._found: dict[tuple[Table, UUID], Values] = {}

    def add(self, table: Table, pk: UUID | None = None, **values: Any) -> Values:
        """A row; `pk` where an entry gives its key, by which `find` finds it.

        One without a key that `may_lack` need not be there: where it is, it is on record.
        """
        row = {**values, "pk": UNKNOWN if pk is None else pk, "chain": self.at}
        self.tables[table].append(row)
        if pk is not None:
            self._found[table, pk] = row
        return row

    def note(self, table: Table, digest: str, **values: Any) -> None:
        """That a text is on record, for when everything of the scene was read."""
        self.notes[table][digest] = values

    def find(self, table: Table, pk: UUID) -> Values:
        """The row with that key; one that counts for nothing where no entry made it."""
        return self._found.get((table, pk), {})

    def all(self, table: Table, **values: Any) -> list[Values]:
        """The rows that have `values`, in the order in which they were made."""
        return [
            row
            for row in self.tables[table]
            if all(row.get(name) == value for name, value in values.items())
        ]

    def last(self, table: Table, **values: Any) -> Values:
        """The newest of them; one that counts for nothing where there is none."""
        found = self.all(table, **values)
        return found[-1] if found else {}


def put(row: Values, **values: Any) -> None:
    """Set columns of a row."""
    row |= values


type Fold = Callable[[Scene, Happened], None]
type Finish = Callable[[Scene], None]
type Meet = Callable[[Scene, Happened, Happened], None]


@dataclass(frozen=True)
class Meeting:
    """Two entries of one act in two chains, such as a case that moves: replayed as one.

    Each names what moves in the field `what`, and the other chain in its field `chain`.
    """

    out: type[Fact]
    into: type[Fact]
    what: str
    fold: Meet


@dataclass(frozen=True)
class Replay:
    """What one app declares: its tables, and how each kind of entry changes their rows.

    What several fold of one entry is folded in the order of the apps, those of lower rows first.

    `finish` is asked once everything of a scene was read.
    """

    tables: tuple[Table, ...]
    folds: Mapping[type[Fact], Fold]
    meetings: tuple[Meeting, ...] = ()
    finish: Finish | None = None


_replays: list[Replay] = []


def register(*replays: Replay) -> None:
    """Say once, at start-up, how tables of an app follow from entries."""
    _replays.extend(replays)
    _forget()


def withdraw(replay: Replay) -> None:
    """Its app is gone: what becomes of its tables is no longer asked."""
    _replays.remove(replay)
    _forget()


def _forget() -> None:
    folds.cache_clear()
    meetings.cache_clear()


def tables() -> Iterator[Table]:
    """Every table that follows from entries."""
    return (table for replay in _replays for table in replay.tables)


@cache
def folds() -> Mapping[type[Fact], tuple[Fold, ...]]:
    """What each kind of entry does to rows."""
    found: dict[type[Fact], tuple[Fold, ...]] = defaultdict(tuple)
    for replay in _replays:
        for kind, fold in replay.folds.items():
            found[kind] += (fold,)
    return dict(found)


def finish(scene: Scene) -> None:
    """Everything of the scene was read."""
    for replay in _replays:
        if replay.finish is not None:
            replay.finish(scene)


@cache
def meetings() -> Mapping[type[Fact], Meeting]:
    """The kinds of entries that have a counterpart in another chain."""
    every = [meeting for replay in _replays for meeting in replay.meetings]
    return {kind: meeting for meeting in every for kind in (meeting.out, meeting.into)}


def fold(scene: Scene, entries: Iterable[Happened]) -> None:
    """Let what happened change the scene's rows."""
    changes = folds()
    for entry in entries:
        scene.at = entry.chain
        for change in changes.get(type(entry.made), ()):
            change(scene, entry)
