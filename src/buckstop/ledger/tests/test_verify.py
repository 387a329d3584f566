"""Whatever somebody changes by hand is found, and said where."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection

from buckstop.ledger import sealing
from buckstop.ledger import verify as verifying
from buckstop.ledger.models import Body, Chain, Entry
from buckstop.ledger.rows import Broken, Row
from buckstop.ledger.tests.history import NOON, Thing, begin, by_hand, entries, say, think
from buckstop.ledger.verify import verify


def found(thing: Thing | None = None) -> list[str]:
    chains = Chain.objects.filter(pk=thing.chain_id) if thing else None
    return [f"{broken.number}: {broken.says}" for broken in verify(chains)]


def change(sql: str, thing: Thing, number: int = 2) -> None:
    """Change entry `number` of `thing` by hand."""
    with by_hand(), connection.cursor() as cursor:
        where = "chain_id = %s AND number = %s"
        cursor.execute(f"UPDATE ledger_entry SET {sql} WHERE {where}", [thing.chain_id, number])


@pytest.fixture
def thing(owner_db: None) -> Thing:
    """One chain of four entries between two others."""
    say(begin(), "before")
    made = begin()
    for text in ("one", "two", "three", "four"):
        say(made, text)
    say(begin(), "after")
    return made


def test_what_nobody_changed_verifies(thing: Thing):
    begin("empty")
    assert found() == []
    assert found(thing) == []


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("code = 'test-thought'", "its column code shows test-thought, but test-said was sealed"),
        ("audience = 'internal'", "its column audience shows internal, but customer was sealed"),
        ("actor_kind = 'desk'", "its column actor_kind shows desk, but staff was sealed"),
        ("hash = '\\x00'", "its hash isn't that of its seal"),
        ("seal = '\\x7b7d', hash = sha256('\\x7b7d')", "its format is version None, which this"),
        ("seal = '\\x7b', hash = sha256('\\x7b')", "its seal can't be read"),
        ("content = '\\x7b7d'", "what it says was changed"),
        ("content = '\\x00'", "what it says was changed"),
        ("salt = '\\x00'", "what it says was changed"),
        ("at = at + interval '1 ms'", "its column at shows "),
        ("actor_id = NULL", "its column actor_id shows None, but "),
        ("cases = ARRAY[chain_id]", "its column cases shows "),
    ],
)
def test_a_changed_entry_is_found(thing: Thing, sql: str, says: str):
    change(sql, thing)
    (broken,) = found()
    assert broken.startswith(f"2: {says}")


def test_a_changed_number_is_found(thing: Thing):
    change("number = 9", thing)
    assert found() == ["3: entry 2 is missing before it"]


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (1, "2: entry 1 is missing before it"),
        (3, "4: entry 3 is missing before it"),
        (4, "4: it is missing at the chain's end"),
    ],
)
def test_a_removed_entry_is_found(thing: Thing, number: int, says: str):
    with by_hand():
        Entry.objects.filter(chain=thing.chain_id, number=number).delete()
    assert found() == [says]


def test_a_removed_history_is_found(thing: Thing):
    with by_hand():
        Entry.objects.filter(chain=thing.chain_id).delete()
    assert found() == ["1: it is missing at the chain's end"]


def test_an_entry_of_another_chain_is_found(thing: Thing):
    other = begin()
    with by_hand():
        Entry.objects.filter(chain=thing.chain_id, number=1).update(chain=other.chain_id)
    assert found(other) == ["1: its seal is of another place"]


def test_an_entry_made_again_with_its_own_hash_is_found(thing: Thing):
    second = entries(thing)[1]
    previous = bytes(entries(thing)[0].hash)
    forged = sealing.seal(thing.chain_id, 2, previous, bytes(second.content))
    with by_hand():
        Entry.objects.filter(pk=second.pk).update(
            salt=forged.salt, seal=forged.seal, hash=forged.hash
        )
    assert found() == ["3: the entry before it isn't the one it was sealed with"]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("length = 5", "5: it is missing at the chain's end"),
        ("length = 3", "None: its head isn't that of its last entry"),
        ("head = '\\x00'", "None: its head isn't that of its last entry"),
        ("last_at = last_at + interval '1 day'", "None: its last time isn't its last entry's"),
    ],
)
def test_a_changed_chain_is_found(thing: Thing, sql: str, says: str):
    with by_hand(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE ledger_chain SET {sql} WHERE id = %s", [thing.chain_id])
    assert found() == [says]


def test_an_entry_added_by_hand_is_found(thing: Thing):
    last = entries(thing)[-1]
    forged = sealing.seal(thing.chain_id, 5, bytes(last.hash), bytes(last.content))
    Entry.objects.create(
        chain_id=thing.chain_id, number=5, content=last.content, salt=forged.salt,
        seal=forged.seal, hash=forged.hash, code=last.code, at=last.at, audience=last.audience,
        actor_kind=last.actor_kind, actor_id=last.actor_id,
    )  # fmt: skip
    assert found() == ["None: its head isn't that of its last entry"]


@pytest.mark.parametrize(
    "sql", ["text = 'other'", "salt = '\\x00'", "raw = 'x'", "text = NULL", "erased_at = now()"]
)
def test_a_changed_body_is_found(thing: Thing, sql: str):
    with by_hand(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE ledger_body SET {sql} WHERE text = 'two'")
    assert found() == ["2: what was written was changed"]


def test_a_removed_body_is_found(thing: Thing):
    with by_hand():
        Body.objects.filter(text="two").delete()
    assert found() == ["2: what was written is gone"]


def test_the_first_thing_wrong_with_each_chain_is_told(thing: Thing):
    other = begin()
    think(other)
    change("code = 'x'", thing, 2)
    change("code = 'x'", thing, 3)
    change("code = 'x'", other, 1)
    assert [said.split(":")[0] for said in found()] == ["2", "1"]


def test_it_is_said_as_a_sentence(thing: Thing):
    change("salt = '\\x00'", thing)
    (broken,) = verify()
    assert str(broken) == (f"entry 2 of chain {thing.chain_id} (test): what it says was changed")


def test_small_batches_find_the_same(thing: Thing, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(verifying, "BATCH", 1)
    assert found() == []
    change("code = 'x'", thing, 3)
    assert len(found()) == 1


def test_progress_is_told(thing: Thing, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(verifying, "BATCH", 4)
    told: list[int] = []
    assert list(verify(progress=told.append)) == []
    assert told == [4, 6]


def test_others_may_check_the_same_entries(thing: Thing):
    mailed = entries(thing)[1]

    def heads(batch: list[Row]) -> Iterator[Broken]:
        for row in batch:
            if (row.chain, row.number) == (mailed.chain_id, 2) and row.hash != b"as mailed":
                yield Broken(row.chain, row.subject, row.number, "a mail had another head")

    assert [broken.says for broken in verify(checks=(heads,))] == ["a mail had another head"]


@pytest.mark.django_db(transaction=True)
def test_a_verification_beside_verbs_sees_one_instant():
    things = [begin() for _ in range(3)]
    for thing in things:
        say(thing, "one", at=NOON)

    def meanwhile(batch: list[Row]) -> Iterator[Broken]:
        for thing in things:
            say(thing, "two")
        yield from ()

    assert list(verify(checks=(meanwhile,))) == []
    assert [len(entries(thing)) for thing in things] == [2, 2, 2]
    assert found() == []


@pytest.mark.parametrize(
    "content", [b"no JSON", b"\xff\xfe", b"[]", b"{}", b'{"at":1}', b"[" * 100_000]
)
def test_what_is_sealed_rightly_and_can_not_be_read_is_a_sentence(thing: Thing, content: bytes):
    last = entries(thing)[-1]
    forged = sealing.seal(thing.chain_id, 5, bytes(last.hash), content)
    Entry.objects.create(
        chain_id=thing.chain_id, number=5, content=content, salt=forged.salt, seal=forged.seal,
        hash=forged.hash, code=last.code, at=last.at, audience=last.audience,
        actor_kind=last.actor_kind, actor_id=last.actor_id,
    )  # fmt: skip
    Chain.objects.filter(pk=thing.chain_id).update(length=5, head=forged.hash)
    other = begin()
    think(other)
    change("code = 'x'", other, 1)
    assert [says for says in found() if says.startswith("5: ")] == ["5: what it says can't be read"]
    assert [says for says in found() if says.startswith("1: its column code shows x")]


def test_fields_that_can_not_be_read_are_a_sentence(thing: Thing):
    last = entries(thing)[-1]
    said = json.loads(bytes(last.content)) | {"code": "test-thought", "fields": {"of": 7}}
    content = sealing.canonical(said)
    forged = sealing.seal(thing.chain_id, 5, bytes(last.hash), content)
    Entry.objects.create(
        chain_id=thing.chain_id, number=5, content=content, salt=forged.salt, seal=forged.seal,
        hash=forged.hash, code="test-thought", at=last.at, audience=last.audience,
        actor_kind=last.actor_kind, actor_id=last.actor_id,
    )  # fmt: skip
    Chain.objects.filter(pk=thing.chain_id).update(length=5, head=forged.hash)
    assert found() == ["5: what its fields say can't be read"]


def test_entries_of_a_chain_that_is_gone_are_found(thing: Thing):
    with by_hand(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'ledger_entry'::regclass"
            " AND contype = 'f'"
        )
        [key] = cursor.fetchone()
        cursor.execute(f"ALTER TABLE ledger_entry DROP CONSTRAINT {key}")
        cursor.execute("DELETE FROM ledger_chain WHERE id = %s", [thing.chain_id])
    assert found() == ["1: the chain is gone, and 4 of its entries are still there"]


def test_a_chain_that_was_emptied_is_found(thing: Thing):
    with by_hand():
        Entry.objects.filter(chain=thing.chain_id).delete()
    assert found() == ["1: it is missing at the chain's end"]
