"""What somebody wrote on our contact form opens a problem, as a mail of theirs would."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from buckstop.conversations.actions.posting import File
from buckstop.conversations.actions.words import Words, customer_wrote
from buckstop.conversations.models.message import Channel
from buckstop.conversations.rules import check_text
from buckstop.incoming.matching.known import Known, for_whom, who_is
from buckstop.ledger.actor import Actor
from buckstop.ledger.transaction import acting
from buckstop.people import queries as people
from buckstop.people.actions import customers
from buckstop.people.brands import voice
from buckstop.people.models import Brand, Customer
from buckstop.people.rules import check_email
from buckstop.problems.actions.opening import add_case, open_problem
from buckstop.problems.models import Case
from buckstop.problems.models.case import CaseHow

UNPROVED = "Written on the contact form: nobody proved that the address is theirs."


def tell_us(
    *,
    name: str,
    email: str,
    text: str,
    by: Actor,
    at: datetime,
    brand: Brand | None = None,
    files: Iterable[File] = (),
) -> Case:
    """Open a problem with what was written, of the person that has this name and address.

    The desk acts: who typed an address isn't proved to have it, and the message says so.
    """
    return open_written(
        Writer(name, check_email(email)),
        text=text,
        how=CaseHow.PAGE,
        channel=Channel.PAGE,
        remarks=UNPROVED,
        brand=brand,
        files=files,
        by=by,
        at=at,
    )


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote, as they or a program say; `customer` where that is named too."""

    name: str
    email: str = ""
    phone: str = ""
    customer: Customer | None = None


def open_written(
    writer: Writer,
    *,
    text: str,
    how: CaseHow,
    channel: Channel,
    remarks: str,
    by: Actor,
    at: datetime,
    title: str = "",
    brand: Brand | None = None,
    files: Iterable[File] = (),
) -> Case:
    """Part of verbs: a problem with a case of who wrote that, met where nobody knows them."""
    said = check_text(text)
    address = check_email(writer.email) if writer.email else ""
    known = _known(address)
    person = who_is(writer.name, address, known) if address else None
    customer = writer.customer or for_whom(person, address, known)
    short, written_to = title or said.splitlines()[0], voice(brand).address
    with acting(by=by, at=at) as act:
        problem = open_problem(
            title=short,
            by=by,
            at=act.at,
            customer=customer.pk if customer else None,
            addresses=(written_to,),
        )
        if person is None:
            name = writer.name or address.partition("@")[0] or writer.phone
            person = customers.meet(
                email=address, name=name, phone=writer.phone, on=problem, by=by, at=act.at
            )
        if customer is not None and customer not in known.speaks_for.get(person.pk, []):
            customers.join(person, customer, on=problem, by=by, at=act.at)
        case = add_case(
            problem,
            contact=person,
            customer=customer,
            title=short,
            how=how,
            by=by,
            at=act.at,
            brand=brand,
            address=written_to,
        )
        words = Words(said, channel, files, remarks=remarks)
        customer_wrote(act, words, case, by=by, person=person.pk)
    return case


def _known(address: str) -> Known:
    """Who may have written from this address."""
    sharing = people.at_addresses([address])
    return Known(
        people=sharing,
        customers=people.owners_of_domains([address]),
        staff={one.email: one for one in people.staff().filter(email=address) if one.email},
        speaks_for=people.customers_of(sharing.get(address, [])),
    )
