"""Lists as people paste them: of colleagues, of customers."""

from datetime import UTC, datetime

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.people.actions import customer_lists, staff
from buckstop.people.lists import Named, read_customers, read_people
from buckstop.people.models import Contact, Customer, Person
from buckstop.people.queries import already_there

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

PEOPLE = """
Ana Ruiz <ana@halden.example>
bruno.okafor@halden.example
Carla Mendes, carla@halden.example; dario@halden.example
"Huber, Peter" <peter@halden.example>
nobody in particular
ANA@halden.example
"""

TABLE = """\
Company;Domain;Contacts;Time zone;Account manager;Tier;Language;Shoe size
Nordbank;nordbank.example, nordbank.test;Ines <ines@nordbank.example> r@nordbank.example;zurich;\
ana@halden.example;gold;German;42
Fjordline;;;Oslo;;
;lost.example;;;;
Mailhaus;gmail.com;;;;
Nordbank AG;nordbank.example;;;;
"""


def test_people_are_read_however_they_are_pasted():
    found = read_people(PEOPLE)
    assert [(one.name, one.email) for one in found if not one.wrong] == [
        ("Ana Ruiz", "ana@halden.example"),
        ("Bruno Okafor", "bruno.okafor@halden.example"),
        ("Carla Mendes", "carla@halden.example"),
        ("Dario", "dario@halden.example"),
        ("Huber, Peter", "peter@halden.example"),
    ]
    assert [one.wrong for one in found if one.wrong] == [
        "“nobody in particular” has no mail address."
    ]


def test_a_table_of_customers_is_read_by_its_head():
    found = read_customers(TABLE)
    first = found.lines[0]
    assert (first.name, first.domains) == ("Nordbank", ("nordbank.example", "nordbank.test"))
    assert first.contacts == (
        Named("Ines", "ines@nordbank.example"), Named("R", "r@nordbank.example"),
    )  # fmt: skip
    assert (first.zone, first.manager) == ("Europe/Zurich", "ana@halden.example")
    assert [one.wrong for one in found.lines] == [
        "",
        "",
        "A customer needs a name.",
        "Anybody may have an address at gmail.com.",
        "A line before says the same name or domain.",
    ]
    assert (first.tier, first.language) == ("gold", "de")
    assert read_customers("Name;Language\nAare;Klingon").lines[0].wrong.startswith("“klingon”")
    assert found.unknown == ("Shoe size",)


@pytest.mark.parametrize(
    ("text", "name"),
    [("Nordbank", "Nordbank"), ("Nordbank\tnordbank.example", "Nordbank"), ("a,b.example", "a")],
)
def test_a_table_needs_no_head(text: str, name: str):
    assert [one.name for one in read_customers(text).lines] == [name]
    assert read_customers("").lines == []


@pytest.mark.django_db
def test_who_is_pasted_is_added_once():
    by = {"by": DESK, "at": NOON}
    first = staff.add_each(read_people(PEOPLE), role="front line", by=DESK, at=NOON)
    assert [one.name for one in first][:2] == ["Ana Ruiz", "Bruno Okafor"]
    assert len(first) == 5
    assert staff.add_each(read_people(PEOPLE), role="lead", **by) == []  # type: ignore[arg-type]
    assert Person.objects.filter(role="front line").count() == 5
    found = already_there(read_customers(TABLE).lines)
    customer_lists.add_each(found, **by)  # type: ignore[arg-type]
    assert sorted(Customer.objects.values_list("name", flat=True)) == ["Fjordline", "Nordbank"]
    assert Contact.objects.filter(customer__name="Nordbank").count() == 2
    nordbank = Customer.objects.get(name="Nordbank")
    assert (nordbank.manager and nordbank.manager.name, nordbank.zone) == (
        "Ana Ruiz", "Europe/Zurich",
    )  # fmt: skip
    assert (nordbank.tier, nordbank.language) == ("gold", "de")
    again = already_there(read_customers(TABLE).lines)[0]
    assert again.wrong == "There is a customer of this name already."
    assert list(verify()) == []
