"""Mail that was kept becomes what it is: a new problem, words on a case, a bounce."""

import logging
from datetime import datetime

from django.db import Error, transaction

from buckstop.conversations import entries
from buckstop.conversations.actions import hearing
from buckstop.conversations.actions.intake import claim, still_held
from buckstop.conversations.actions.posting import File, keep_files
from buckstop.conversations.actions.reading import (
    Known,
    Letter,
    for_whom,
    look_up,
    read,
    who_wrote,
)
from buckstop.conversations.actions.returning import came_back
from buckstop.conversations.models import Follower, Intake, Message
from buckstop.conversations.rules import only_thanks
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.models import Body
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act, acting
from buckstop.people.actions import customers
from buckstop.people.models import Customer, Person
from buckstop.problems.actions import hearing as problem_hearing
from buckstop.problems.actions.opening import add_case, open_problem
from buckstop.problems.models import Case, Problem
from buckstop.problems.queries.desk import Desk, desk, next_numbers

BATCH = 200
log = logging.getLogger(__name__)


def receive(*, at: datetime, limit: int = BATCH) -> int:
    """Read the mails that wait, many in one transaction; returns how many were taken up."""
    claimed = claim(at=at, limit=limit)
    if not claimed:
        return 0
    letters = [read(intake) for intake in claimed]
    try:
        _take_in(letters, at)
    except (Error, Refused, RuntimeError, ValueError) as failure:
        log.warning("a batch of %s mails is taken one by one: %s", len(letters), failure)
        for letter in letters:
            _take_alone(letter, at)
    return len(claimed)


def _take_alone(letter: Letter, at: datetime) -> None:
    """One mail that can't be taken in must not stop the ones behind it."""
    try:
        _take_in([letter], at)
    except (Error, Refused, RuntimeError, ValueError) as failure:
        log.error("mail %s could not be taken in: %s", letter.intake.pk, type(failure).__name__)
        if letter.intake.tries >= 3:
            _keep_whole(letter, at)


def _take_in(letters: list[Letter], at: datetime) -> None:
    known = look_up(letters)
    fresh: list[Letter] = []
    for letter in letters:
        earlier = known.earlier.get(letter.mail.message_id)
        case = known.case_of(letter)
        if letter.ours:
            _done(letter.intake, at)
        elif letter.mail.bounce:
            if not came_back(letter, at):
                _open_all([letter], known, at)
        elif case is not None:
            _on_case(letter, case, known, at)
        elif earlier is not None and _is_copy(letter, earlier):
            _done(letter.intake, at)
        else:
            fresh.append(letter)
    if fresh:
        _open_all(fresh, known, at)


def _is_copy(letter: Letter, earlier: Message) -> bool:
    """The same mail, sent to two of our addresses: it reached both and is one report."""
    return (
        earlier.raw_id is not None
        and Intake.objects.filter(
            raw_id=earlier.raw_id, fingerprint=letter.intake.fingerprint
        ).exists()
    )


def _open_all(letters: list[Letter], known: Known, at: datetime) -> None:
    desk_now, numbers = desk(at), next_numbers(len(letters))
    met: dict[tuple[str, str], Person] = {}
    with acting(by=DESK, at=at) as act:
        held = still_held(letter.intake for letter in letters)
        seen: set[str] = set()
        for letter, number in zip(letters, numbers, strict=True):
            if letter.intake.pk not in held:
                continue
            if letter.intake.fingerprint not in seen:
                _open(act, letter, known, desk_now, number, met)
            seen.add(letter.intake.fingerprint)
            act.change(letter.intake, done_at=act.at)


def _open(
    act: Act,
    letter: Letter,
    known: Known,
    desk_now: Desk,
    number: int,
    met: dict[tuple[str, str], Person],
) -> None:
    mail = letter.mail
    title = mail.subject or _first_line(letter.reply.said) or "A mail without a subject"
    problem = open_problem(title=title, by=DESK, at=act.at, known_desk=desk_now, number=number)
    key = (mail.from_address, mail.from_name)
    person = who_wrote(letter, known) or met.get(key)
    customer = for_whom(person, letter, known)
    if person is None:
        person = _meet(letter, customer, problem, act.at)
        met[key] = person
    case = add_case(
        problem,
        contact=person,
        customer=customer,
        title=title,
        how="mail",
        by=_speaker(person),
        at=act.at,
    )
    if mail.forwarded and mail.from_address in known.staff:
        act.change(
            case,
            proposed_name=mail.forwarded.name[:120],
            proposed_email=mail.forwarded.address[:254],
        )
    message = _say(act, letter, problem, case, person)
    problem_hearing.hear(case, message=message, by=_speaker(person), at=act.at)
    _follow(act, letter, case, customer)


