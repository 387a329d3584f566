"""The bytes of an entry never change their format: chains are for ever."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.ledger import sealing
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.entries import Fact, digests, fact
from buckstop.ledger.tests.history import Said, Thought

NOON = datetime(2026, 3, 2, 12, 0, 0, 5, tzinfo=UTC)
KEY = UUID(int=7)


def test_the_content_has_its_format():
    made = Thought(of=KEY, at=NOON)
    by = Actor(ActorKind.STAFF, UUID(int=1), role="lead")
    content = sealing.content_bytes(
        made.code, made.as_json(), by=by, at=NOON, audience="internal", cases=(KEY,)
    )
    assert content == (
        b'{"at":"2026-03-02T12:00:00.000005+00:00","audience":"internal",'
        b'"by":{"id":"00000000000000000000000000000001","kind":"staff"},'
        b'"cases":["00000000000000000000000000000007"],"code":"test-thought",'
        b'"fields":{"at":"2026-03-02T12:00:00.000005+00:00",'
        b'"of":"00000000000000000000000000000007"}}'
    )


def test_the_desk_has_no_key():
    said = sealing.content_bytes("x", {}, by=DESK, at=NOON, audience="internal", cases=())
    assert b'"by":{"id":null,"kind":"desk"}' in said


def test_the_seal_has_its_format():
    digest = sealing.digest(b"salt", b"content")
    assert digest == hashlib.sha256(b"saltcontent").hexdigest()
    assert sealing.seal_bytes(KEY, 3, sealing.GENESIS, digest) == (
        b'{"chain":"00000000000000000000000000000007","content":"' + digest.encode() + b'",'
        b'"number":3,"previous":"' + b"0" * 64 + b'","version":1}'
    )


def test_two_seals_of_the_same_content_tell_nothing_of_it():
    one, two = (sealing.seal(KEY, 1, sealing.GENESIS, b"content") for _ in range(2))
    assert one.salt != two.salt
    assert one.seal != two.seal
    assert hashlib.sha256(one.seal).digest() == one.hash


@given(
    st.one_of(
        st.builds(Said, what=st.text("0123456789abcdef", min_size=64, max_size=64)),
        st.builds(
            Thought,
            of=st.none() | st.uuids(),
            at=st.datetimes(timezones=st.just(UTC)),
        ),
    )
)
def test_a_fact_is_read_as_it_was_written(made: Fact):
    assert fact(made.code, made.as_json()) == made


def test_a_fact_knows_its_digests():
    assert digests(Said(what="abc")) == ["abc"]
    assert digests(Said(what="")) == []
    assert digests(Thought(of=KEY, at=NOON)) == []


def test_a_code_has_one_meaning():
    with pytest.raises(TypeError, match="two kinds of entry are called test-said"):
        type("Other", (Fact,), {}, code="test-said", says="x")
