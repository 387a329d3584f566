"""What customers say: on their page, by phone, through the API; and what colleagues raise."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from buckstop.conversations.actions.posting import File
from buckstop.conversations.actions.telling import note
from buckstop.conversations.actions.words import Words, customer_wrote, says_something
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import Channel, MessageKind
from buckstop.conversations.permissions.hearing import may_log, may_write
from buckstop.conversations.rules import check_text
from buckstop.kit.addresses import normal
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.outbox.settings import ADDRESSES
from buckstop.people.actions import customers
from buckstop.people.brands import by_address
from buckstop.people.models import Customer, Person
from buckstop.problems.actions.opening import add_case, open_problem
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import CaseHow


def write(
    case: Case,
    *,
    text: str,
    by: Actor,
    at: datetime,
    channel: str = "page",
    files: Iterable[File] = (),
) -> Message:
    """The customer writes about their case; what had ended is open again, unless it only thanks.

    Files may come without words.
    """
    files = list(files)
    said = check_text(text) if text.strip() or not files else ""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may_write(by, case=case))
        problem = act.lock(case.problem)
        person = by.id if by.kind == ActorKind.CONTACT else None
        return customer_wrote(
            act,
            Words(said, Channel(channel), files),
            case,
            by=by,
            person=person or case.contact_id,
            reopens=says_something(said, case, problem, files=bool(files)),
        )


def log(
    *,
    text: str,
    by: Actor,
    at: datetime,
    contact: Person | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    customer: Customer | None = None,
    hurts: int = 1,
    kind: str = "problem",
    channel: str = "phone",
    title: str = "",
    onto: Problem | None = None,
    files: Iterable[File] = (),
    noticed: bool = False,
    tell: bool = True,
    address: str = "",
) -> Case:
    """Somebody told us: open a problem with their case, or add their case to the problem `onto`.

    Where they have a case on `onto` already, it is said on that one. The contact is `contact`, or a
    new one known by `name`, `email` and `phone`. Who logs it at the desk doesn't own it by that: it
    goes to the shift like any other. What staff log is what they noted; where it was `noticed` by
    one of us, the customer said nothing and `text` is a note inside. `tell`: a letter says that we
    have it. `address`: the one of ours that they wrote to, whose brand speaks.
    """
    said = check_text(text)
    address = _of_ours(address) if address else ""
    with acting(*([onto] if onto else []), by=by, at=at) as act:
        check(may_log(by))
        short = title.strip() or said.splitlines()[0]
        whose = customer.pk if customer else None
        problem = (
            act.lock(onto)
            if onto
            else open_problem(
                title=short, by=by, at=act.at, kind=kind, hurts=hurts, customer=whose,
                addresses=[address] if address else [],
            )
        )  # fmt: skip
        person = contact or customers.meet(
            email=email, name=name, phone=phone, on=problem, by=by, at=act.at
        )
        if customer is not None:
            customers.join(person, customer, on=problem, by=by, at=act.at)
        if onto and not noticed and (theirs := _case_of(act, onto, person)):
            _told(act, Words(said, Channel(channel), files), theirs)
            return theirs
        case = add_case(
            problem, contact=person, customer=customer, title=short, told=tell,
            how=CaseHow.NOTICED if noticed else channel, address=address,
            brand=by_address().get(address) if address else None, by=by, at=act.at,
        )  # fmt: skip
        if noticed:
            note(problem, text=said, by=by, at=act.at, files=files)
        else:
            _told(act, Words(said, Channel(channel), files), case)
    return case


def _of_ours(address: str) -> str:
    form = normal(address)
    if form not in ADDRESSES.value:
        raise Refused("address", _("That is no address of the desk."), "address")
    return form


def _case_of(act: Act, problem: Problem, person: Person) -> Case | None:
    """What they have reported there already: they call about it again."""
    theirs = Case.objects.filter(problem=problem, contact=person).select_related("problem")
    return next(iter(act.rows(theirs.order_by(F("ended_at").desc(nulls_first=True))[:1])), None)


def _told(act: Act, words: Words, case: Case) -> None:
    """What a customer said to one of us, or by a program or page of ours."""
    noted = act.by.kind == ActorKind.STAFF
    person = act.by.id if noted else None
    kind = MessageKind.NOTED if noted else MessageKind.HEARD
    customer_wrote(act, words, case, by=act.by, person=person or case.contact_id, kind=kind)
