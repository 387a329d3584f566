"""One transaction's work: the chains it holds, the rows it adds and changes, its entries.

Rows are written at the end, many at a time: a burst of mail is one INSERT per table, not per mail.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from buckstop.kit.bulk import insert_many, new_row, update_many, update_one
from buckstop.ledger import reactions, sealing
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import new_body
from buckstop.ledger.entries import Audience, Fact
from buckstop.ledger.models import Body, Chain, Entry, Following
from buckstop.meters.meter import Counter

ENTRIES = Counter(
    "entries",
    "Entries that were written to the ledger, by code: what happens in the house.",
    "code",
)
type Committed = Callable[[list[Entry]], None]
type Refreshed = Callable[[set[UUID]], None]
type Witness = Callable[["Unit", list[Any]], None]

_committed: list[Committed] = []
_refreshed: list[Refreshed] = []
_witnesses: list[tuple[type[Model], Witness]] = []


def register(*, committed: Committed, refreshed: Refreshed = lambda _: None) -> None:
    """Say once, at start-up, who hears of committed entries.

    `refreshed` hears which chains look different though nothing happened that is an entry.
    """
    _committed.append(committed)
    _refreshed.append(refreshed)


def bear_witness(kind: type[Model], witness: Witness) -> None:
    """Say once, at start-up, who records that rows of a table were added, whatever verb did it.

    For rows that no one may forget to put on record: what was said. Called before they are written.
    """
    _witnesses.append((kind, witness))


@dataclass
class Unit:
    """What one transaction does; shared by every verb that joins it."""

    chains: dict[UUID, Chain] = field(default_factory=dict)
    new_chains: list[Chain] = field(default_factory=list)
    begun: set[UUID] = field(default_factory=set)
    touched: set[UUID] = field(default_factory=set)
    rows: dict[tuple[type[Model], Any], Model] = field(default_factory=dict)
    added: dict[type[Model], list[Model]] = field(default_factory=dict)
    unwritten: set[tuple[type[Model], Any]] = field(default_factory=set)
    changed: dict[tuple[type[Model], Any], set[str]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    called_for: list[tuple[Entry, str]] = field(default_factory=list)
    written: int = 0
    asked: dict[Callable[[], Any], Any] = field(default_factory=dict)
    refreshed: set[UUID] = field(default_factory=set)

    def begin(self, subject: str) -> Chain:
        chain = new_row(Chain, subject=subject)
        self.new_chains.append(chain)
        self.begun.add(chain.pk)
        self.chains[chain.pk] = chain
        return chain

    def held[Row: Model](self, row: Row) -> Row:
        """This transaction's one copy of a row that was read under the lock."""
        copy = self.rows.setdefault((type(row), row.pk), row)
        for name, other in row._state.fields_cache.items():
            if getattr(other, "chain_id", None) in self.chains:
                setattr(copy, name, self.rows.setdefault((type(other), other.pk), other))
        return copy  # type: ignore[return-value]

    def waits_in(self, tables: frozenset[str]) -> bool:
        """Whether anything of these tables isn't written yet."""
        kinds: set[type[Model]] = {*self.added, *(kind for kind, _ in self.changed)}
        if len(self.entries) > self.written or self.touched or self.new_chains:
            kinds |= {Chain, Entry, Following}
        return not tables.isdisjoint(kind._meta.db_table for kind in kinds)

    def add(self, row: Model) -> None:
        self.rows[type(row), row.pk] = row
        self.unwritten.add((type(row), row.pk))
        self.added.setdefault(type(row), []).append(row)

    def change(self, row: Model, values: dict[str, Any]) -> None:
        key = (type(row), row.pk)
        held = self.rows.setdefault(key, row)
        for name, value in values.items():
            setattr(row, name, value)
            setattr(held, name, value)
        if key not in self.unwritten:
            columns = {kind_field.attname for kind_field in _fields(row, values)}
            self.changed.setdefault(key, set()).update(columns)

    def record(
        self,
        chain: Chain,
        fact: Fact,
        *,
        by: Actor,
        at: datetime,
        cases: tuple[UUID, ...],
        audience: Audience,
    ) -> Entry:
        at = max(at, chain.last_at) if chain.last_at else at
        number = chain.length + 1
        content = sealing.content_bytes(
            fact.code, fact.as_json(), by=by, at=at, audience=audience, cases=cases
        )
        sealed = sealing.seal(chain.pk, number, bytes(chain.head), content)
        entry = new_row(
            Entry,
            chain_id=chain.pk,
            number=number,
            content=sealed.content,
            salt=sealed.salt,
            seal=sealed.seal,
            hash=sealed.hash,
            code=fact.code,
            at=at,
            audience=audience,
            actor_kind=by.kind,
            actor_id=by.id,
            cases=list(cases),
        )
        entry._state.fields_cache["chain"] = chain
        chain.length, chain.head, chain.last_at = number, sealed.hash, at
        self.touched.add(chain.pk)
        self.entries.append(entry)
        begun = chain.pk in self.begun
        self.called_for += [(entry, name) for name in reactions.called_for(fact, begun)]
        return entry

    def body(self, text: str | None = None, raw: bytes | None = None) -> Body:
        """Add what somebody wrote; its digest is salted."""
        body = new_body(text, raw)
        self.add(body)
        return body

    def flush(self) -> None:
        """Write everything that waits: chains, rows, changes, entries, and what follows them."""
        for kind, record in _witnesses:
            if rows := self.added.get(kind):
                record(self, rows)
        if self.new_chains:
            insert_many(Chain, self.new_chains)
            self.touched -= {chain.pk for chain in self.new_chains}
            self.new_chains = []
        added, self.added, self.unwritten = self.added, {}, set()
        self._write_changes()  # first: what ended makes room for what takes its place
        for kind, rows in added.items():
            insert_many(kind, rows)
        _write(Chain, [self.chains[pk] for pk in self.touched], {"length", "head", "last_at"})
        self.touched = set()
        fresh, self.written = self.entries[self.written :], len(self.entries)
        if fresh:
            insert_many(Entry, fresh)
            insert_many(Following, _followings(self.called_for))
            self.called_for = []

    def _write_changes(self) -> None:
        changed, self.changed = self.changed, {}
        groups: dict[tuple[type[Model], frozenset[str]], list[Model]] = {}
        for (kind, pk), names in changed.items():
            groups.setdefault((kind, frozenset(names)), []).append(self.rows[kind, pk])
        for (kind, same), rows in groups.items():
            _write(kind, rows, same)

    def tell(self) -> None:
        """After the commit: let those who registered know."""
        if self.entries:
            for entry in self.entries:
                ENTRIES.add(1, entry.code)
            for committed in _committed:
                committed(self.entries)
        if self.refreshed:
            for refreshed in _refreshed:
                refreshed(self.refreshed)


def _fields(row: Model, names: Iterable[str]) -> list[Any]:
    return [row._meta.get_field(name) for name in names]


def _write(kind: type[Model], rows: list[Any], names: Iterable[str]) -> None:
    if len(rows) == 1:
        update_one(rows[0], names)
    else:
        update_many(kind, rows, names)


def _followings(called_for: list[tuple[Entry, str]]) -> list[Following]:
    return [
        new_row(
            Following,
            entry_id=entry.pk,
            chain_id=entry.chain_id,
            reaction=name,
            next_try_at=entry.at,
        )
        for entry, name in called_for
    ]
