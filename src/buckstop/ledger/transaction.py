"""`acting`: the one shape of a transaction."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from buckstop.kit import traces
from buckstop.kit.reading import Among, Given, Reading, reading
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.entries import Audience, Fact
from buckstop.ledger.models import Body, Chain, Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.unit import Unit

_current: ContextVar[Unit | None] = ContextVar("unit", default=None)


class HasChain(Protocol):
    """A row with a history of its own, or a row that points down to the chain it belongs to."""

    @property
    def chain_id(self) -> UUID: ...


class Act:
    """What a verb holds while it acts: who, when, and the way to write."""

    def __init__(self, unit: Unit, *, by: Actor, at: datetime, chain: UUID | None) -> None:
        self._unit = unit
        self._chain = chain
        self.by = by
        self.at = at

    def by_the_desk(self) -> "Act":
        """The same act, done by the desk: for what follows from it and nobody did themselves."""
        return Act(self._unit, by=DESK, at=self.at, chain=self._chain)

    def by_another(self, actor: Actor) -> "Act":
        """The same act, done by `actor`: where what one does says what another said."""
        return Act(self._unit, by=actor, at=self.at, chain=self._chain)

    def lock[Row: Model](self, row: Row) -> Row:
        """`row` as it is under the lock: what this transaction wrote, or what the table holds."""
        held = self._unit.rows.get((type(row), row.pk))
        if held is None:
            held = type(row)._base_manager.get(pk=row.pk)
            chain = getattr(held, "chain_id", None)
            if chain is not None and chain not in self._unit.chains:
                raise Refused("moved", _("It moved a moment ago. Look again before you go on."))
            self._unit.rows[type(row), row.pk] = held
        return held  # type: ignore[return-value]

    def rows[Row: Model](self, queryset: QuerySet[Row]) -> list[Row]:
        """The rows of a query as they are under the lock, after writing what waits.

        So are the rows that came with them by `select_related`, where their chain is held.
        """
        self.flush()
        return [self._unit.held(row) for row in queryset]

    def read[Row: Model](self, found: Reading[Row], *shape: Hashable, **values: Any) -> list[Row]:
        """The same of what is compiled; what waits is written only where it is read here."""
        if self._unit.waits_in(found.tables(*shape)):
            self.flush()
        return [self._unit.held(row) for row in found(*shape, **values)]

    def holding[Row: Model](self, kind: type[Row]) -> Iterator[Row]:
        """The rows of a table that this transaction has its copies of, as they are now."""
        for row in self._unit.rows.values():
            if type(row) is kind:
                yield row

    def holds(self, row: HasChain) -> bool:
        """Whether this transaction has the lock on the chain of `row`."""
        return row.chain_id in self._unit.chains

    def begin(self, subject: str) -> Chain:
        """A new chain, held by this transaction."""
        return self._unit.begin(subject)

    def add[Row: Model](self, row: Row) -> Row:
        """Insert `row` at the end of the transaction, or at the next `flush`."""
        self._unit.add(row)
        return row

    def change(self, row: Model, **values: Any) -> None:
        """Set the fields of `row` and update them at the end of the transaction."""
        self._unit.change(row, values)

    def body(self, text: str | None = None, *, raw: bytes | None = None) -> Body:
        """Keep what somebody wrote."""
        return self._unit.body(text, raw)

    def refresh(self, row: HasChain) -> None:
        """Let open pages look at `row` again: it changed in a way that is no entry."""
        self._unit.refreshed.add(row.chain_id)

    def once[T](self, read: Callable[[], T]) -> T:
        """What `read` finds, asked once a transaction: for what it doesn't write itself."""
        asked = self._unit.asked
        if read not in asked:
            asked[read] = read()
        found: T = asked[read]
        return found

    def flush(self) -> None:
        """Write now, for a query that must see it."""
        self._unit.flush()

    def record(
        self,
        made: Fact,
        *,
        on: HasChain | None = None,
        cases: tuple[UUID, ...] = (),
        internal: bool = False,
    ) -> Entry:
        """Write an entry in the chain of `on`, or in the one chain that this act is on.

        `internal` keeps from customers one of a kind that they otherwise read. One that every
        customer reads says that a customer did it, not which.
        """
        key = on.chain_id if on is not None else self._chain
        if key is None:
            raise RuntimeError("an act on several chains must say in which an entry belongs")
        chain = self._unit.chains.get(key)
        if chain is None:
            raise RuntimeError(f"chain {key} isn't held by this transaction")
        audience = Audience.INTERNAL if internal else made.audience
        told_to_others = audience == Audience.CUSTOMER and not cases
        by = self.by.unnamed() if self.by.kind == ActorKind.CONTACT and told_to_others else self.by
        return self._unit.record(chain, made, by=by, at=self.at, cases=cases, audience=audience)


@contextmanager
def acting(
    *on: HasChain,
    by: Actor,
    at: datetime,
    skip_locked: bool = False,
    at_most: int | None = None,
) -> Iterator[Act]:
    """Lock the chains of `on`, let the verb act, write everything, check the guarantees.

    Joins the transaction of an outer `acting`, whose chains must hold these; raises RuntimeError
    where they don't. `act.at` is `at`, or the time of the chains' last entry where that is later.
    `skip_locked` takes only the chains that nobody holds, `at_most` that many: see `act.holds`.
    """
    at = at.astimezone(UTC)  # on the wall, an hour before the clocks change isn't an hour
    keys = sorted({row.chain_id for row in on})
    only = keys[0] if len(keys) == 1 else None
    unit = _current.get()
    if unit is not None:
        missing = [key for key in keys if key not in unit.chains]
        if missing:
            raise RuntimeError(f"the transaction doesn't hold chain {missing[0]}")
        yield Act(unit, by=by, at=_not_before(unit, keys, at), chain=only)
        return
    unit = Unit()
    with traces.verb(), transaction.atomic():
        keys = lock(unit, keys, skip_locked=skip_locked, at_most=at_most)
        token = _current.set(unit)
        try:
            yield Act(unit, by=by, at=_not_before(unit, keys, at), chain=only)
        finally:
            _current.reset(token)
        unit.flush()
        check_guarantees()
    transaction.on_commit(unit.tell)


def lock(unit: Unit, keys: list[UUID], *, skip_locked: bool, at_most: int | None) -> list[UUID]:
    """Lock the chains in the order of their keys, so that two verbs never wait for each other."""
    if not keys:
        return keys
    locked = _locked(skip_locked, at_most, keys=keys)
    unit.chains.update({chain.pk: chain for chain in locked})
    missing = [key for key in keys if key not in unit.chains]
    if missing and not skip_locked:
        raise RuntimeError(f"there is no chain {missing[0]}")
    return list(unit.chains)


@reading
def _locked(skip_locked: bool, at_most: int | None) -> "QuerySet[Chain]":
    found = Chain.objects.filter(Among("pk", Given("keys"))).order_by("pk")
    return found.select_for_update(no_key=True, skip_locked=skip_locked)[:at_most]


def check_guarantees() -> None:
    """Check the deferred constraints now, in the verb that broke one, and defer them again."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _not_before(unit: Unit, keys: list[UUID], at: datetime) -> datetime:
    lasts = [unit.chains[key].last_at for key in keys]
    return max([at, *(last for last in lasts if last is not None)])
