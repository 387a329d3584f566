"""Words in nobody's name are kept apart, until the owner says whose they are."""

from datetime import datetime

from buckstop.conversations import entries
from buckstop.conversations.actions import followers
from buckstop.conversations.actions.words import say_again, says_something
from buckstop.conversations.models import Attachment, Doubt, Message
from buckstop.conversations.models.doubt import Decision, DoubtKind
from buckstop.conversations.permissions import strangers as may
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people import queries as people
from buckstop.people.actions import customers
from buckstop.people.models import Customer, Person
from buckstop.problems.actions import hearing
from buckstop.problems.actions.opening import add_case, open_problem
from buckstop.problems.models import Case, Problem


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
    """They belong to the case: all they wrote there is heard, in their own name, and they get
    copies. Without an address nobody else can be meant than the contact."""
    with acting(doubt.case, by=by, at=at) as act:
        case = act.lock(doubt.case)
        check(may.may_belongs(doubt.kind, by, decided=_decided(act, doubt), case=case))
        words = _words(act, doubt)
        _read_people(case.contact, act.lock(case.problem).owner)
        person = _person(act, doubt, case) if doubt.address else case.contact
        if case.customer is not None and person.pk != case.contact_id:
            customers.join(person, case.customer, on=case, by=by, at=act.at)
        for one, message in words:
            said = _hear(act, message, case, person)
            placed = entries.WordsPlaced(apart=message.pk, said=said.pk, contact=person.pk)
            act.record(placed, cases=(case.pk,))
            _decide(act, one, Decision.BELONGS)
        if person.pk != case.contact_id and not said.held_back:
            followers.join(act, case, person, doubt.address, said)
    return said


def own_problem(doubt: Doubt, *, by: Actor, at: datetime) -> Case:
    """It has nothing to do with the case: a problem of their own, with all they wrote there."""
    with acting(doubt.case, by=by, at=at) as act:
        check(may.may_own_problem(doubt.kind, by, decided=_decided(act, doubt)))
        words = _words(act, doubt)
        first = words[0][1]
        title = first.subject or str(first.text).strip().partition("\n")[0]
        problem = open_problem(title=title or "A mail without a subject", by=by, at=act.at)
        _read_people(problem.owner)
        person = _person(act, doubt, problem)
        case = add_case(
            problem,
            contact=person,
            customer=_customer_of(person, doubt.address),
            title=problem.title,
            how="mail",
            by=by,
            at=act.at,
            brand=doubt.case.brand,
            address=doubt.case.address,
        )
        for one, message in words:
            _hear(act, message, case, person)
            moved = entries.WordsMoved(apart=message.pk, number=problem.number)
            act.record(moved, on=doubt.case, cases=(doubt.case_id,))
            _decide(act, one, Decision.OWN)
    return case


def _read_people(*people: Person) -> None:
    """Have those read whose names are compared with what was said, before one more is added."""


def _hear(act: Act, message: Message, case: Case, person: Person) -> Message:
    """What was kept apart is said on the case, by the person, and opens it again if it must."""
    problem = act.lock(case.problem)
    said, text = say_again(act, message, problem, case, person)
    speaker = Actor(ActorKind.CONTACT, person.pk, case=case.pk)
    files = Attachment.objects.filter(message=message, inline=False).exists()
    reopens = says_something(str(text), case, problem, files=files)
    hearing.hear(case, message=text, by=speaker, at=act.at, reopens=reopens)
    return said


def set_aside(doubt: Doubt, *, by: Actor, at: datetime) -> None:
    """All they wrote there is nothing for us; it stays where it is kept."""
    with acting(doubt.case, by=by, at=at) as act:
        check(may.may_set_aside(doubt.kind, by, decided=_decided(act, doubt)))
        for one, message in _words(act, doubt):
            act.record(entries.WordsSetAside(apart=message.pk), cases=(doubt.case_id,))
            _decide(act, one, Decision.ASIDE)


def see(doubt: Doubt, *, by: Actor, at: datetime) -> None:
    """Somebody looked at what needs no other answer: many mails of one, another's same mail."""
    with acting(doubt.case, by=by, at=at) as act:
        doubt = act.lock(doubt)
        check(may.may_see(doubt.kind, by, decided=_decided(act, doubt)))
        act.record(entries.DoubtSeen(doubt=doubt.pk), cases=(doubt.case_id,))
        _decide(act, doubt, Decision.SEEN)


def _decided(act: Act, doubt: Doubt) -> bool:
    """Whether somebody has decided it by now."""
    return act.lock(doubt).decided_at is not None


def _words(act: Act, doubt: Doubt) -> list[tuple[Doubt, Message]]:
    """The words that one answer is about: all that the same person wrote on the case."""
    same = Doubt.objects.filter(
        case=doubt.case_id,
        kind=DoubtKind.STRANGER,
        decided_at=None,
        name=doubt.name,
        address=doubt.address,
    )
    if not doubt.address:
        same = same.filter(pk=doubt.pk)
    doubts = act.rows(same.order_by("at", "pk"))
    keys = [one.message_id for one in doubts]
    messages = Message.objects.select_related("text").in_bulk([key for key in keys if key])
    return [(one, messages[one.message_id]) for one in doubts if one.message_id]


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
