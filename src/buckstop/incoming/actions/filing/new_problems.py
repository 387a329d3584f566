"""A mail that belongs to no case yet opens a problem, which is owned that instant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from buckstop.conversations.actions import followers
from buckstop.conversations.actions.strangers import ask_who
from buckstop.conversations.actions.words import customer_wrote
from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.models.message import MessageKind
from buckstop.incoming.actions.filing import many
from buckstop.incoming.actions.filing.ending import finish, finish_mail, still_held
from buckstop.incoming.actions.filing.forwards import is_passed_on, keep_forward
from buckstop.incoming.matching.crowds import Crowds
from buckstop.incoming.matching.known import Known, for_whom, who_is
from buckstop.incoming.models import Became
from buckstop.incoming.reading import ReadMail
from buckstop.kit.addresses import unmarked
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.transaction import Act, acting
from buckstop.people.actions import customers
from buckstop.people.brands import by_address
from buckstop.people.models import Brand, Customer, Person
from buckstop.problems.actions.opening import add_case, open_problem
from buckstop.problems.models import Case, Problem
from buckstop.problems.queries.desk import batch_routing, next_numbers
from buckstop.problems.rules.routing import Routing

OFTEN = "The same words came several times within the hour."


@dataclass(slots=True)
class _Opening:
    """What the mails of one transaction share."""

    known: Known
    crowds: Crowds
    desk: Routing
    numbers: Iterable[int]
    brands: Mapping[str, Brand]
    met: dict[tuple[str, str], Person] = field(default_factory=dict)


def open_all(mails: list[ReadMail], known: Known, crowds: Crowds, at: datetime) -> None:
    """Open a problem for each, in one transaction; one of a crowd joins the first instead."""
    numbers = iter(next_numbers(len(mails)))
    with acting(by=DESK, at=at) as act:
        held = still_held(mail.intake for mail in mails)
        customers = {_customer(mail, known, {}) for mail in mails}
        desk = batch_routing(
            act.at,
            customers=[one.pk for one in customers if one],
            addresses={mail.intake.recipient for mail in mails},
        )
        shared = _Opening(known, crowds, desk, numbers, by_address())
        for mail in mails:
            if mail.intake.pk not in held:
                continue
            if (first := known.same_as(mail, None)) is not None:
                finish(act, mail.intake, Became.DOUBLE, first)
                continue
            join = crowds.joins(mail)
            if join is not None and join.case.pk in crowds.fresh:
                many.join(act, mail, join, join.case)
                crowds.count(mail)
            else:
                _open(act, mail, shared)
            known.note(mail, None)


def _open(act: Act, mail: ReadMail, shared: _Opening) -> None:
    known = shared.known
    title = mail.parsed.subject or _first_line(mail) or "A mail without a subject"
    flood = shared.crowds.begins_flood(mail)
    if flood:
        title = f"Many mails from {flood}"
    customer = _customer(mail, known, shared.met)
    problem = open_problem(
        title=title,
        by=DESK,
        at=act.at,
        known_desk=shared.desk,
        number=next(iter(shared.numbers)),
        customer=customer.pk if customer else None,
        addresses=(mail.intake.recipient,),
    )
    person, customer = _contact(mail, shared, problem, act)
    case = add_case(
        problem,
        contact=person,
        customer=customer,
        title=title,
        how="mail",
        by=_speaker(person, mail),
        at=act.at,
        brand=shared.brands.get(unmarked(mail.intake.recipient)),
        address=mail.intake.recipient,
    )
    if flood:
        many.begin(act, mail, case, flood)
    elif is_passed_on(mail, person):
        keep_forward(act, mail, problem, case, person)
    else:
        _hear(act, mail, case, person, shared)
    _leave_open(act, mail, case, known)
    shared.crowds.opened(mail, case)


def _hear(act: Act, mail: ReadMail, case: Case, person: Person, shared: _Opening) -> None:
    kind = MessageKind.AUTOMATIC if mail.machine else MessageKind.HEARD
    held_back = mail.held_back or (OFTEN if shared.crowds.has_said_often(mail) else "")
    message = customer_wrote(
        act,
        mail.words(why=mail.machine or held_back, held_back=held_back),
        case,
        by=_speaker(person, mail),
        person=person.pk,
        kind=kind,
    )
    followers.propose(act, mail.copied, case, message, is_new=True)
    finish_mail(act, mail, Became.PROBLEM, message.pk)


def _customer(
    mail: ReadMail, known: Known, met: Mapping[tuple[str, str], Person]
) -> Customer | None:
    """For which customer it is, as far as that is known."""
    name, address = mail.author
    person = who_is(name, address, known) or met.get((name, address))
    return for_whom(person, address, known)


def _contact(
    mail: ReadMail, shared: _Opening, problem: Problem, act: Act
) -> tuple[Person, Customer | None]:
    """Who wrote, met where nobody knows them, and for which customer."""
    name, address = mail.author
    known = shared.known
    person = who_is(name, address, known) or shared.met.get((name, address))
    customer = for_whom(person, address, known)
    if person is None:
        called = name if name or address else "Unknown sender"
        person = customers.meet(email=address, name=called, on=problem, by=DESK, at=act.at)
        if customer is not None:
            customers.join_new(person, customer, on=problem, by=DESK, at=act.at)
        if address:
            shared.met[name, address] = person
    return person, customer


def _speaker(person: Person, mail: ReadMail) -> Actor:
    """Who acts: a colleague only where the mail is proved to be theirs, else the desk notes it."""
    if person.is_staff_member:
        return person.actor() if mail.proved else DESK
    return Actor(ActorKind.CONTACT, person.pk)


def _leave_open(act: Act, mail: ReadMail, case: Case, known: Known) -> None:
    if not mail.author[1]:
        ask_who(act, case, DoubtKind.NO_ADDRESS, name=mail.author[0])
    other = known.answers_with(mail)
    if other is not None and other.pk != case.problem_id:
        ask_who(act, case, DoubtKind.SAME_MAIL, other=other)


def _first_line(mail: ReadMail) -> str:
    said = mail.reply.said or mail.reply.quoted
    line = next((line.strip() for line in said.splitlines() if line.strip()), "")
    names = [file.name for file in mail.parsed.attachments if file.name]
    return line or next(iter(names), "")
