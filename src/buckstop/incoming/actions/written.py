"""What somebody wrote on our contact form opens a problem, as a mail of theirs would."""

from collections.abc import Iterable
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
from buckstop.people.models import Brand
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
    said, address = check_text(text), check_email(email)
    known = _known(address)
    person = who_is(name, address, known)
    customer = for_whom(person, address, known)
    title = said.splitlines()[0]
    with acting(by=by, at=at) as act:
        problem = open_problem(
            title=title,
            by=by,
            at=act.at,
            customer=customer.pk if customer else None,
            addresses=(voice(brand).address,),
        )
        if person is None:
            person = customers.meet(email=address, name=name, on=problem, by=by, at=act.at)
            if customer is not None:
                customers.join_new(person, customer, on=problem, by=by, at=act.at)
        case = add_case(
            problem,
            contact=person,
            customer=customer,
            title=title,
            how=CaseHow.PAGE,
            by=by,
            at=act.at,
            brand=brand,
        )
        words = Words(said, Channel.PAGE, files, remarks=UNPROVED)
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
