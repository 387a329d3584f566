"""`acting`: the one shape of a transaction."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from buckstop.ledger import unit
from buckstop.ledger.models import Body, Chain, Entry, Following
from buckstop.ledger.reactions import REACTIONS, Reaction, Stage, register
from buckstop.ledger.refused import Refused
from buckstop.ledger.tests.history import (
    ANA,
    NOON,
    Said,
    Thing,
    Thought,
    begin,
    chain,
    entries,
    say,
    think,
)
from buckstop.ledger.transaction import acting


def refuse_after_saying(thing: Thing) -> None:
    with acting(thing, by=ANA, at=NOON):
        say(thing, "inside")
        raise Refused("no", "No.")


@pytest.mark.django_db
def test_an_entry_is_written_with_its_chain():
    thing = begin()
    first, second = say(thing, "one"), think(thing, at=NOON + timedelta(minutes=5))
    assert [(e.number, e.code) for e in entries(thing)] == [(1, "test-said"), (2, "test-thought")]
    stored = chain(thing)
    assert (stored.length, stored.last_at) == (2, NOON + timedelta(minutes=5))
    assert bytes(stored.head) == bytes(second.hash)
    assert bytes(first.hash).hex() in bytes(second.seal).decode()


@pytest.mark.django_db
def test_time_never_runs_backwards_in_a_chain():
    thing = begin()
    think(thing, at=NOON)
    with acting(thing, by=ANA, at=NOON - timedelta(hours=1)) as act:
        assert act.at == NOON
        assert act.record(Thought(of=None, at=act.at)).at == NOON


@pytest.mark.django_db
def test_an_act_on_two_chains_is_at_the_later_of_their_times():
    early, late = begin(), begin()
    think(late, at=NOON + timedelta(hours=2))
    with acting(early, late, by=ANA, at=NOON) as act:
        assert act.at == NOON + timedelta(hours=2)
        assert act.record(Thought(of=None, at=act.at), on=early).at == act.at


@pytest.mark.django_db
def test_an_inner_verb_joins_the_transaction():
    thing = begin()
    with acting(thing, by=ANA, at=NOON) as act:
        act.record(Thought(of=None, at=NOON))
        say(thing, "inside")
        assert entries(thing) == [], "all is written at the end"
    assert [entry.number for entry in entries(thing)] == [1, 2]


@pytest.mark.django_db
def test_an_inner_verb_that_refuses_undoes_all():
    thing = begin()
    with pytest.raises(Refused):
        refuse_after_saying(thing)
    assert entries(thing) == []
    assert say(thing, "after it").number == 1


@pytest.mark.django_db
def test_an_inner_verb_may_not_want_a_chain_that_is_not_held():
    thing, other = begin(), begin()
    with pytest.raises(RuntimeError, match="doesn't hold"), acting(thing, by=ANA, at=NOON):
        think(other)


@pytest.mark.django_db
def test_a_chain_begun_in_the_transaction_is_held():
    with acting(by=ANA, at=NOON) as act:
        thing = Thing(act.begin("test").pk)
        think(thing)
    assert len(entries(thing)) == 1


@pytest.mark.django_db
def test_there_has_to_be_such_a_chain():
    with pytest.raises(RuntimeError, match="there is no chain"):
        think(Thing(ANA.person))


@pytest.mark.django_db
def test_an_act_on_two_chains_says_in_which_an_entry_belongs():
    with (
        pytest.raises(RuntimeError, match="must say in which"),
        acting(begin(), begin(), by=ANA, at=NOON) as act,
    ):
        act.record(Thought(of=None, at=NOON))


@pytest.mark.django_db
def test_chains_are_locked_in_the_order_of_their_keys():
    things = sorted((begin() for _ in range(5)), key=lambda thing: str(thing.chain_id))
    seen: list[str] = []

    def watch(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch), acting(*reversed(things), by=ANA, at=NOON):
        pass
    locking = [sql for sql in seen if "FOR NO KEY UPDATE" in sql]
    assert len(locking) == 1
    assert "ORDER BY" in locking[0]


@pytest.mark.django_db
def test_a_fact_may_be_kept_from_customers():
    thing = begin()
    with acting(thing, by=ANA, at=NOON) as act:
        act.record(Said(what=""))
        act.record(Said(what=""), internal=True)
    assert [entry.audience for entry in entries(thing)] == ["customer", "internal"]
    assert b'"audience":"internal"' in bytes(entries(thing)[1].content)


@pytest.mark.django_db
def test_what_was_added_is_changed_before_it_is_written():
    with acting(by=ANA, at=NOON) as act:
        body = act.body("one")
        act.change(body, text="two")
    assert Body.objects.get(pk=body.pk).text == "two"


@pytest.mark.django_db
def test_every_copy_of_a_row_is_the_same_row():
    thing = begin()
    say(thing, "one")
    first, second = Body.objects.get(), Body.objects.get()
    with acting(thing, by=ANA, at=NOON) as act:
        fresh = act.lock(first)
        assert act.lock(second) is fresh
        assert act.rows(Body.objects.all()) == [fresh]
        assert act.rows(Body.objects.all())[0] is fresh


def _nothing(happened: list[Entry], at: datetime) -> None:
    pass


def test_two_reactions_of_one_name_are_one_too_many():
    name = next(iter(REACTIONS))
    with pytest.raises(TypeError, match=f"two reactions are called {name}"):
        register(Reaction(name, _nothing, facts=()))


@pytest.mark.django_db
def test_reactions_that_follow_wait_as_rows(monkeypatch):
    told: list[Entry] = []
    monkeypatch.setattr(unit, "_committed", [])
    unit.register(committed=told.extend)
    for one in (
        Reaction("a", _nothing, facts=(Said,)),
        Reaction("first", _nothing, facts=(Said, Thought), stage=Stage.OUTSIDE),
        Reaction("never", _nothing, facts=(Said,), when=lambda made, begun: begun),
    ):
        monkeypatch.setitem(REACTIONS, one.name, one)
    thing = begin()
    entry = say(thing, "one")
    think(thing)
    assert list(Following.objects.values_list("reaction", "entry", "chain")) == [
        ("first", entry.pk, thing.chain_id),
        ("a", entry.pk, thing.chain_id),
        ("first", entries(thing)[-1].pk, thing.chain_id),
    ]
    assert told == [], "nobody is told before the commit"


@pytest.mark.django_db(transaction=True)
def test_who_registered_is_told_after_the_commit(monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(unit, "_committed", [])

    def committed(done: list[Entry]) -> None:
        told.extend(f"{e.code} {connection.in_atomic_block}" for e in done)

    unit.register(committed=committed)
    thing = begin()
    with pytest.raises(Refused):
        refuse_after_saying(thing)
    assert told == []
    think(thing)
    assert told == ["test-thought False"]


@pytest.mark.django_db(transaction=True)
def test_a_chain_that_somebody_holds_can_be_passed_over():
    held, free = begin(), begin()
    passed: list[tuple[bool, bool]] = []

    def other() -> None:
        with acting(held, free, by=ANA, at=NOON, skip_locked=True) as act:
            passed.append((act.holds(held), act.holds(free)))
        connection.close()

    with acting(held, by=ANA, at=NOON):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert passed == [(False, True)]


@pytest.mark.django_db(transaction=True)
def test_no_more_chains_are_taken_than_asked_for():
    things = [begin() for _ in range(4)]
    with acting(*things, by=ANA, at=NOON, skip_locked=True, at_most=2) as act:
        first = [act.holds(thing) for thing in things]
        beside: list[bool] = []

        def other() -> None:
            with acting(*things, by=ANA, at=NOON, skip_locked=True, at_most=2) as mine:
                beside.extend(mine.holds(thing) for thing in things)
            connection.close()

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert first.count(True) == beside.count(True) == 2
    assert all(mine != theirs for mine, theirs in zip(first, beside, strict=True))


@pytest.mark.django_db
def test_a_chain_alone_grows():
    thing = begin()
    think(thing)
    refused = pytest.raises(DatabaseError, match="a chain only grows")
    with refused, transaction.atomic():
        Chain.objects.filter(pk=thing.chain_id).update(last_at=NOON)
