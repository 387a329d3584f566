"""A worker that stopped for longer than its lease takes in nothing that another took in since."""

from datetime import UTC, datetime, timedelta

import pytest

from buckstop.coverage.actions import make_roster
from buckstop.incoming.actions.keep import LEASE, Arrived, claim, keep
from buckstop.incoming.actions.receiving import receive, take_in
from buckstop.incoming.reading import read
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.problems.models import Problem

NINE = datetime(2026, 3, 3, 9, tzinfo=UTC)
RAW = (
    b"From: ines@nordbank.example\r\nSubject: Transfers fail\r\nMessage-ID: <1@n>\r\n\r\nHello.\r\n"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> None:
    ana = staff.add(name="Ana", email="ana@halden.example", role="lead", by=DESK, at=NINE)
    make_roster(zone="UTC", buck_stops_with=ana, by=DESK, at=NINE)


def test_what_was_claimed_again_is_taken_in_once(house: None) -> None:
    keep([Arrived("ines@nordbank.example", ("help@localhost",), RAW)], at=NINE)
    stalled = [read(intake) for intake in claim(at=NINE, limit=10)]
    assert receive(at=NINE + LEASE / 2) == 0
    assert receive(at=NINE + LEASE + timedelta(seconds=1)) == 1
    take_in(stalled, NINE)
    assert Problem.objects.count() == 1


def test_what_was_claimed_and_taken_back_is_taken_in_once(house: None) -> None:
    keep([Arrived("ines@nordbank.example", ("help@localhost",), RAW)], at=NINE)
    stalled = [read(intake) for intake in claim(at=NINE, limit=10)]
    again = [read(intake) for intake in claim(at=NINE + LEASE, limit=10)]
    take_in(stalled, NINE)
    assert Problem.objects.count() == 0
    take_in(again, NINE)
    assert Problem.objects.count() == 1
