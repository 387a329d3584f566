"""Every entry is said in good English, whatever its fields hold."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from itertools import product
from uuid import UUID

import pytest

from buckstop.kit.text import a
from buckstop.ledger.entries import REGISTRY, Fact
from buckstop.problems.commitments.kind import KINDS as KINDS_OWED
from buckstop.problems.entries import cases, owning, promising
from buckstop.problems.models import Problem
from buckstop.problems.models.problem import Kind

OURS = (cases, owning, promising)
KINDS = {"owed": [*KINDS_OWED], "problem": [*Kind.values]}
HOLDS = {
    "kind-changed": {"was": KINDS["problem"], "kind": KINDS["problem"]},
    "problem-opened": {"kind": KINDS["problem"]},
    "widened": {"thing": ["understanding", "step", "update"]},
}
WRONG = re.compile(r"\b[Aa] [aeiou]|\b[Aa]n [^aeiou]|\bto to\b|  |\{|\}")


def facts() -> list[type[Fact]]:
    modules = {module.__name__ for module in OURS}
    return [kind for kind in REGISTRY.values() if kind.__module__ in modules]


def said(kind: type[Fact]) -> Iterator[str]:
    """Its sentence with every code that a field can hold."""
    known: dict[str, list[str]] = {}
    for field in fields(kind):
        if field.type is UUID or field.type == UUID | None:
            known[field.name] = ["Ines Vogt"]
        elif field.type is datetime:
            known[field.name] = ["16:30 today"]
        else:
            codes = HOLDS.get(kind.code, {}).get(field.name) or list(kind.words.get(field.name, []))
            if field.name == "kind" and not codes:
                codes = KINDS["owed"]
            known[field.name] = codes or ["7"]
    for values in product(*known.values()):
        told = dict(zip(known, values, strict=True))
        words = {n: kind.words.get(n, {}).get(v, v) for n, v in told.items()}
        yield str(kind.says).format(by="Ana Ruiz", **words)


@pytest.mark.parametrize("kind", facts(), ids=lambda kind: kind.code)
def test_no_entry_says_a_escalation(kind: type[Fact]):
    sentences = list(said(kind))
    assert sentences
    assert [one for one in sentences if WRONG.search(one)] == []


def test_every_kind_that_is_owed_has_its_words():
    assert set(promising.ONE) == set(KINDS_OWED)
    assert Problem._meta.get_field("kind").choices


def test_a_kind_that_comes_later_has_its_words_as_well():
    words = cases.Widened.words["thing"]
    assert (words["step"], words["understanding"]) == ("a step", "what we understood")


def test_a_or_an():
    assert [a(noun) for noun in ("step", "escalation", "Update")] == [
        "a step", "an escalation", "an Update",
    ]  # fmt: skip
