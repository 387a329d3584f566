"""Codes, hours, and who reads: without a database."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from buckstop.concerns.rules import digest_of, fresh_code, next_above, next_hour, reads
from buckstop.people.models import Person

LAST = datetime(2100, 1, 1)  # noqa: DTZ001 - its zone is given beside it
INSTANTS = st.datetimes(timezones=st.just(UTC), max_value=LAST)


def somebody(role: str) -> Person:
    return Person(role=role)


def test_a_code_has_160_bits_and_is_found_however_it_is_typed():
    codes = {fresh_code() for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert len(code.replace("-", "")) * 5 == 160
        assert digest_of(f" {code.lower().replace('-', ' ')} ") == digest_of(code)


@given(INSTANTS)
def test_what_is_said_is_seen_from_the_next_full_hour_on(at: datetime):
    seen = next_hour(at)
    assert timedelta(0) < seen - at <= timedelta(hours=1)
    assert (seen.minute, seen.second, seen.microsecond) == (0, 0, 0)


def test_who_was_chosen_reads_it_and_whoever_stands_above():
    lead, other, executive, ana = (
        somebody(role) for role in ("lead", "lead", "executive", "front line")
    )
    assert reads(lead, lead, lead)
    assert not reads(other, lead, lead)
    assert reads(executive, lead, lead)
    assert not reads(ana, lead, lead)
    assert not reads(lead, executive, executive)


def test_it_goes_up_to_the_nearest_above_and_then_stays_with_the_buck():
    lead, executive, buck = (somebody(role) for role in ("lead", "executive", "lead"))
    assert next_above(lead, [lead, executive], buck) == executive
    assert next_above(executive, [lead, executive], buck) == buck
