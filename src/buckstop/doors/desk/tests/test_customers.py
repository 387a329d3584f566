"""Customers and their contacts: added, changed, chosen for a case, and found to be one."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions import hearing
from buckstop.conversations.queries.addresses import addresses_of
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import HTMX, home, reported, words
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.people.actions import customers
from buckstop.people.models import Address, Contact, Customer
from buckstop.people.queries import at_addresses, owners_of_domains
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World


@pytest.fixture
def rita(world: World) -> Case:
    """Rita wrote, and it isn't clear for whom."""
    person = world.meet("Rita Furrer", "rita@neu-firma.example")
    return reported(world, "The scanner is broken", contact=person, customer=None)


def at_of(case: Case) -> str:
    return f"{home(case)}cases/{case.pk}/customer/"


def fresh(case: Case) -> Case:
    return Case.objects.select_related("customer").get(pk=case.pk)


def codes(customer: Customer) -> list[str]:
    found = Entry.objects.filter(chain=customer.chain_id).order_by("number")
    return list(found.values_list("code", flat=True))


def added(ana: Client, **said: str) -> Customer:
    answer = send(ana, "/customers/new/", **said)
    return Customer.objects.get(pk=answer["Location"].split("/")[2])


def test_a_customer_is_added_in_the_browser(world: World, ana: Client):
    assert "/customers/new/" in ana.get("/people/").content.decode()
    fjord = added(
        ana, name="Fjord Lines", domains="fjord.example, Fjordlines.example", zone="oslo",
        manager=str(world.carla.pk), note="They sail at night.",
    )  # fmt: skip
    said = words(ana.get(f"/customers/{fjord.pk}/"))
    assert "fjord.example, fjordlines.example · Account manager: Carla Roth" in said
    assert "They sail at night. Their times are in Europe/Oslo. Last changed by Ana Ruiz" in said
    assert owners_of_domains(["new@fjord.example"]) == {"new@fjord.example": fjord}


def test_what_cannot_be_is_said_beside_its_field(world: World, ana: Client):
    for said, field in (
        ({"name": "A", "domains": "nordbank.example"}, "domains"),
        ({"name": "A", "domains": "gmail.com"}, "domains"),
        ({"name": "A", "domains": "-x-.example"}, "domains"),
        ({"name": " "}, "name"),
        ({"name": "A", "zone": "Atlantis"}, "zone"),
    ):
        answer = send(ana, "/customers/new/", **said)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field]), said
    assert Customer.objects.count() == 1


def test_a_customer_changes_on_record(world: World, ana: Client):
    at = f"/customers/{world.nordbank.pk}/change/new/"
    send(ana, at, name="Nordbank AG", domains="nordbank.example, nb.example", note="Call first.")
    send(ana, at)  # the same again is nothing
    found = Customer.objects.get(pk=world.nordbank.pk)
    assert (found.name, str(found.note)) == ("Nordbank AG", "Call first.")
    assert sorted(found.domains.values_list("name", flat=True)) == [
        "nb.example",
        "nordbank.example",
    ]
    assert codes(found).count("customer-changed") == 1
    send(ana, at, domains="nb.example", note="")
    assert owners_of_domains(["ines@nordbank.example"]) == {}
    assert Customer.objects.get(pk=found.pk).note is None


def test_contacts_come_change_and_end(world: World, ana: Client):
    at = f"/customers/{world.nordbank.pk}/contacts/new/"
    neither = send(ana, at, name="Bea Frei")
    assert list(neither.context["form"].errors) == ["email"]
    send(ana, at, name="Bea Frei", email="bea@nordbank.example", phone="+41 31 555 01 42")
    contact = Contact.objects.get(person__name="Bea Frei")
    reached = "bea.frei@nordbank.example\nbea@nordbank.example"
    send(ana, f"/contacts/{contact.pk}/new/", name="Bea Frei-Lang", email=reached)
    said = words(ana.get(f"/customers/{world.nordbank.pk}/"))
    assert "Bea Frei-Lang" in said
    assert "bea.frei@nordbank.example +41 31 555 01 42 bea@nordbank.example" in said
    assert addresses_of([contact.person_id]) == {contact.person_id: "bea.frei@nordbank.example"}
    send(ana, f"/contacts/{contact.pk}/new/", email="bea.frei@nordbank.example", phone="")
    assert at_addresses(["bea@nordbank.example"]) == {}
    assert Address.objects.filter(person=contact.person_id, ended_at=None).count() == 1
    gone = ana.post(f"/contacts/{contact.pk}/end/", **HTMX)
    assert f"/contacts/{contact.pk}/return/" in gone["HX-Trigger"]
    assert "speaks for them no more" in words(ana.get(f"/customers/{world.nordbank.pk}/"))
    ana.post(f"/contacts/{contact.pk}/return/")
    assert Contact.objects.get(pk=contact.pk).ended_at is None


