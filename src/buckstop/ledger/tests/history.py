"""A chain with something in it, for the ledger's own tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.entries import Audience, Digest, Fact
from buckstop.ledger.models import Chain, Entry
from buckstop.ledger.transaction import acting

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANA = Actor(ActorKind.STAFF, UUID(int=1), role="front line")
GUARDED = ("ledger_entry", "ledger_body", "ledger_chain")


@dataclass(frozen=True)
class Said(Fact, code="test-said", audience=Audience.CUSTOMER, says="{by} said something"):
    what: Digest


@dataclass(frozen=True)
class Thought(Fact, code="test-thought", says="{by} thought"):
    of: UUID | None
    at: datetime


@dataclass(frozen=True)
class Thing:
    """Whatever has a history."""

    chain_id: UUID


def begin(subject: str = "test") -> Thing:
    """Something new, with an empty chain."""
    with acting(by=ANA, at=NOON) as act:
        return Thing(act.begin(subject).pk)


def say(thing: Thing, text: str, *, cases: tuple[UUID, ...] = (), at: datetime = NOON) -> Entry:
    """An entry about what somebody wrote."""
    with acting(thing, by=ANA, at=at) as act:
        return act.record(Said(what=act.body(text).digest), cases=cases)


def think(thing: Thing, *, at: datetime = NOON) -> Entry:
    """An entry for staff only."""
    with acting(thing, by=ANA, at=at) as act:
        return act.record(Thought(of=None, at=at))


def entries(thing: Thing) -> list[Entry]:
    return list(Entry.objects.filter(chain=thing.chain_id).order_by("number"))


def chain(thing: Thing) -> Chain:
    return Chain.objects.get(pk=thing.chain_id)


@contextmanager
def by_hand() -> Iterator[None]:
    """As the tables' owner can: the guards are off."""
    with connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
