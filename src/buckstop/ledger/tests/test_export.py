"""An export has a customer's own entries, of the rest the seals, and verifies by itself."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from buckstop.ledger.actions import BLACK, black_out_bodies, erase_bodies
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.export import VERIFIER, Stay, export
from buckstop.ledger.models import Body
from buckstop.ledger.tests.history import (
    ANA,
    NOON,
    Said,
    Thing,
    Thought,
    begin,
    entries,
    say,
    think,
)
from buckstop.ledger.transaction import acting

MINE, THEIRS = UUID(int=10), UUID(int=20)


@pytest.fixture
def thing(db: None) -> Thing:
    """What two customers have in common: entries 2 and 5 are for all, 4 is mine, 3 is theirs."""
    made = begin()
    think(made)
    say(made, "to all")
    say(made, "to them", cases=(THEIRS,))
    say(made, "to me, ünïcode", cases=(MINE,))
    say(made, "to all again")
    return made


def shown(exported: dict[str, Any]) -> list[tuple[int, ...]]:
    return [tuple(e["number"] for e in c["entries"] if "content" in e) for c in exported["chains"]]


def texts(exported: dict[str, Any]) -> set[str]:
    return {body["text"] for body in exported["bodies"].values()}


def verified(exported: dict[str, Any], folder: Path, *heads: str) -> tuple[int, str]:
    """What the verifier says, run by a Python that has the standard library alone."""
    file = folder / "export.json"
    file.write_text(json.dumps(exported), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), str(file), *heads],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    return ran.returncode, (ran.stdout + ran.stderr).strip()


def test_own_entries_in_full_and_of_the_rest_the_seals(thing: Thing, tmp_path: Path):
    exported = export([Stay(MINE, thing.chain_id, 1)])
    assert shown(exported) == [(2, 4, 5)]
    assert texts(exported) == {"to all", "to me, ünïcode", "to all again"}
    assert len(exported["chains"][0]["entries"]) == 5
    assert "to them" not in json.dumps(exported)
    assert THEIRS.hex not in json.dumps(exported)
    code, said = verified(exported, tmp_path)
    assert (code, said) == (
        0, "Nothing was changed: 5 entries in 1 chain, 3 of them shown, with 3 texts.",
    )  # fmt: skip


def test_only_the_time_that_a_case_was_there(thing: Thing):
    assert shown(export([Stay(MINE, thing.chain_id, 3, 4)])) == [(4,)]
    assert shown(export([Stay(MINE, thing.chain_id, 5)])) == [(5,)]
    twice = [Stay(MINE, thing.chain_id, 1, 2), Stay(MINE, thing.chain_id, 5)]
    assert shown(export(twice)) == [(2, 5)]


def test_a_case_that_moved_is_read_across_its_chains(thing: Thing, tmp_path: Path):
    other = begin()
    say(other, "elsewhere", cases=(MINE,))
    exported = export([Stay(MINE, thing.chain_id, 1, 4), Stay(MINE, other.chain_id, 1)])
    assert sorted(shown(exported)) == [(1,), (2, 4)]
    assert verified(exported, tmp_path)[0] == 0


def test_what_was_erased_stays_away_and_the_rest_verifies(thing: Thing, tmp_path: Path):
    bodies = Body.objects.filter(text="to all")
    erase_bodies(bodies, on=begin("house"), by=ANA, at=NOON)
    exported = export([Stay(MINE, thing.chain_id, 1)])
    assert 'to all"' not in json.dumps(exported)
    assert verified(exported, tmp_path)[0] == 0


def test_of_what_was_blacked_out_the_rest_goes_out_and_verifies(thing: Thing, tmp_path: Path):
    black_out_bodies(Body.objects.filter(text="to all"), "all", on=begin("house"), by=ANA, at=NOON)
    exported = export([Stay(MINE, thing.chain_id, 1)])
    assert f"to {BLACK}" in texts(exported)
    assert verified(exported, tmp_path)[0] == 0
    left = next(one for one in exported["bodies"].values() if one["text"] == f"to {BLACK}")
    left["text"] = "to nobody"
    assert "what was left" in verified(exported, tmp_path)[1]


def test_a_mail_as_it_came_is_exported(db: None, tmp_path: Path):
    thing = begin()
    with acting(thing, by=ANA, at=NOON) as act:
        act.record(Said(what=act.body("text", raw=b"From: \xff").digest))
    exported = export([Stay(MINE, thing.chain_id, 1)])
    assert verified(exported, tmp_path)[0] == 0


def test_a_head_from_a_mail_has_to_be_there(thing: Thing, tmp_path: Path):
    exported = export([Stay(MINE, thing.chain_id, 1)])
    head = bytes(entries(thing)[2].hash).hex()
    assert verified(exported, tmp_path, head.upper())[0] == 0
    code, said = verified(exported, tmp_path, "ab" * 32)
    assert code == 1
    assert "no entry has the head" in said


def _first_chain(exported: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = exported["chains"][0]["entries"]
    return found


def _say_other(exported: dict[str, Any]) -> None:
    next(iter(exported["bodies"].values()))["text"] = "other"


TAMPERINGS: dict[str, Callable[[dict[str, Any]], object]] = {
    "entry 5 of chain": lambda x: _first_chain(x)[4].update(content="{}"),
    "stands in the wrong place": lambda x: _first_chain(x).pop(1),
    "isn't that of its last entry": lambda x: _first_chain(x).pop(),
    "was changed": _say_other,
    "is missing": lambda x: x["bodies"].clear(),
    "doesn't follow": lambda x: _first_chain(x)[2].update(
        seal=_first_chain(x)[2]["seal"].replace('"previous":"', '"previous":"0')
    ),
    "isn't an export": lambda x: x.pop("chains"),
    "Expecting value": lambda x: _first_chain(x)[0].update(seal=""),
    "a format that this program doesn't know": lambda x: _first_chain(x)[0].update(
        seal=_first_chain(x)[0]["seal"].replace('"version":1', '"version":2')
    ),
}


@pytest.mark.parametrize("says", TAMPERINGS)
def test_whatever_is_changed_is_found(thing: Thing, tmp_path: Path, says: str):
    exported = export([Stay(MINE, thing.chain_id, 1)])
    TAMPERINGS[says](exported)
    code, said = verified(exported, tmp_path)
    assert code == 1
    assert said.startswith("Changed: ")
    assert says in said


def test_the_verifier_says_what_it_needs(tmp_path: Path):
    ran = [sys.executable, "-I", str(VERIFIER)]
    assert subprocess.run(ran, capture_output=True, check=False).returncode == 2
    missing = subprocess.run(
        [*ran, str(tmp_path / "no.json")], capture_output=True, text=True, check=False
    )
    assert missing.returncode == 2
    assert "can't be read: No such file" in missing.stderr


def test_what_was_erased_off_the_record_is_noticed(thing: Thing, tmp_path: Path):
    house = begin("house")
    erase_bodies(Body.objects.filter(text="to all"), on=house, by=ANA, at=NOON)
    exported = export([Stay(MINE, thing.chain_id, 1)])
    assert "1 text was erased, as is on record" in verified(exported, tmp_path)[1]
    exported["erasures"] = []
    code, said = verified(exported, tmp_path)
    assert code == 1
    assert "is gone, and no entry says so" in said


def test_a_forged_erasure_is_noticed(thing: Thing, tmp_path: Path):
    erase_bodies(Body.objects.filter(text="to all"), on=begin("house"), by=ANA, at=NOON)
    exported = export([Stay(MINE, thing.chain_id, 1)])
    other = next(digest for digest, body in exported["bodies"].items() if "text" in body)
    exported["bodies"][other] = {"erased_at": NOON.isoformat()}
    assert "is gone, and no entry says so" in verified(exported, tmp_path)[1]
    told = exported["erasures"][0]
    told["content"] = told["content"].replace('"digests":[', f'"digests":["{other}",')
    assert "says something else than was sealed" in verified(exported, tmp_path)[1]


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        (8, 0, "1 head from mails found."),
        (12, 0, "1 head from mails found."),
        (64, 0, "1 head from mails found."),
        (7, 2, "give 8 characters or more, or all 64."),
    ],
)
def test_the_beginning_of_a_head_is_enough(
    thing: Thing, tmp_path: Path, given: int, code: int, says: str
):
    exported = export([Stay(MINE, thing.chain_id, 1)])
    head = bytes(entries(thing)[2].hash).hex()[:given]
    found, said = verified(exported, tmp_path, head)
    assert (found, said[-len(says) :]) == (code, says)
    assert verified(exported, tmp_path, f"{head}…")[0] == code


def test_what_is_no_head_is_no_alarm(thing: Thing, tmp_path: Path):
    exported = export([Stay(MINE, thing.chain_id, 1)])
    assert verified(exported, tmp_path, "not a head") == (
        2, "not a head is no head: give 8 characters or more, or all 64.",
    )  # fmt: skip


def test_another_customers_act_is_told_without_their_name(db: None):
    thing = begin()
    theirs = Actor(ActorKind.CONTACT, UUID(int=77), case=THEIRS)
    with acting(thing, by=theirs, at=NOON) as act:
        act.record(Said(what=act.body("for all").digest))
        act.record(Said(what=act.body("their own").digest), cases=(THEIRS,))
        act.record(Thought(of=None, at=NOON))
    exported = json.dumps(export([Stay(MINE, thing.chain_id, 1)]))
    assert "for all" in exported
    assert theirs.key.hex not in exported
    actors = [(e.actor_kind, e.actor_id) for e in entries(thing)]
    assert actors == [("contact", None), ("contact", theirs.id), ("contact", theirs.id)]


def test_an_older_entry_that_names_another_customer_is_shown_as_a_seal(
    db: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Actor, "unnamed", lambda self: self)
    thing = begin()
    theirs = Actor(ActorKind.CONTACT, UUID(int=77), case=THEIRS)
    with acting(thing, by=theirs, at=NOON) as act:
        act.record(Said(what=act.body("for all").digest))
    exported = export([Stay(MINE, thing.chain_id, 1)])
    assert theirs.key.hex not in json.dumps(exported)
    assert shown(exported) == [()]