def _meet(letter: Letter, customer: Customer | None, problem: Problem, at: datetime) -> Person:
    mail = letter.mail
    email = mail.from_address or letter.intake.envelope_from or "unknown"
    person = customers.meet(email=email, name=mail.from_name, on=problem, by=DESK, at=at)
    if customer is not None:
        customers.join_new(person, customer, on=problem, by=DESK, at=at)
    return person


def _speaker(person: Person) -> Actor:
    if person.is_staff_member:
        return person.actor()
    return Actor(ActorKind.CONTACT, person.pk)


def _say(act: Act, letter: Letter, problem: Problem, case: Case, person: Person) -> Body:
    mail, reply = letter.mail, letter.reply
    text = act.body(reply.said)
    machine = bool(letter.unanswerable)
    message = hearing.heard(
        act,
        problem,
        case,
        text=text,
        channel="mail",
        kind="automatic" if machine else "heard",
        said_by=person.pk,
        said_as=_as_written(letter),
        subject=mail.subject[:500],
        quoted=act.body(reply.quoted) if reply.quoted else None,
        html=act.body(mail.html) if mail.html else None,
        raw=letter.intake.raw,
        message_id=mail.message_id[:998],
        in_reply_to=mail.in_reply_to[:998],
        remarks="\n".join([*mail.problems, letter.unanswerable]).strip(),
    )
    keep_files(act, message, _files(letter))
    return text


def _as_written(letter: Letter) -> str:
    mail = letter.mail
    return f"{mail.from_name} <{mail.from_address}>".strip()[:200]


def _files(letter: Letter) -> list[File]:
    return [
        File(a.name, a.content_type, a.content, a.content_id, a.inline)
        for a in letter.mail.attachments
    ]


def _follow(act: Act, letter: Letter, case: Case, customer: Customer | None) -> None:
    """Who was copied in and belongs to the same customer gets copies from now on."""
    if customer is None:
        return
    domain = letter.mail.from_address.rpartition("@")[2]
    for address, name in {a: n for n, a in letter.mail.cc[:20]}.items():
        if address.endswith(f"@{domain}") and address != letter.mail.from_address:
            act.add(Follower(case=case, address=address[:254], name=name[:120], added_at=act.at))


def _on_case(letter: Letter, case: Case, known: Known, at: datetime) -> None:
    """Words on a case that exists; a machine's are kept and change nothing."""
    person = who_wrote(letter, known)
    with acting(case, by=_author(person, case), at=at) as act:
        if not still_held([letter.intake]):
            return
        case = act.fresh(case)
        problem = act.fresh(case.problem)
        author = person or _stranger(letter, case, problem, act)
        said = _say(act, letter, problem, case, author)
        if letter.unanswerable:
            act.record(
                entries.MachineHeard(
                    message=said.pk, why=letter.unanswerable[:200], text=said.digest
                ),
                on=problem,
                cases=(case.pk,),
            )
        else:
            reopens = not only_thanks(letter.reply.said)
            problem_hearing.hear(case, message=said, by=act.by, at=act.at, reopens=reopens)
        act.change(letter.intake, done_at=act.at)


def _author(person: Person | None, case: Case) -> Actor:
    if person is not None and person.is_staff_member:
        return person.actor()
    return Actor(ActorKind.CONTACT, person.pk if person else case.contact_id, case=case.pk)


def _stranger(letter: Letter, case: Case, problem: Problem, act: Act) -> Person:
    """Somebody else answers in the thread: they are met, and the case stays its contact's."""
    if letter.mail.from_address == "":
        return case.contact
    return _meet(letter, case.customer, problem, act.at)


def _keep_whole(letter: Letter, at: datetime) -> None:
    """What can't be taken in after three tries becomes a problem somebody owns, mail attached."""
    with acting(by=DESK, at=at) as act:
        if not still_held([letter.intake]):
            return
        problem = open_problem(title="A mail that Buckstop could not read", by=DESK, at=at)
        person = customers.meet(email="unknown", name="Unknown sender", on=problem, by=DESK, at=at)
        case = add_case(
            problem, contact=person, customer=None, title=problem.title, how="mail", by=DESK, at=at
        )
        text = act.body("This mail could not be read. It is kept whole; open the original.")
        hearing.heard(
            act, problem, case, text=text, channel="mail", kind="automatic", raw=letter.intake.raw
        )
        problem_hearing.hear(case, message=text, by=DESK, at=at)
        act.change(letter.intake, done_at=act.at)


def _done(intake: Intake, at: datetime) -> None:
    with transaction.atomic():
        Intake.objects.filter(pk=intake.pk).update(done_at=at)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]
