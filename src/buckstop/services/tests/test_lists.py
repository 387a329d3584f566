"""A list of services and who uses them: read line by line, compared, taken in."""

from datetime import UTC, datetime
from typing import Any

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.verify import verify
from buckstop.people.actions import customers
from buckstop.people.models import Customer
from buckstop.services import queries
from buckstop.services.actions.lists import compared, put_each
from buckstop.services.lists import ServiceLine, read_services
from buckstop.services.models import Matters, Use

BY: dict[str, Any] = {"by": DESK, "at": datetime(2026, 3, 2, 8, 0, tzinfo=UTC)}
TABLE = """\
Service;Key;Customer;Site;Plan;Matters;Needs;Colour
Online payments;;Nordbank;Thun;Gold;stops them;Payment gateway, net;red
Online payments;;Nordbank;Basel;Gold;2;;
Online payments;;Nordbank;Thun;Gold;;;
Payment gateway;;;;;;Core network;
Core network;net;;;;;;
Core network;net;;;;;Online payments;
Mail;;Nobody AG;;;;;
Mail;;;Thun;;;;
Mail;;Nordbank;;;very;;
;;Nordbank;;;;;
Mail;;Zürcher Käserei;;;low;Post;
Mail;;Zürcher Käserei;Bern;;low;;
Archive;;;;;;Tapes;
Tapes;;Nobody AG;;;;;
"""


@pytest.fixture
def bank(db: None) -> Customer:
    customers.add(name="Zürcher Käserei", domains=(), **BY)
    return customers.add(name="Nordbank", domains=(), **BY)


def read(text: str = TABLE) -> list[ServiceLine]:
    return compared(read_services(text).lines)


def test_each_line_says_what_it_would_change(bank: Customer):
    assert [(line.wrong or " ".join(line.changes)) for line in read()] == [
        "Adds the service Online payments, with the key online-payments. Online payments needs"
        " payment-gateway. Online payments needs net. Nordbank uses Online payments.",
        "Nordbank uses Online payments.",
        "A line before says the same customer and site.",
        "Adds the service Payment gateway, with the key payment-gateway. Payment gateway needs"
        " net.",
        "Adds the service Core network, with the key net.",
        "That would be a circle: net needs online-payments needs net.",
        "No customer is called Nobody AG.",
        "Say which customer uses it there.",
        "Say how much it matters to them.",
        "Say what the service is called.",
        "There is no service called Post.",
        "Adds the service Mail, with the key mail. Zürcher Käserei uses Mail.",
        "There is no service called tapes.",
        "No customer is called Nobody AG.",
    ]
    assert read_services(TABLE).unknown == ("Colour",)


GOOD = """\
Online payments;Nordbank;Thun;Gold;stops them;Payment gateway
Payment gateway;;;;;
"""


def test_what_was_looked_at_is_done_once(bank: Customer):
    assert put_each(read(GOOD), **BY) == 2
    [used] = Use.objects.all()
    assert (used.service.name, used.site, used.matters) == (
        "Online payments", "Thun", Matters.STOPS,
    )  # fmt: skip
    gateway = queries.by_key("payment-gateway")
    assert gateway is not None
    assert [one.name for one in queries.exposed([gateway.pk], at=BY["at"])] == ["Nordbank"]
    before = Entry.objects.count()
    assert [line.changes for line in read(GOOD)] == [(), ()]
    assert put_each(read(GOOD), **BY) == 0
    assert Entry.objects.count() == before
    changed = read(GOOD.replace("Gold", "Silver"))
    assert changed[0].changes == ("Changes how Nordbank uses Online payments.",)
    assert list(verify()) == []


def test_lines_beyond_the_most_are_counted():
    text = "\n".join(f"Service {n}" for n in range(5003))
    found = read_services(text)
    assert (len(found.lines), found.left_off) == (5000, 3)
