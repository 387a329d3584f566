"""Staff come and go, links let in once, contacts come to be known."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.people import queries
from buckstop.people.actions import access, contacts, customers, staff
from buckstop.people.models import Access, Customer, Person

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANA = Actor(ActorKind.STAFF, UUID(int=1), role="lead")


@pytest.fixture
def ana(db: None) -> Person:
    return staff.add(name=" Ana ", email=" Ana@Desk.example", role="lead", by=DESK, at=NOON)


@pytest.fixture
def nordbank(db: None) -> Customer:
    return customers.add(name="Nordbank", domains=(" Nordbank.Example ",), by=DESK, at=NOON)


def test_staff_log_in_with_their_address_once_they_can(ana: Person):
    assert (ana.name, ana.public_name, ana.email) == ("Ana", "Ana", "ana@desk.example")
    assert not ana.has_usable_password()
    assert ana.actor().role == "lead"
    with pytest.raises(Refused, match="already a member of staff"):
        staff.add(name="Ana", email="ANA@desk.example", role="lead", by=DESK, at=NOON)


def test_a_link_lets_in_once(ana: Person):
    secret = staff.make_log_in_link(ana, by=DESK, at=NOON)
    link = staff.use_log_in_link(secret, by=DESK, at=NOON + timedelta(hours=23))
    assert link.person == ana
    with pytest.raises(Refused, match="has been used or has expired"):
        staff.use_log_in_link(secret, by=DESK, at=NOON + timedelta(hours=23))


def test_a_link_lets_in_for_a_day_and_only_who_is_there(ana: Person):
    late = staff.make_log_in_link(ana, by=DESK, at=NOON)
    with pytest.raises(Refused):
        staff.use_log_in_link(late, by=DESK, at=NOON + timedelta(hours=24))
    gone = staff.make_log_in_link(ana, by=DESK, at=NOON)
    staff.deactivate(ana, by=DESK, at=NOON)
    for secret in (gone, "guessed", ""):
        with pytest.raises(Refused):
            staff.use_log_in_link(secret, by=DESK, at=NOON)


def test_secrets_are_not_kept(ana: Person):
    secrets = [staff.make_log_in_link(ana, by=DESK, at=NOON)]
    secrets.append(staff.add_key(name="Monitoring", scope="read", by=DESK, at=NOON)[1])
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_onetimelink::text FROM people_onetimelink")
        kept = str(cursor.fetchall())
        cursor.execute("SELECT people_key::text FROM people_key")
        kept += str(cursor.fetchall())
    assert not any(secret in kept for secret in secrets)


def test_a_withdrawn_key_opens_nothing(db: None):
    key, secret = staff.add_key(name="Monitoring", scope="read", by=DESK, at=NOON)
    assert queries.key_of(secret) == key
    staff.withdraw_key(key, by=DESK, at=NOON)
    assert queries.key_of(secret) is None


def test_deactivating_twice_is_recorded_once(ana: Person):
    for _ in range(2):
        staff.deactivate(ana, by=DESK, at=NOON)
    assert Entry.objects.filter(code="staff-deactivated").count() == 1
    assert not queries.staff().exists()


def test_who_comes_back_has_no_last_day_that_is_over(ana: Person):
    staff.set_last_day(ana, day=NOON.date(), by=DESK, at=NOON)
    staff.deactivate(ana, by=DESK, at=NOON)
    staff.come_back(ana, by=DESK, at=NOON + timedelta(days=9))
    assert Person.objects.get(pk=ana.pk).last_day is None


def test_who_speaks_for_a_customer_again_sees_what_is_theirs_alone(nordbank: Customer):
    ines = customers.meet(email="i@n.example", name="Ines", on=nordbank, by=DESK, at=NOON)
    contact = customers.join(ines, nordbank, on=nordbank, by=DESK, at=NOON)
    access.let_see(contact, sees=Access.ADMINISTRATOR, by=ANA, at=NOON)
    contacts.end(contact, by=DESK, at=NOON)
    again = customers.join(ines, nordbank, on=nordbank, by=DESK, at=NOON)
    assert (again.pk, again.sees, again.ended_at) == (contact.pk, Access.OWN, None)


def test_somebody_administers_a_customers_people(nordbank: Customer):
    """Who does it alone can't let it be themselves; of two, one can, and the desk always."""
    both = []
    for name in ("Ines", "Olaf"):
        met = customers.meet(email=f"{name}@n.example", name=name, on=nordbank, by=DESK, at=NOON)
        both.append(customers.join(met, nordbank, on=nordbank, by=DESK, at=NOON))
        access.let_see(both[-1], sees=Access.ADMINISTRATOR, by=ANA, at=NOON)
    ines, olaf = both
    access.let_see(olaf, sees=Access.ALL, by=Actor(ActorKind.CONTACT, olaf.person_id), at=NOON)
    alone = Actor(ActorKind.CONTACT, ines.person_id)
    with pytest.raises(Refused, match="Nobody else administers"):
        access.let_see(ines, sees=Access.ALL, by=alone, at=NOON)
    access.let_see(ines, sees=Access.ADMINISTRATOR, by=alone, at=NOON)
    access.let_see(ines, sees=Access.ALL, by=ANA, at=NOON)


def test_a_domain_has_one_customer_however_it_is_spelt(nordbank: Customer):
    with pytest.raises(Refused, match="belongs to Nordbank"):
        customers.add(name="Other", domains=("NORDBANK.example",), by=DESK, at=NOON)
    found = queries.owners_of_domains(["ines@nordbank.example", "olaf@fjord.example"])
    assert found == {"ines@nordbank.example": nordbank}


def test_a_contact_speaks_for_a_customer_once(nordbank: Customer):
    ines = customers.meet(email="Ines@Nordbank.example", name="", on=nordbank, by=DESK, at=NOON)
    assert ines.name == "Ines"
    one = customers.join(ines, nordbank, on=nordbank, by=DESK, at=NOON)
    assert customers.join(ines, nordbank, on=nordbank, by=DESK, at=NOON) == one
    assert queries.at_addresses(["ines@nordbank.example"]) == {"ines@nordbank.example": [ines]}
    assert queries.customers_of([ines]) == {ines.pk: [nordbank]}


def test_people_who_share_an_address_are_all_found(nordbank: Customer):
    both = [
        customers.meet(email="info@x.example", name=name, on=nordbank, by=DESK, at=NOON)
        for name in ("Ines", "Olaf")
    ]
    assert queries.at_addresses(["info@x.example"]) == {"info@x.example": both}


@pytest.mark.parametrize("text", ["nordb", "INES", "nordbank.ex", "41 44"])
def test_a_customer_is_found_by_anything(nordbank: Customer, text: str):
    ines = customers.meet(
        email="ines@nordbank.example", name="Ines Vogt", phone="+41 44 1", on=nordbank,
        by=DESK, at=NOON,
    )  # fmt: skip
    customers.join(ines, nordbank, on=nordbank, by=DESK, at=NOON)
    customers.add(name="Fjord", by=DESK, at=NOON)
    assert queries.search_customers(text) == [nordbank]


def test_what_programs_may_send_is_stored_or_refused(nordbank: Customer):
    met = customers.meet(email="x@y.example", name="I\x00nes\ud800", on=nordbank, by=DESK, at=NOON)
    assert Person.objects.get(pk=met.pk).name == "Ines\ufffd"
    with pytest.raises(Refused):
        customers.add(name="x" * 161, by=DESK, at=NOON)
