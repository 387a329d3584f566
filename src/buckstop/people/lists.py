"""Lists of people and customers as somebody pastes them, read line by line. Pure.

What is wrong with a line stands in it: the others are read all the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from buckstop.configuration.zones import check_zone
from buckstop.kit.addresses import normal
from buckstop.kit.tables import lines_of, read_table
from buckstop.ledger.refused import Refused
from buckstop.people import rules

MOST = 500
"""Lines that are read at a time."""

_ADDRESS = re.compile(r"[^\s<>,;\"'()]+@[^\s<>,;\"'()]+")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "customer", "company", "organisation", "organization", "account"),
    "domains": ("domains", "domain", "mail domains", "mail domain", "website"),
    "contacts": ("contacts", "contact", "mail", "email", "e-mail", "people"),
    "phone": ("phone", "telephone", "phone number"),
    "zone": ("zone", "time zone", "timezone"),
    "tier": ("tier", "plan", "care"),
    "language": ("language", "speaks"),
    "manager": ("account manager", "manager"),
    "note": ("note", "notes", "remark", "remarks"),
}
_WITHOUT_HEAD = ("name", "domains", "contacts", "zone", "note")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody with a mail address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A line of a list of people; `wrong` says why it can't be taken."""

    number: int
    name: str = ""
    email: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A line of a list of customers; `manager` is a mail address."""

    number: int
    name: str = ""
    domains: tuple[str, ...] = ()
    contacts: tuple[Named, ...] = ()
    phone: str = ""
    zone: str = ""
    tier: str = ""
    language: str = ""
    manager: str = ""
    note: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class CustomerList:
    """What was pasted; `unknown` are columns that nothing is made of."""

    lines: list[CustomerLine] = field(default_factory=list)
    unknown: tuple[str, ...] = ()


def read_people(text: str) -> list[PersonLine]:
    """A mail address a line, with a name or without; or several on a line, with commas."""
    found: list[PersonLine] = []
    known: set[str] = set()
    for number, line in enumerate(lines_of(text, MOST)[0], start=1):
        for person in _people_of(line) or [Named(line, "")]:
            email = normal(person.email)
            if not email:
                wrong = _("“%(line)s” has no mail address.") % {"line": line[:60]}
                found.append(PersonLine(number, wrong=wrong))
            elif email not in known:
                known.add(email)
                found.append(PersonLine(number, person.name or spelled(email), email))
    return found


def spelled(email: str) -> str:
    """A name out of an address: Ana Ruiz of ana.ruiz@halden.example."""
    words = re.split(r"[._+-]+", email.partition("@")[0].partition("+")[0])
    return " ".join(word.capitalize() for word in words if word)[:120]


def read_customers(text: str) -> CustomerList:
    """A table with commas, semicolons or tabs; its first line may name the columns.

    Without such a line the columns are name, mail domains, contacts, time zone, note.
    """
    table = read_table(text, names=_COLUMNS, usual=_WITHOUT_HEAD, head="name", most=MOST)
    found = [_customer(number, cells) for number, cells in table.rows]
    return CustomerList(_each_once(found), table.unknown)


def _people_of(text: str) -> list[Named]:
    """Everybody whose address stands in a text, each with the words before it."""
    found, start = [], 0
    for match in _ADDRESS.finditer(text):
        name = text[start : match.start()].strip(" \t,;<>\"'()")
        email = match[0].removeprefix("mailto:").rstrip(".")
        found.append(Named(" ".join(name.split()), email))
        start = match.end()
    return found


def _customer(number: int, said: Mapping[str, str]) -> CustomerLine:
    line = CustomerLine(
        number,
        name=said.get("name", ""),
        domains=tuple(re.split(r"[\s,;]+", said.get("domains", ""))) if said.get("domains") else (),
        contacts=tuple(_people_of(said.get("contacts", ""))),
        phone=said.get("phone", ""),
        zone=said.get("zone", ""),
        tier=said.get("tier", ""),
        language=said.get("language", ""),
        manager=normal(said.get("manager", "")),
        note=said.get("note", ""),
    )
    try:
        return replace(
            line,
            name=rules.check_name(line.name, _("A customer needs a name."), most=160),
            domains=rules.check_domains(one for one in line.domains if one),
            contacts=tuple(_contact(one) for one in line.contacts),
            zone=check_zone(line.zone),
            tier=rules.check_tier(line.tier),
            language=rules.language_called(line.language),
        )
    except Refused as refused:
        return replace(line, wrong=refused.sentence)


def _contact(said: Named) -> Named:
    email = rules.check_email(said.email)
    return Named(said.name or spelled(email), email)


def _each_once(lines: list[CustomerLine]) -> list[CustomerLine]:
    """The same, where a name or domain that stood before is wrong."""
    names: set[str] = set()
    domains: set[str] = set()
    found = []
    for line in lines:
        again = line.name.casefold() in names or domains & set(line.domains)
        if again and not line.wrong:
            line = replace(line, wrong=_("A line before says the same name or domain."))
        if not line.wrong:
            names.add(line.name.casefold())
            domains |= set(line.domains)
        found.append(line)
    return found
