"""Services: added, changed, needed, used, ended; and on record."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.people.actions import customers
from buckstop.people.models import Customer
from buckstop.services import queries
from buckstop.services.actions.putting import put_service
from buckstop.services.actions.services import (
    add_service,
    change_service,
    end_service,
    need,
    need_no_more,
)
from buckstop.services.actions.uses import use, use_no_more
from buckstop.services.models import Dependency, Matters, Service, Use
from buckstop.services.rules import Terms, Usage, key_of

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
BY: dict[str, Any] = {"by": DESK, "at": MONDAY}


def later(hours: float) -> dict[str, Any]:
    return {"by": DESK, "at": MONDAY + timedelta(hours=hours)}


def holds() -> bool:
    return [str(one) for one in verify()] == []


@pytest.fixture
def bank(db: None) -> Customer:
    return customers.add(name="Nordbank", domains=(), **BY)


@pytest.fixture
def gateway(db: None) -> Service:
    return add_service(terms=Terms(name="  Payment   gateway "), **BY)


@pytest.fixture
def network(db: None) -> Service:
    return add_service(terms=Terms(name="Core network", key="NET-1", quiet_minutes=30), **BY)


def names(*services: Service, hours: float = 1) -> list[str]:
    at = MONDAY + timedelta(hours=hours)
    return [one.name for one in queries.exposed([one.pk for one in services], at=at)]


def test_one_is_added_in_its_one_form(gateway: Service, network: Service):
    assert (gateway.name, gateway.key) == ("Payment gateway", "payment-gateway")
    assert network.key == "net-1"
    assert holds()


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(name=" "), "name"),
        (Terms(name="Other", key="net-1"), "key"),
        (Terms(name="Other", key="a b"), "key"),
        (Terms(name="支付"), "key"),
        (Terms(name="Other", quiet_minutes=0), "quiet_minutes"),
        (Terms(name="Other", about="x" * 301), "about"),
    ],
)
def test_what_nobody_could_call_so_is_refused(network: Service, terms: Terms, field: str):
    with pytest.raises(Refused) as refused:
        add_service(terms=terms, **BY)
    assert refused.value.field == field


def test_a_key_is_made_of_a_name():
    assert key_of("Zürich → Genève, ligne 2!") == "zurich-geneve-ligne-2"
    assert len(key_of("x" * 80)) == 64


def test_it_changes_once(gateway: Service):
    before = Entry.objects.count()
    for _time in range(2):
        change_service(gateway, terms=Terms(name="Payments", key="pay", quiet_minutes=5), **BY)
    gateway.refresh_from_db()
    assert (gateway.name, gateway.key, gateway.quiet_minutes) == ("Payments", "pay", 5)
    assert Entry.objects.count() == before + 1
    assert holds()


def test_who_uses_what_needs_it_is_exposed(bank: Customer, gateway: Service, network: Service):
    portal = add_service(terms=Terms(name="Portal"), **BY)
    need(gateway, on=network, **BY)
    need(portal, on=gateway, **BY)
    use(portal, customer=bank, usage=Usage(site="Thun", matters=Matters.STOPS), **BY)
    [one] = queries.exposed([network.pk], at=MONDAY)
    assert (one.name, one.service_name, one.site, one.matters) == ("Nordbank", "Portal", "Thun", 2)
    assert queries.how_many_exposed([network.pk], at=MONDAY) == (1, 1)
    other = customers.add(name="Alpina", domains=(), **BY)
    use(network, customer=other, usage=Usage(matters=Matters.CAN_WAIT), **BY)
    assert names(network) == ["Nordbank", "Alpina"]
    assert names(portal) == ["Nordbank"]
    assert queries.how_many_exposed([network.pk, portal.pk], at=MONDAY) == (2, 1)
    assert holds()


def test_exposure_has_a_from_and_a_to(bank: Customer, gateway: Service, network: Service):
    used = use(gateway, customer=bank, usage=Usage(), **later(1))
    need(gateway, on=network, **later(2))
    assert names(network, hours=1.5) == []
    assert names(network, hours=2) == ["Nordbank"]
    [row] = queries.needs(gateway)
    need_no_more(row, **later(3))
    assert (names(network, hours=2.9), names(network, hours=3)) == (["Nordbank"], [])
    use_no_more(used, **later(5))
    use_no_more(used, **later(6))
    assert (names(gateway, hours=4.9), names(gateway, hours=5)) == (["Nordbank"], [])
    assert holds()


def test_a_circle_is_refused_with_its_way(gateway: Service, network: Service):
    portal = add_service(terms=Terms(name="Portal"), **BY)
    need(gateway, on=network, **BY)
    need(portal, on=gateway, **BY)
    way = "Core network needs Portal needs Payment gateway needs Core network"
    with pytest.raises(Refused, match=way):
        need(network, on=portal, **BY)
    with pytest.raises(Refused, match="Portal needs Portal"):
        need(portal, on=portal, **BY)
    need(portal, on=network, **BY)  # two ways to the same are no circle
    need(portal, on=network, **BY)
    assert len(queries.needs(portal)) == 2
    assert holds()


def test_the_database_refuses_a_circle(gateway: Service, network: Service):
    need(gateway, on=network, **BY)
    with pytest.raises(IntegrityError, match="would need itself"), transaction.atomic():
        Dependency.objects.create(pk=uuid7(), service=network, on=gateway, since=MONDAY)
    row = Dependency.objects.create(service=network, on=gateway, since=MONDAY, until=MONDAY)
    with pytest.raises(IntegrityError, match="would need itself"), transaction.atomic():
        Dependency.objects.filter(pk=row.pk).update(until=None)


def test_it_ends_with_all_that_hangs_on_it(bank: Customer, gateway: Service, network: Service):
    need(gateway, on=network, **BY)
    use(network, customer=bank, usage=Usage(), **BY)
    end_service(network, **later(3))
    end_service(network, **later(4))
    assert list(queries.services()) == [gateway]
    assert queries.needs(gateway) == []
    assert queries.used_by(bank) == []
    assert names(network, hours=2) == ["Nordbank"]
    for again in (
        lambda: use(network, customer=bank, usage=Usage(), **BY),
        lambda: change_service(network, terms=Terms(name="N"), **BY),
    ):
        with pytest.raises(Refused, match="has ended"):
            again()
    network.refresh_from_db()
    with pytest.raises(Refused, match="has ended"):
        need(gateway, on=network, **BY)
    assert add_service(terms=Terms(name="Core network", key="net-1"), **BY) != network
    assert holds()


def test_whoever_was_merged_is_exposed_as_who_they_are_now(bank: Customer, gateway: Service):
    old = customers.add(name="Nordbanken", domains=(), **BY)
    use(gateway, customer=old, usage=Usage(site="Bern"), **BY)
    Customer.objects.filter(pk=old.pk).update(merged_into=bank)
    assert names(gateway) == ["Nordbank"]
    assert [one.site for one in queries.used_by(bank)] == ["Bern"]


def test_put_is_said_twice_and_counts_once(bank: Customer, network: Service):
    def put(**values: Any) -> Service:
        terms = Terms(name="Gateway", key="gw")
        return put_service(terms=terms, **({"needs": None, "used": None} | values), **later(1))

    used = [(bank, Usage(site="Thun", plan="Gold")), (bank, Usage(site="Bern"))]
    service = put(needs=["net-1"], used=used)
    before = Entry.objects.count()
    assert put(needs=["NET-1"], used=used) == service
    assert put() == service
    assert Entry.objects.count() == before
    assert len(queries.used_by(bank)) == 2
    put(needs=[], used=[(bank, Usage(site="Thun", plan="Silver"))])
    [left] = Use.objects.filter(until=None)
    assert (left.site, left.plan) == ("Thun", "Silver")
    assert queries.needs(service) == []
    with pytest.raises(Refused, match="no service with the key nowhere"):
        put(needs=["nowhere"])
    assert holds()


def test_exposure_is_found_by_indexes(gateway: Service):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        said: dict[str, Any] = {"services": [gateway.pk], "at": MONDAY, "most": 50}
        cursor.execute("EXPLAIN " + queries._EXPOSED, said)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan" not in plan, plan
