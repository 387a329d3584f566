"""One page about a customer, before a meeting."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.pages.my_customers.data import FaceRow, row, sentence
from buckstop.doors.desk.reader import Reader
from buckstop.kit.text import shortened
from buckstop.people.models import Address, Contact, Customer
from buckstop.problems.rules.impact import SHORT
from buckstop.relationships import queries
from buckstop.relationships.saying import to_say
from buckstop.remedies import wording
from buckstop.services.queries import used_by

WORDS = 240  # characters of what was said last
LOOKED_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class OpenShown:
    """An open problem, who owns it, and what a person of ours said last."""

    ref: str
    url: str
    title: str
    hurts: str
    owner: str
    news_due: datetime | None
    asked: bool
    words: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class EndedShown:
    """Something that happened once: a problem solved, or something given."""

    what: str
    ref: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ContactShown:
    """Somebody who speaks for them, and where they are reached."""

    name: str
    reached: str


@dataclass(frozen=True, slots=True)
class BriefShown:
    """Everything on the page."""

    customer: Customer
    manager: str
    note: str
    face: FaceRow
    says: list[str]
    open: list[OpenShown]
    solved: list[EndedShown]
    given: list[EndedShown]
    contacts: list[ContactShown]
    uses: list[str]


def brief(customer: Customer, reader: Reader) -> BriefShown:
    """What is known of a customer, from the facts."""
    face, since = queries.face_of(customer, reader.now), reader.now - LOOKED_BACK
    return BriefShown(
        customer=customer,
        manager=customer.manager.public_name if customer.manager else "",
        note=str(customer.note or ""),
        face=row(face, reader),
        says=[sentence(one, reader) for one in to_say(face.known, reader.now)],
        open=[_open(one) for one in queries.open_with_words(customer)],
        solved=[
            EndedShown(case.problem.title, case.problem.ref, case.ended_at)
            for case in queries.solved_of(customer, since=since)
            if case.ended_at
        ],
        given=[
            EndedShown(wording.named(one), one.case.problem.ref, one.granted_at)
            for one in queries.given_to(customer, since=since)
            if one.granted_at
        ],
        contacts=_contacts(customer),
        uses=[
            ", ".join(part for part in (use.service.name, use.site, use.plan) if part)
            for use in used_by(customer)
        ],
    )


def _open(told: queries.Told) -> OpenShown:
    problem = told.problem
    return OpenShown(
        ref=problem.ref,
        url=PROBLEM.url(problem.number),
        title=problem.title,
        hurts=str(SHORT[problem.hurts]),
        owner=problem.owner.public_name,
        news_due=problem.news_due,
        asked=told.asked,
        words=shortened(" ".join(told.words.split()), WORDS),
        at=told.at,
    )


def _contacts(customer: Customer) -> list[ContactShown]:
    rows = Contact.objects.filter(customer=customer, ended_at=None, person__erased_at=None)
    people = [one.person for one in rows.select_related("person").order_by("person__name")[:12]]
    reached: dict[object, list[str]] = {}
    living = Address.objects.filter(person__in=people, ended_at=None)
    for one in living.order_by("rank", "added_at", "pk"):
        reached.setdefault(one.person_id, []).append(one.email or one.phone)
    return [ContactShown(one.public_name, ", ".join(reached.get(one.pk, [])[:2])) for one in people]