def test_typing_only_shows_who_fits(world: World, ana: Client, rita: Case):
    answer = send(ana, f"{at_of(rita)}new/", at_of(rita), other="Nordb")
    assert answer.status_code == 422
    assert "Is it this one?" in words(answer)
    assert fresh(rita).customer is None
    live = ana.get(f"{at_of(rita)}found/?other=nordb")
    assert "Nordbank nordbank.example, no contact yet" in words(live)
    assert f'value="{world.nordbank.pk}"' in live.content.decode()
    none = send(ana, f"{at_of(rita)}new/", at_of(rita), other="Nobody & Sons")
    assert "No customer fits." in words(none)


def test_without_javascript_one_looks_and_then_chooses(world: World, ana: Client, rita: Case):
    looked = send(ana, f"{at_of(rita)}new/", at_of(rita), other="nordb", look="1")
    assert f'value="{world.nordbank.pk}"' in looked.content.decode()
    answer = ana.post(at_of(rita), {"customer": str(world.nordbank.pk), "other": "nordb"}, **HTMX)
    assert "Rita Furrer writes for Nordbank." in answer["HX-Trigger"]
    assert f"{at_of(rita)}return/" in answer["HX-Trigger"]
    assert fresh(rita).customer == world.nordbank
    assert Contact.objects.filter(person=rita.contact, customer=world.nordbank).exists()


def test_a_wrong_choice_is_taken_back_or_corrected(world: World, ana: Client, rita: Case):
    fjord = customers.add(name="Fjord Lines", by=DESK, at=world.now)
    ana.post(at_of(rita), {"customer": str(world.nordbank.pk)})
    ana.post(f"{at_of(rita)}return/")
    assert fresh(rita).customer is None
    assert not Contact.objects.filter(person=rita.contact, ended_at=None).exists()
    ana.post(at_of(rita), {"customer": str(world.nordbank.pk)})
    assert "Choose another customer" in words(ana.get(home(rita)))
    send(ana, f"{at_of(rita)}new/", at_of(rita), customer=str(fjord.pk))
    assert fresh(rita).customer == fjord
    theirs = Contact.objects.filter(person=rita.contact, ended_at=None)
    assert [one.customer for one in theirs] == [fjord]


def test_who_really_speaks_for_a_customer_stays(world: World, ana: Client):
    customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
    case = reported(world)
    fjord = customers.add(name="Fjord Lines", by=DESK, at=world.now)
    ana.post(at_of(case), {"customer": str(fjord.pk)})
    still = Contact.objects.filter(person=world.ines, ended_at=None)
    assert {one.customer.name for one in still} == {"Nordbank", "Fjord Lines"}


def test_a_customer_is_made_of_the_senders_domain(world: World, ana: Client, rita: Case):
    page = ana.get(f"{at_of(rita)}new/")
    assert "Everybody who writes from @neu-firma.example is of this customer" in words(page)
    assert page.context["form"]["name"].value() == "Neu Firma"
    send(ana, f"{at_of(rita)}new/", at_of(rita), customer="new", name="Neu Firma AG", claim="on")
    made = fresh(rita).customer
    assert made is not None
    assert made.name == "Neu Firma AG"
    assert owners_of_domains(["else@neu-firma.example"]) == {"else@neu-firma.example": made}
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    other = hearing.log(text="Me too", email="else@neu-firma.example", customer=made, **by)
    assert other.customer == made


def test_a_private_person_is_a_customer(world: World, ana: Client, rita: Case):
    send(ana, f"{at_of(rita)}new/", at_of(rita), customer="private")
    made = fresh(rita).customer
    assert made is not None
    assert (made.name, made.private) == ("Rita Furrer", True)
    assert "a private person" in words(ana.get(f"/customers/{made.pk}/"))


