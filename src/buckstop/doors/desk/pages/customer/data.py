"""Customers, at the desk."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from buckstop.conversations.queries.promised import promises_to
from buckstop.coverage import queries as coverage
from buckstop.coverage.rules.levels import Need
from buckstop.doors.components.shown.lists import (
    ContactShown,
    CustomerRow,
    CustomerShown,
    MergedShown,
    UseShown,
)
from buckstop.doors.components.shown.own_log_in import own_log_in
from buckstop.doors.components.shown.shell import Button, Paging
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import BRIEF, CUSTOMER, LEVELS, LOG, PEOPLE, PROBLEMS, SERVICE
from buckstop.doors.desk.pages.log.known import known_of
from buckstop.doors.desk.presenting import changed, problems
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.kit.ids import key_of
from buckstop.people.models import Address, Contact, Customer, Domain, Merger
from buckstop.people.queries import here, search_customers
from buckstop.problems.models import Case
from buckstop.problems.models.case import WAITING
from buckstop.problems.models.problem import Kind, State
from buckstop.problems.queries import lists
from buckstop.problems.queries.filters import Wanted, matching
from buckstop.problems.queries.lists import Cursor
from buckstop.problems.queries.work import waiting_customers
from buckstop.problems.rules.impact import SHORT
from buckstop.services.models import Matters
from buckstop.services.queries import used_by

PAGE = 60


def address(key: object) -> str:
    """A customer's page at the desk."""
    return CUSTOMER.url(key)


def listed(q: str, after: str) -> tuple[list[CustomerRow], str]:
    """Customers by name, a page at a time; or those that fit what was searched."""
    if q:
        return rows_of(search_customers(q, PAGE)), ""
    name, _tilde, key = after.rpartition("~")
    rows = here().order_by("name", "pk")
    if cursor := key_of(key):
        rows = rows.filter(Q(name__gt=name) | Q(name=name, pk__gt=cursor))
    found = list(rows[: PAGE + 1])
    older = ""
    if len(found) > PAGE:
        last = found[PAGE - 1]
        older = PEOPLE.url(after=f"{last.name}~{last.pk.hex}")
    return rows_of(found[:PAGE]), older


def rows_of(found: list[Customer]) -> list[CustomerRow]:
    """Customers as a list shows them, each with how many cases wait."""
    keys = [one.pk for one in found]
    domains: dict[UUID, list[str]] = {}
    for row in Domain.objects.filter(customer__in=keys).order_by("name"):
        domains.setdefault(row.customer_id, []).append(row.name)
    waiting = Case.objects.filter(customer__in=keys, state__in=WAITING).values_list("customer")
    counts = dict(waiting.annotate(count=Count("pk")))
    return [
        CustomerRow(
            name=one.name,
            url=address(one.pk),
            domains=", ".join(domains.get(one.pk, [])),
            open_cases=counts.get(one.pk, 0),
        )
        for one in found
    ]


def page_of(key: UUID, reader: Reader, after: str) -> dict[str, Any] | None:
    """What a customer's page shows, or None where there is none."""
    rows = Customer.objects.select_related("manager", "note")
    found = rows.filter(pk=key, erased_at=None).first()
    if found is None:
        return None
    theirs = matching(reader.actor, Wanted(customer=key))
    open_ones = lists.newest(theirs.exclude(state=State.CLOSED), limit=PAGE).rows
    past = lists.newest(theirs.filter(state=State.CLOSED), after=Cursor.read(after), limit=20)
    whose = waiting_customers(problem.pk for problem in open_ones)
    older = CUSTOMER.url(key, after=past.older) if past.older else ""
    domains = Domain.objects.filter(customer=found).order_by("name").values_list("name", flat=True)
    return {
        "customer": CustomerShown(
            name=found.name,
            url=address(key),
            since=found.created_at.astimezone(reader.zone),
            domains=", ".join(domains),
            zone=found.zone,
            tier=found.tier,
            level=_level(found),
            level_url=LEVELS.url(customer=found.name),
            language=str(found.get_language_display()),
            private=found.private,
            manager=found.manager.public_name if found.manager else "",
            note=(found.note.text or "") if found.note else "",
            changed=changed.last(found, _CHANGES, reader),
            contacts=_contacts(found, reader),
            trust=promises_to([found.pk], reader.now).get(found.pk),
            merged=_merged(found, reader),
            acts=_acts(found, reader),
        ),
        "log_in": (own := own_log_in(found)),
        "log_in_acts": buttons(Spot.CUSTOMER_PROVIDER, Subject(reader=reader, row=own.row))
        if own
        else buttons(Spot.CUSTOMER_LOG_IN, Subject(reader=reader, row=found)),
        "add_contact": button(Spot.CONTACTS, Subject(reader=reader, row=found)),
        "uses": _uses(found),
        "known": known_of([found], reader) if reader.at_desk else [],
        "open_rows": problems.rows(open_ones, whose),
        "past_rows": problems.rows(past.rows, {}),
        "paging": Paging(newer_url=address(key) if after else "", older_url=older),
    }


