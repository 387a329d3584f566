"""Tags and fields: values in one form, each once on a problem, all on record."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.ledger.models import Chain, Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.actions import labels
from buckstop.problems.models import Label, Labelling
from buckstop.problems.rules.labels import tags_in, value_of
from buckstop.problems.tests.world import World


@pytest.mark.parametrize(
    ("sort", "text", "kept"),
    [
        ("number", "12.50", "12.5"), ("number", "1’200", "1200"), ("number", "100", "100"),
        ("number", "-0", "0"), ("date", "2026-11-24", "2026-11-24"), ("choice", "b", "b"),
        ("text", " SN  1 ", "SN 1"), ("tag", "whatever", ""), ("number", "  ", ""),
    ],
)  # fmt: skip
def test_values(sort: str, text: str, kept: str):
    assert value_of(sort, text, choices=["a", "b"], most=200) == kept


@pytest.mark.parametrize(
    ("sort", "text"),
    [("number", "1e99"), ("number", "NaN"), ("number", "x"), ("date", "24.11.2026"),
     ("choice", "c"), ("text", "x" * 201), ("number", "1" * 16)],
)  # fmt: skip
def test_what_is_no_value(sort: str, text: str):
    with pytest.raises(Refused):
        value_of(sort, text, choices=["a", "b"], most=200)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-99999))
def test_a_number_is_kept_as_it_counts(number: object):
    try:
        kept = value_of("number", str(number), choices=(), most=200)
    except Refused:
        return
    assert value_of("number", kept, choices=(), most=200) == kept


def test_tags_are_written_with_commas():
    assert tags_in(" vpn, #Printer ,, VPN,  two  words") == ["VPN", "Printer", "two words"]


def test_given_changed_and_taken_away(world: World) -> None:
    problem = world.report().problem
    ana: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    serial = labels.add_label(name="Serial", sort="text", by=world.carla.actor(), at=world.now)
    before = labels.relabel(problem, tags=["vpn", "VPN"], values={serial.pk: "SN-1"}, **ana)
    vpn = Label.objects.get(sort="tag")
    assert before == {vpn.pk: None, serial.pk: None}
    assert labels.relabel(problem, tags=["Vpn"], values={serial.pk: "SN-2"}, **ana) == {
        serial.pk: "SN-1"
    }
    labels.relabel(problem, drop=[vpn.pk], **ana)
    running = Labelling.objects.filter(ended_at=None)
    assert [str(row) for row in running.select_related("label")] == ["Serial: SN-2"]
    codes = Entry.objects.filter(chain=problem.chain_id, code__in=["tagged", "untagged"])
    assert codes.count() == 2
    assert list(verify(Chain.objects.all())) == []
    Labelling.objects.filter(value="SN-2").update(ended_at=world.now)
    assert list(verify(Chain.objects.all())) != []


def test_a_field_is_no_tag_and_a_name_is_had_once(world: World) -> None:
    problem = world.report().problem
    carla: dict[str, Any] = {"by": world.carla.actor(), "at": world.now}
    labels.add_label(name="Serial", sort="text", **carla)
    with pytest.raises(Refused, match="is a field"):
        labels.relabel(problem, tags=["serial"], **carla)
    with pytest.raises(Refused, match="of this name"):
        labels.add_label(name="SERIAL", sort="tag", **carla)
    with pytest.raises(Refused, match="Only leads"):
        labels.add_label(name="Site", sort="text", by=world.ana.actor(), at=world.now)
