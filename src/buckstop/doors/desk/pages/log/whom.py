"""For whom a problem is logged: who fits what was typed, who was chosen."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _

from buckstop.doors.desk.reader import Reader
from buckstop.kit.ids import key_of
from buckstop.ledger.refused import Refused
from buckstop.people.finding import contacts_like, customers_like
from buckstop.people.models import Contact, Customer, Person
from buckstop.people.queries import at_addresses, customers_of, here, owners_of_domains
from buckstop.people.roles import Role

MOST = 8
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{5,38}")


@dataclass(frozen=True, slots=True)
class Pick:
    """Somebody for whom it can be logged. `id`: the contact's key, or "new:<customer>:<mail>"."""

    id: str
    name: str
    customer: str
    detail: str = ""


def is_phone(typed: str) -> bool:
    """Whether it looks like the number of a telephone."""
    return _PHONE.fullmatch(typed) is not None


def is_new(pick: Pick) -> bool:
    """Whether nobody here knows them."""
    return pick.id.startswith("new:")


def fitting(typed: str, reader: Reader) -> list[Pick]:
    """Who fits. Colleagues, who don't see customers, find only whom they know by the whole name."""
    return picks(typed) if reader.at_desk else _known_already(typed)


def _known_already(typed: str) -> list[Pick]:
    """Whoever is called exactly so, in two words at least; or this very address or number."""
    if len(typed.split()) < 2 or _PHONE.fullmatch(typed):
        return _strangers(typed)
    people = Person.objects.filter(name__iexact=typed, role=Role.CONTACT, deactivated_at=None)
    rows = Contact.objects.filter(person__in=people, ended_at=None)
    return [
        Pick(f"{row.person_id}:{row.customer_id}", row.person.public_name, row.customer.name)
        for row in rows.select_related("person", "customer")[:MOST]
    ]


def whom_to_write(typed: str, reader: Reader) -> str:
    """For a colleague who wrote the name of an organisation: it is known, but who there?"""
    if reader.at_desk or not 2 < len(typed) < 200:
        return ""
    found = here().filter(name__iexact=typed).first()
    if found is None:
        return ""
    told = {"customer": found.name}
    return _("%(customer)s is a customer. Write the mail address or whole name of who asks.") % told


def picks(typed: str) -> list[Pick]:
    """Contacts by three letters of anything: customer, name, mail, domain, phone."""
    if len(typed) < 3:
        return []
    people = contacts_like(typed)
    near = Q(person__in=people) | Q(customer__in=customers_like(typed))
    rows = Contact.objects.filter(near, ended_at=None, person__deactivated_at=None)
    named = rows.select_related("person", "customer").prefetch_related("person__addresses")
    shown = [
        (row.person_id not in people, _pick_of(row.person, row.customer)) for row in named[:100]
    ]
    speaking = Contact.objects.filter(person__in=people, ended_at=None).values("person")
    alone = Person.objects.filter(pk__in=people, deactivated_at=None).exclude(pk__in=speaking)
    for person in alone.prefetch_related("addresses")[:MOST]:
        shown.append((False, _pick_of(person, None)))
    known = [pick for _far, pick in sorted(shown, key=lambda one: (one[0], one[1].name))]
    return known[:MOST] or _strangers(typed)


def _pick_of(person: Person, customer: Customer | None) -> Pick:
    reached = [one for one in person.addresses.all() if one.ended_at is None]
    details = [one.email or one.phone for one in sorted(reached, key=lambda one: one.rank)]
    return Pick(
        id=f"{person.pk}:{customer.pk if customer else ''}",
        name=person.public_name,
        customer=customer.name if customer else _("no customer yet"),
        detail=details[0] if details else "",
    )


def _strangers(typed: str) -> list[Pick]:
    """Whoever has this very address or number, whom nobody here knows."""
    if _PHONE.fullmatch(typed):
        return [Pick(f"new:{typed}", typed, _("somebody new"))]
    if not _is_mail(typed):
        return []
    email = typed.lower()
    customer = owners_of_domains([email]).get(email)
    name = customer.name if customer else _("nobody that we know")
    return [Pick(f"new:{email}", email, name)]


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def chosen_of(chosen: str, typed: str) -> Pick | None:
    """Whom the form says was chosen, if such a one exists."""
    if chosen.startswith("new:"):
        return next(iter(_strangers(chosen.removeprefix("new:"))), None)
    person, customer = _known(chosen)
    if person is None:
        return None
    return Pick(chosen, person.public_name, customer.name if customer else "")


def _known(chosen: str) -> tuple[Person | None, Customer | None]:
    person_key, _colon, customer_key = chosen.partition(":")
    whose, of = key_of(person_key), key_of(customer_key)
    person = Person.objects.filter(pk=whose, role=Role.CONTACT).first() if whose else None
    return person, Customer.objects.filter(pk=of).first() if of else None


def whom(chosen: str, typed: str, reader: Reader) -> dict[str, Any]:
    """The contact and customer, as the verb takes them. Raises Refused where it isn't clear."""
    if not chosen:
        found = fitting(typed, reader)
        if len(found) > 1:
            raise Refused("unclear", _("Several people fit. Choose one of them."), "customer_text")
        if not found:
            sentence = _("Say for whom: choose somebody, or write a mail address.")
            raise Refused("nobody", sentence, "customer_text")
        chosen = found[0].id
    if chosen.startswith("new:"):
        new = chosen.removeprefix("new:")
        if _PHONE.fullmatch(new):
            return {"phone": new}
        if not _is_mail(new):
            raise Refused("nobody", _("Write a mail address or a phone number."), "customer_text")
        return _by_mail(new)
    person, customer = _known(chosen)
    if person is None:
        raise Refused("nobody", _("Choose somebody from the list."), "customer_text")
    return {"contact": person, "customer": customer}


def _by_mail(email: str) -> dict[str, Any]:
    """The one contact who is known at an address; else somebody new of the domain's customer."""
    sharing = at_addresses([email]).get(email, [])
    if len(sharing) != 1:
        return {"email": email, "customer": owners_of_domains([email]).get(email)}
    theirs = customers_of(sharing).get(sharing[0].pk, [])
    return {"contact": sharing[0], "customer": theirs[0] if len(theirs) == 1 else None}
