"""The last entry of a chain, or a whole chain, can't be taken away unseen."""

from datetime import timedelta

import pytest

from buckstop.kit import ids
from buckstop.ledger import keeping
from buckstop.ledger.actions import keep_heads
from buckstop.ledger.models import Body, Chain, Entry
from buckstop.ledger.tests.history import ANA, NOON, Thing, begin, by_hand, entries, say, think
from buckstop.ledger.verify import verify


def later() -> None:
    """The keys that are made from now on are of a later time."""
    ids._last += 10 << 74


def kept(house: Thing) -> int:
    """Of everything that is there by now."""
    newest = Entry.objects.latest("pk").pk
    later()
    until = keeping.time_of(newest) + timedelta(milliseconds=1)
    return keep_heads(on=house, until=until, by=ANA, at=NOON)


@pytest.fixture
def house(owner_db: None) -> Thing:
    return begin("house")


@pytest.fixture
def thing(house: Thing) -> Thing:
    """Noted with three entries, and grown since."""
    made = begin("problem")
    for text in ("one", "two", "three"):
        say(made, text)
    assert kept(house) == 1
    return made


def found() -> list[str]:
    return [f"{broken.number}: {broken.says}" for broken in verify()]


def set_back(thing: Thing, length: int) -> None:
    """Take away what stands behind entry `length`, and let the chain say so."""
    last = entries(thing)[length - 1]
    with by_hand():
        Entry.objects.filter(chain=thing.chain_id, number__gt=length).delete()
        Chain.objects.filter(pk=thing.chain_id).update(
            length=length, head=last.hash, last_at=last.at
        )


def test_what_grew_since_the_last_time_is_noted(house: Thing, thing: Thing):
    assert kept(house) == 0
    think(thing)
    say(begin(), "another")
    assert kept(house) == 2
    assert found() == []


def test_a_last_entry_taken_away_is_noticed(house: Thing, thing: Thing):
    set_back(thing, 2)
    (broken,) = found()
    assert broken.startswith("3: it isn't there any more, though entry 1 of the house's ledger")


def test_a_chain_made_anew_is_noticed(house: Thing, thing: Thing):
    set_back(thing, 2)
    say(thing, "other")
    (broken,) = found()
    assert broken.startswith("3: it had another hash, though entry 1 of the house's ledger")


def test_a_whole_chain_taken_away_is_noticed(house: Thing, thing: Thing):
    with by_hand():
        Entry.objects.filter(chain=thing.chain_id).delete()
        Chain.objects.filter(pk=thing.chain_id).delete()
    (broken,) = found()
    assert broken.startswith("3: the whole chain isn't there any more, though")


def test_a_note_that_was_changed_is_noticed(house: Thing, thing: Thing):
    with by_hand():
        Body.objects.filter(raw__isnull=False).update(raw=b"nothing")
    assert found() == ["1: what was written was changed"]


def test_much_is_noted_in_parts(house: Thing, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keeping, "AT_ONCE", 3)
    things = [begin() for _ in range(4)]
    for thing in things:
        say(thing, "one")
        later()
    counts = []
    while count := kept(house):
        counts.append(count)
        assert len(counts) < 9
    assert counts[:2] == [3, 2]
    assert found() == []
