"""Rows built and written without Django's own, slower way."""

import uuid
from typing import Any

import pytest
from django.db import models

from buckstop.kit.bulk import new_row
from buckstop.ledger.models import Body, Chain, Entry, Following

VALUES: dict[type[models.Model], dict[str, Any]] = {
    Chain: {"subject": "problem"},
    Body: {"text": "words", "digest": "d"},
    Entry: {"chain_id": uuid.UUID(int=7), "number": 3, "code": "note"},
    Following: {"entry_id": uuid.UUID(int=8), "reaction": "letters.acknowledge"},
}


@pytest.mark.parametrize("kind", VALUES)
def test_a_new_row_is_what_django_makes(kind: type[models.Model]) -> None:
    ours, djangos = new_row(kind, **VALUES[kind]), kind(**VALUES[kind])
    names = {field.attname for field in kind._meta.concrete_fields}
    assert set(ours.__dict__) == names | {"_state"} == set(djangos.__dict__)
    made_anew = {"id"} if isinstance(djangos.pk, uuid.UUID) else set[str]()
    for name in names - made_anew:
        assert type(ours.__dict__[name]) is type(djangos.__dict__[name])
    plain = {n: v for n, v in djangos.__dict__.items() if n in names - made_anew - {"transaction"}}
    plain.pop("next_try_at", None)  # the database's own time
    assert {name: ours.__dict__[name] for name in plain} == plain
    assert ours._state.adding
    assert ours._state.db is None


def test_no_two_new_rows_share_what_can_be_changed() -> None:
    one, other = new_row(Entry, number=1), new_row(Entry, number=1)
    assert one.pk != other.pk
    assert one.cases is not other.cases


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        new_row(Chain, colour="red")


def test_a_related_row_is_at_hand_and_its_key_is_stored() -> None:
    chain = new_row(Chain, subject="problem")
    entry, following = new_row(Entry, chain=chain), new_row(Following, chain=None)
    assert entry.chain is chain
    assert entry.chain_id == chain.pk
    assert following.chain_id is None
