"""Rows written in bulk are as Django writes them one by one."""

from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from buckstop.kit.bulk import insert_many, update_many, update_one
from buckstop.ledger.actor import ActorKind
from buckstop.ledger.entries import Audience
from buckstop.ledger.models import Body, Chain, Entry, Following
from buckstop.ledger.tests.history import NOON, begin, say

NASTY = 'tab\t newline\n backslash\\ \\N quote" ü 🎉 {,}'


def made(number: int, chain: Chain) -> Entry:
    return Entry(
        chain=chain, number=number, content=b"\x00\xff\\", salt=b"\n", seal=b"", hash=b"\\x00",
        code=NASTY[:40], at=NOON, audience=Audience.CUSTOMER, actor_kind=ActorKind.STAFF,
        actor_id=UUID(int=number) if number % 2 else None,
        cases=[UUID(int=n) for n in range(number % 3)],
    )  # fmt: skip


def columns(rows: list[Entry]) -> list[tuple[object, ...]]:
    """Everything but the keys, as the table has it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, content, salt, seal, hash, code, at, audience, actor_kind, actor_id,"
            " cases, transaction = pg_current_xact_id() FROM ledger_entry WHERE id = ANY(%s)"
            " ORDER BY number",
            [[row.pk for row in rows]],
        )
        return [
            tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
            for row in cursor.fetchall()
        ]


@pytest.mark.parametrize("count", [2, 12])
@pytest.mark.django_db
def test_many_rows_are_inserted_as_django_inserts_them(count: int):
    one, other = Chain.objects.create(subject="one"), Chain.objects.create(subject="other")
    ours, theirs = ([made(n, chain) for n in range(1, count + 1)] for chain in (one, other))
    insert_many(Entry, ours)
    Entry.objects.bulk_create(theirs)
    assert len(columns(ours)) == count
    assert columns(ours) == columns(theirs)
    assert not any(row._state.adding for row in ours)


@pytest.mark.parametrize("count", [0, 1, 3, 50])
@pytest.mark.django_db
def test_any_number_of_rows(count: int):
    insert_many(Body, [Body(text=f"{n} {NASTY}", salt=b"x", digest=str(n)) for n in range(count)])
    assert {body.text for body in Body.objects.all()} == {f"{n} {NASTY}" for n in range(count)}


@pytest.mark.django_db
def test_the_database_makes_the_keys_that_are_its_own():
    chain = Chain.objects.create(subject="one")
    entry = made(1, chain)
    entry.save()
    rows = [
        Following(entry=entry, chain=chain, reaction=f"r{n}", next_try_at=NOON) for n in range(5)
    ]
    insert_many(Following, rows)
    assert len(set(Following.objects.values_list("pk", flat=True))) == 5


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.django_db
def test_what_the_database_refuses_is_said_in_djangos_way(count: int):
    chain = Chain.objects.create(subject="one")
    insert_many(Entry, [made(1, chain)])
    with pytest.raises(IntegrityError, match="entry_number"), transaction.atomic():
        insert_many(Entry, [made(n, chain) for n in range(1, count + 1)])
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_many_rows_are_changed_each_to_its_own():
    chains = [Chain.objects.create(subject=str(n)) for n in range(5)]
    for n, chain in enumerate(chains):
        chain.length, chain.head, chain.last_at = n + 1, bytes([n]), NOON
    update_many(Chain, chains, ("length", "head", "last_at"))
    stored = [(int(c.subject), c.length, bytes(c.head), c.last_at) for c in Chain.objects.all()]
    assert sorted(stored) == [(n, n + 1, bytes([n]), NOON) for n in range(5)]


@pytest.mark.django_db
def test_a_state_of_an_enum_changes_beside_one_that_was_read():
    entry = say(begin(), "one")
    rows = [
        Following.objects.create(
            entry=entry, chain_id=entry.chain_id, reaction=name, next_try_at=NOON
        )
        for name in ("one", "other")
    ]
    rows[0].reaction, rows[1].reaction = Audience.CUSTOMER, "internal"
    update_many(Following, rows, ["reaction"])
    assert set(Following.objects.values_list("reaction", flat=True)) == {"customer", "internal"}


@pytest.mark.django_db
def test_one_row_is_changed_as_it_is_now_and_no_other():
    one, other = Chain.objects.create(subject="one"), Chain.objects.create(subject="other")
    one.length, one.head, one.last_at = 2**30, b"\x00\\", NOON
    update_one(one, ("length", "head"))
    stored = Chain.objects.get(pk=one.pk)
    assert (stored.length, bytes(stored.head), stored.last_at) == (2**30, b"\x00\\", None)
    assert Chain.objects.get(pk=other.pk).length == 0