_CHANGES = (
    "customer-added",
    "customer-changed",
    "domain-given",
    "customer-merged",
    "customer-taken-apart",
)


def _merged(found: Customer, reader: Reader) -> list[MergedShown]:
    """Who turned out to be this customer, the last one first."""
    rows = Merger.objects.filter(into=found, ended_at=None, customer__erased_at=None)
    return [
        MergedShown(
            row.customer.name,
            said_time.at(row.merged_at, reader.now, reader.zone),
            button(Spot.CUSTOMER_MERGED, Subject(reader=reader, row=row)),
        )
        for row in rows.select_related("customer", "into").order_by("-merged_at")
    ]


def _acts(found: Customer, reader: Reader) -> list[Button]:
    key = found.pk
    return [
        Button(label=_("Log a problem for them"), url=LOG.url(customer=key), sheet=False),
        Button(
            label=_("All their problems"), url=PROBLEMS.url(customer=key, state="any"), sheet=False
        ),
        Button(label=_("One page about them"), url=BRIEF.url(key), sheet=False),
        *buttons(Spot.CUSTOMER, Subject(reader=reader, row=found)),
    ]


def _level(customer: Customer) -> str:
    """Which service levels are theirs, by how much it hurts; nothing where there is only one."""
    levels = coverage.levels()
    if not levels.others:
        return ""
    default = coverage.service_level().name
    said = []
    for hurts, words in sorted(SHORT.items(), reverse=True):
        found = levels.level(Need(customer.tier, hurts, Kind.PROBLEM))
        said.append((str(words), found.name if found else default))
    names = dict.fromkeys(name for _words, name in said)
    if len(names) == 1:
        return next(iter(names))
    return "; ".join(f"{words}: {name}" for words, name in said)


def _uses(customer: Customer) -> list[UseShown]:
    """What they use of ours."""
    return [
        UseShown(
            row.service.name,
            SERVICE.url(row.service_id),
            ", ".join(part for part in (row.site, row.plan) if part),
            str(Matters(row.matters).label),
        )
        for row in used_by(customer)
    ]


def _contacts(customer: Customer, reader: Reader) -> list[ContactShown]:
    rows = Contact.objects.filter(customer=customer, person__erased_at=None)
    found = list(rows.select_related("person").order_by("ended_at", "person__name")[:200])
    people = [row.person for row in found]
    reached: dict[UUID, list[Address]] = {}
    living = Address.objects.filter(person__in=people, ended_at=None)
    for one in living.order_by("rank", "added_at", "pk"):
        reached.setdefault(one.person_id, []).append(one)
    others = Contact.objects.filter(person__in=people, ended_at=None).exclude(customer=customer)
    also: dict[UUID, list[str]] = {}
    for person, name in others.values_list("person", "customer__name"):
        also.setdefault(person, []).append(name)
    mails = [a.email for rows_of in reached.values() for a in rows_of if a.email]
    return [
        _contact(row, reached.get(row.person_id, []), also.get(row.person_id, []), mails, reader)
        for row in sorted(found, key=lambda row: (row.ended_at is not None, row.person.name))
    ]


def _contact(
    row: Contact, reached: list[Address], also: list[str], mails: list[str], reader: Reader
) -> ContactShown:
    mail, phone = _first(reached, "email"), _first(reached, "phone")
    said = [value for one in reached for value in (one.email, one.phone) if value]
    return ContactShown(
        name=row.person.public_name,
        mail=mail,
        phone=phone,
        shared=bool(mail) and mails.count(mail) > 1,
        also_for=", ".join(also),
        more=[value for value in said if value not in (mail, phone)],
        ended=row.ended_at is not None,
        acts=buttons(Spot.CONTACT, Subject(reader=reader, row=row)),
    )


def _first(addresses: list[Address], name: str) -> str:
    return next((getattr(one, name) for one in addresses if getattr(one, name)), "")
