"""Filters as words: each narrows what is found, and what isn't one is looked for as it stands."""

from datetime import UTC, timedelta
from typing import Any

import pytest

from buckstop.conversations.actions import hearing
from buckstop.conversations.actions.posting import File
from buckstop.conversations.queries.asked_in_words import Searcher, completions, find, narrowed
from buckstop.ledger.actor import DESK
from buckstop.problems.actions.attending import attend_commitments
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.queries.filters import Wanted, matching
from buckstop.problems.tests.world import World


@pytest.fixture
def found(world: World) -> Any:
    """What is found of two problems: Ines's with a file, and Olaf's, two days later."""
    files = [File("gateway.log", "text/plain", b"refused")]
    hearing.log(
        text="Transfers fail", contact=world.ines, customer=world.nordbank, files=files,
        by=DESK, at=world.now,
    )  # fmt: skip
    hearing.log(
        text="Printer fails", contact=world.olaf, kind="request",
        by=DESK, at=world.now + timedelta(days=2),
    )  # fmt: skip
    by = Searcher(world.ana.pk, UTC)

    def look(typed: str) -> str:
        rows = matching(world.ana.actor(), Wanted())
        page, _left = find(rows, typed, by)
        return ", ".join(sorted(one.title.split()[0] for one in page.listed.rows))

    return look


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("customer:nordbank", "Transfers"),
        ("-customer:nordbank", "Printer"),
        ('customer:"nord bank"', ""),
        ("contact:olaf fail", "Printer"),
        ("has:attachment", "Transfers"),
        ("kind:request", "Printer"),
        ("state:open", "Printer, Transfers"),
        ("state:closed", ""),
        ("before:2026-03-03", "Transfers"),
        ("after:2026-03-04 fail", "Printer"),
        ("on:2026-03-02", "Transfers"),
        ("owner:me", "Printer, Transfers"),
        ("owner:bruno", ""),
        ("team:desk fail", "Printer, Transfers"),
        ("missed:yes", ""),
        ("missed:no tag:urgent", ""),
        ("before:yesterday", ""),  # nobody understands it: words that nobody said
        ("before:0001-01-01", ""),
        ("http://x", ""),
        ("fail owner:me customer:nordbank has:attachment", "Transfers"),
    ],
)
def test_each_word_narrows(found: Any, typed: str, expected: str):
    assert found(typed) == expected


def test_what_was_missed_once_is_found(found: Any, world: World):
    first = Commitment.objects.get(problem__title="Transfers fail", kind="update")
    attend_commitments(at=first.due + timedelta(minutes=1))
    assert found("missed:yes") == "Transfers"
    assert found("missed:no") == "Printer"


def test_words_are_completed(world: World):
    assert completions("transfers ow") == ["transfers owner:"]
    assert completions("own")[0] == "owner:"
    assert completions("owner:m")[0] == "owner:me"
    assert 'x owner:"Ana Ruiz"' in completions("x owner:an")
    assert completions("-customer:nordb") == ["-customer:Nordbank"]
    assert completions("customer:nordb", customers=False) == []
    assert completions("missed:") == ["missed:yes", "missed:no"]
    assert completions("") == completions("x ") == completions("colour:r") == []


def test_what_is_left_are_the_words(world: World):
    rows, left = narrowed(Problem.objects.all(), 'a owner:me "b c" d:e', Searcher(None, UTC))
    assert left == 'a owner:me "b c" d:e'  # a program is nobody
    assert rows.count() == 0
