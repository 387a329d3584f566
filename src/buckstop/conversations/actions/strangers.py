"""Words in nobody's name are kept apart, until the owner says whose they are."""

from datetime import datetime

from buckstop.conversations import entries
from buckstop.conversations.actions import followers
from buckstop.conversations.actions.hearing import says_something
from buckstop.conversations.actions.saying import say_again
from buckstop.conversations.models import Doubt, Message
from buckstop.conversations.models.doubt import Decision, DoubtKind
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act, acting
from buckstop.people import queries as people
from buckstop.people.actions import customers
from buckstop.people.models import Customer, Person
from buckstop.problems.actions import hearing
from buckstop.problems.actions.opening import add_case, open_problem
from buckstop.problems.models import Case, Problem
from buckstop.problems.rules.acting import check_desk


def keep_apart(act: Act, problem: Problem, case: Case, message: Message, *, why: str) -> None:
    """Part of verbs: record that `message` is kept inside, and why (see `WordsKeptApart`)."""
    assert message.text is not None
    made = entries.WordsKeptApart(message=message.pk, why=why, text=message.text.digest)
    act.record(made, on=problem, cases=(case.pk,))


def ask_who(
    act: Act,
    case: Case,
    kind: DoubtKind,
    *,
    name: str = "",
    address: str = "",
    message: Message | None = None,
    other: Problem | None = None,
) -> Doubt:
    """Part of verbs: leave a question for the owner of the case."""
    return act.add(
        Doubt(
            case=case,
            kind=kind,
            message=message,
            other=other,
            name=name[:120],
            address=address[:254],
            at=act.at,
            last_at=act.at,
        )
    )


def belongs(doubt: Doubt, *, by: Actor, at: datetime) -> Message:
    """They belong to the case: what they wrote is heard, in their own name, and they get copies.

    Without an address nobody else can be meant than the contact.
    """
    with acting(doubt.case, by=by, at=at) as act:
        doubt, message = _open(act, doubt)
        case = act.fresh(doubt.case)
        problem = act.fresh(case.problem)
        person = _person(act, doubt, case) if doubt.address else case.contact
        if case.customer is not None and person.pk != case.contact_id:
            customers.join(person, case.customer, on=case, by=by, at=act.at)
        said, text = say_again(act, message, problem, case, person)
        placed = entries.WordsPlaced(apart=message.pk, said=said.pk, contact=person.pk)
        act.record(placed, cases=(case.pk,))
        if person.pk != case.contact_id and not message.held_back:
            followers.join(act, case, person, doubt.address, said)
        speaker = Actor(ActorKind.CONTACT, person.pk, case=case.pk)
        reopens = says_something(str(text), case, problem)
        hearing.hear(case, message=text, by=speaker, at=act.at, reopens=reopens)
        _decide(act, doubt, Decision.BELONGS)
    return said


def own_problem(doubt: Doubt, *, by: Actor, at: datetime) -> Case:
    """It has nothing to do with the case: a problem of their own, theirs from the first word."""
    with acting(doubt.case, by=by, at=at) as act:
        doubt, message = _open(act, doubt)
        title = message.subject or str(message.text).strip().partition("\n")[0]
        problem = open_problem(title=title or "A mail without a subject", by=by, at=act.at)
        person = _person(act, doubt, problem)
        case = add_case(
            problem,
            contact=person,
            customer=_customer_of(person, doubt.address),
            title=problem.title,
            how="mail",
            by=by,
            at=act.at,
        )
        _, text = say_again(act, message, problem, case, person)
        hearing.hear(
            case, message=text, by=Actor(ActorKind.CONTACT, person.pk, case=case.pk), at=act.at
        )
        moved = entries.WordsMoved(apart=message.pk, number=problem.number)
        act.record(moved, on=doubt.case, cases=(doubt.case_id,))
        _decide(act, doubt, Decision.OWN)
    return case


def set_aside(doubt: Doubt, *, by: Actor, at: datetime) -> None:
    """It is nothing for us; it stays where it is kept."""
    with acting(doubt.case, by=by, at=at) as act:
        doubt, message = _open(act, doubt)
        act.record(entries.WordsSetAside(apart=message.pk), cases=(doubt.case_id,))
        _decide(act, doubt, Decision.ASIDE)


def see(doubt: Doubt, *, by: Actor, at: datetime) -> None:
    """Somebody looked at what needs no other answer: many mails of one, another's same mail."""
    with acting(doubt.case, by=by, at=at) as act:
        check_desk(by)
        doubt = act.fresh(doubt)
        _check_open(doubt)
        if doubt.kind == DoubtKind.STRANGER:
            raise Refused("undecided", "Say whose words they are, or set them aside.")
        act.record(entries.DoubtSeen(doubt=doubt.pk), cases=(doubt.case_id,))
        _decide(act, doubt, Decision.SEEN)


def _open(act: Act, doubt: Doubt) -> tuple[Doubt, Message]:
    check_desk(act.by)
    doubt = act.fresh(doubt)
    _check_open(doubt)
    if doubt.message_id is None or doubt.kind != DoubtKind.STRANGER:
        raise Refused("no-words", "Nothing is kept apart here.")
    message = Message.objects.select_related("text").get(pk=doubt.message_id)
    return doubt, message


def _check_open(doubt: Doubt) -> None:
    if doubt.decided_at is not None:
        raise Refused("decided", "Somebody decided that a moment ago. Look again.")


def _decide(act: Act, doubt: Doubt, decision: Decision) -> None:
    act.change(doubt, decided_at=act.at, decided_by_id=act.by.person, decision=decision)


def _person(act: Act, doubt: Doubt, on: Case | Problem) -> Person:
    """Who wrote: the person of that name at the address, else somebody new."""
    sharing = people.at_addresses([doubt.address]).get(doubt.address, []) if doubt.address else []
    named = [p for p in sharing if p.name.casefold() == doubt.name.casefold()]
    if named or (sharing and not doubt.name):
        return (named or sharing)[0]
    return customers.meet(
        email=doubt.address, name=doubt.name or "Unknown sender", on=on, by=act.by, at=act.at
    )


def _customer_of(person: Person, address: str) -> Customer | None:
    theirs = people.customers_of([person]).get(person.pk, [])
    if theirs:
        return theirs[0] if len(theirs) == 1 else None
    return people.owners_of_domains([address]).get(address)
