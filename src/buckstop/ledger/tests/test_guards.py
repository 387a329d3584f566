"""What is written stays: by the application's role and by the role that owns the tables."""

import pytest
from django.db import DatabaseError, connection, transaction

from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.entries import BodiesErased
from buckstop.ledger.models import Body, Chain, Entry
from buckstop.ledger.tests.history import ANA, NOON, begin, say
from buckstop.ledger.transaction import acting

IMMEDIATELY = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"

TABLES: dict[str, type[Entry | Body | Chain]] = {
    "ledger_entry": Entry,
    "ledger_body": Body,
    "ledger_chain": Chain,
}


def refused(sql: str) -> str:
    """What the database says; fails where it does it."""
    with pytest.raises(DatabaseError) as said, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(said.value)


@pytest.fixture(params=["db", "owner_db"])
def either_role(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(request.param)


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_not_deleted(either_role: None, table: str):
    say(begin(), "one")
    assert "append-only: DELETE refused" in refused(f"DELETE FROM {table}")
    assert TABLES[table].objects.count() == 1


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_not_emptied(owner_db: None, table: str):
    assert "append-only: TRUNCATE refused" in refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    "change",
    ["code = 'other'", "at = now()", "number = 7", "content = ''", "cases = '{}'", "hash = ''"],
)
def test_entries_are_not_changed(either_role: None, change: str):
    say(begin(), "one")
    assert "append-only: UPDATE refused" in refused(f"UPDATE ledger_entry SET {change}")


@pytest.mark.parametrize(
    "change",
    [
        "text = 'other'",
        "salt = 'x'",
        "digest = 'x'",
        "text = NULL",
        "text = NULL, salt = NULL",
        "text = NULL, salt = NULL, erased_at = now(), digest = 'x'",
        "text = NULL, salt = NULL, erased_at = now(), raw = 'x'",
    ],
)
def test_bodies_are_erased_or_left_alone(either_role: None, change: str):
    say(begin(), "one")
    said = refused(f"UPDATE ledger_body SET {change}")
    assert "a body can be erased, not rewritten" in said


def test_a_body_can_be_erased_where_an_entry_says_so(either_role: None):
    thing = begin()
    say(thing, "one")
    assert erase_bodies(Body.objects.all(), on=thing, by=ANA, at=NOON) == 1


def test_no_body_is_erased_off_the_record(either_role: None):
    thing = begin()
    say(thing, "one")
    erase = "UPDATE ledger_body SET text = NULL, raw = NULL, salt = NULL, erased_at = now()"
    assert "would be erased, and no entry says so" in refused(f"{erase}; {IMMEDIATELY}")
    with acting(thing, by=ANA, at=NOON) as act:
        act.record(BodiesErased(count=1, digests=("0" * 64,)))
    assert "would be erased, and no entry says so" in refused(f"{erase}; {IMMEDIATELY}")


@pytest.mark.parametrize(
    "change", ["length = length", "length = 0", "subject = 'x', length = 9", "head = ''"]
)
def test_chains_only_grow(either_role: None, change: str):
    say(begin(), "one")
    assert "a chain only grows" in refused(f"UPDATE ledger_chain SET {change}")


def test_a_number_is_used_once(either_role: None):
    say(begin(), "one")
    refused(
        "INSERT INTO ledger_entry (id, chain_id, number, content, salt, seal, hash, code, at,"
        " audience, actor_kind, cases) SELECT gen_random_uuid(), chain_id, number, content, salt,"
        " seal, hash, code, at, audience, actor_kind, cases FROM ledger_entry"
    )