def test_two_customers_turn_out_to_be_one(world: World, ana: Client, rita: Case):
    double = added(ana, name="Nordbank Thun", domains="neu-firma.example")
    ana.post(at_of(rita), {"customer": str(double.pk)})
    at = f"/customers/{double.pk}/merging/new/"
    looked = send(ana, at, into="nordb")
    assert "To be sure, type “Nordbank Thun”" in words(looked)
    assert "1 contact, 1 case, neu-firma.example" in words(looked)
    post: dict[str, Any] = {"into": "nordb", "customer": str(world.nordbank.pk)}
    unsure = ana.post(at.removesuffix("new/"), {**post, "sure": "yes"})
    assert (unsure.status_code, fresh(rita).customer) == (422, double)
    answer = ana.post(at.removesuffix("new/"), {**post, "sure": "nordbank thun"})
    assert answer["Location"] == f"/customers/{world.nordbank.pk}/"
    assert fresh(rita).customer == world.nordbank
    assert Contact.objects.get(person=rita.contact, ended_at=None).customer == world.nordbank
    assert owners_of_domains(["x@neu-firma.example"]) == {"x@neu-firma.example": world.nordbank}
    assert codes(double)[-1] == codes(world.nordbank)[-1] == "customer-merged"
    assert ana.get(f"/customers/{double.pk}/")["Location"] == f"/customers/{world.nordbank.pk}/"
    ana.get("/people/")  # says what was done
    assert "Nordbank Thun" not in words(ana.get("/people/"))
    assert ana.get(at).status_code == 404


def test_two_customers_that_were_merged_are_two_after_all(world: World, ana: Client, rita: Case):
    double = added(ana, name="Nordbank Thun", domains="neu-firma.example")
    ana.post(at_of(rita), {"customer": str(double.pk)})
    both: dict[str, Any] = {"by": world.ana.actor(), "at": rita.opened_at}
    customers.join(world.ines, double, on=double, **both)
    before = sorted(Contact.objects.values_list("person", "customer", "ended_at"))
    sure = {"customer": str(world.nordbank.pk), "sure": "Nordbank Thun", "into": "nordb"}
    ana.post(f"/customers/{double.pk}/merging/", sure)
    newcomer = world.meet("Nora Frey", "nora@neu-firma.example")
    later = both | {"at": rita.opened_at + timedelta(hours=1)}
    customers.join(newcomer, world.nordbank, on=world.nordbank, **later)
    since = reported(world, "The scanner again", contact=newcomer, customer=world.nordbank)
    page = ana.get(f"/customers/{world.nordbank.pk}/")
    assert "Nordbank Thun was merged into this customer" in words(page)
    at = f"/customers/{double.pk}/taking-apart/"
    assert page.content.decode().count(f'action="{at}"') == 2  # beside it, and in what was said
    assert ana.post(at)["Location"] == f"/customers/{double.pk}/"
    assert fresh(rita).customer == fresh(since).customer == double
    assert owners_of_domains(["x@neu-firma.example"]) == {"x@neu-firma.example": double}
    after = sorted(Contact.objects.values_list("person", "customer", "ended_at"))
    assert [row for row in after if row[0] != since.contact_id] == before
    assert codes(double)[-1] == codes(world.nordbank)[-1] == "customer-taken-apart"
    ana.post(at)  # once more is nothing
    assert codes(double).count("customer-taken-apart") == 1


def test_what_was_merged_on_is_taken_apart_from_the_last(world: World, ana: Client, rita: Case):
    first, second = added(ana, name="Aare"), added(ana, name="Aare Treuhand")
    for one, into in ((first, second), (second, world.nordbank)):
        sure = {"customer": str(into.pk), "sure": one.name, "into": into.name}
        ana.post(f"/customers/{one.pk}/merging/", sure)
    ana.get("/people/")
    assert "is one with" in words(ana.post(f"/customers/{first.pk}/taking-apart/", follow=True))
    for one in (second, first):
        ana.post(f"/customers/{one.pk}/taking-apart/")
        one.refresh_from_db()
        assert one.merged_into is None


def test_an_empty_house_says_what_makes_a_customer(world: World, ana: Client):
    Customer.objects.all().update(merged_into=world.nordbank)
    said = words(ana.get("/people/"))
    assert "makes one" not in said
    assert "No customer yet. Add one with its mail domain" in said
