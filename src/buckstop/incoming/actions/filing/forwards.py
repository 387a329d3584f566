"""A mail that a colleague passed on: whose is it? The words are a customer's, the comment ours."""

from dataclasses import replace
from datetime import datetime

from buckstop.conversations import entries
from buckstop.conversations.actions.strangers import keep_apart
from buckstop.conversations.actions.words import keep_words, say_again
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import MessageKind
from buckstop.incoming.actions.filing.ending import finish_mail
from buckstop.incoming.models import Became
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.actor import Actor
from buckstop.ledger.transaction import Act, acting
from buckstop.mail.passed_on import take_apart
from buckstop.mail.reply import only_signature, split_reply
from buckstop.outbox.settings import ADDRESSES
from buckstop.people.models import Person
from buckstop.problems.actions import contacts
from buckstop.problems.entries.cases import CustomerHeard
from buckstop.problems.models import Case, Problem


def is_passed_on(mail: ReadMail, person: Person) -> bool:
    """Whether a colleague passed on what somebody else wrote to them."""
    forwarded = mail.parsed.forwarded
    if forwarded is None or not person.is_staff_member:
        return False
    return bool(forwarded.address) and forwarded.address not in ADDRESSES.value


def keep_forward(act: Act, mail: ReadMail, problem: Problem, case: Case, person: Person) -> None:
    """Part of verbs: the comment is an internal note; what was passed on waits to be somebody's."""
    forwarded = mail.parsed.forwarded
    assert forwarded is not None
    if forwarded.words is not None:
        comment, words = mail.parsed.text.strip(), split_reply(forwarded.words).said
        comment = "" if only_signature(comment) else comment
    else:
        comment, words = take_apart(mail.parsed.text)
        if not words:
            comment, words = "", comment
    act.change(case, proposed_name=forwarded.name[:120], proposed_email=forwarded.address[:254])
    if comment:
        _note(act, problem, case, comment, person, mail)
    passed_on = replace(
        mail.words(),
        text=words,
        quoted="",
        html="",
        said_as=f"{forwarded.name} <{forwarded.address}>".strip(),
    )
    message = keep_words(act, passed_on, problem, case, kind=MessageKind.APART, person=None)
    keep_apart(act, problem, case, message, why="forwarded")
    act.change(problem, unheard_since=problem.unheard_since or act.at)
    finish_mail(act, mail, Became.PROBLEM, message.pk)


def _note(
    act: Act, problem: Problem, case: Case, comment: str, person: Person, mail: ReadMail
) -> None:
    note = Message(
        problem=problem,
        case=case,
        kind=MessageKind.NOTE,
        channel="mail",
        said_by=person if mail.proved else None,
        said_as=mail.as_written if mail.proved else _not_proved(mail),
        at=act.at,
        text=act.body(comment),
    )
    act.add(note)
    assert note.text is not None
    made = entries.NoteWritten(message=note.pk, text=note.text.digest)
    act.record(made, on=problem, cases=(case.pk,))


def _not_proved(mail: ReadMail) -> str:
    return f"{mail.as_written[:170]} (by mail, not proved)"


def adopt(case: Case, *, by: Actor, at: datetime) -> Case:
    """It is theirs who wrote first: they are the contact, and their words are heard."""
    with acting(case, by=by, at=at) as act:
        case = contacts.adopt_proposed(case, by=by, at=act.at)
        _hear(act, case, case.contact)
    return case


def keep_contact(case: Case, *, by: Actor, at: datetime) -> Case:
    """It isn't: who passed it on stays the contact, and what they sent is theirs."""
    with acting(case, by=by, at=at) as act:
        case = contacts.decline_proposed(case, by=by, at=act.at)
        _hear(act, case, case.contact)
    return case


def _hear(act: Act, case: Case, person: Person) -> None:
    rows = Message.objects.filter(case=case, kind=MessageKind.APART)
    forwarded = rows.select_related("text").order_by("at", "pk").first()
    if forwarded is None:
        return
    problem = act.lock(case.problem)
    said, text = say_again(act, forwarded, problem, case, person)
    placed = entries.WordsPlaced(apart=forwarded.pk, said=said.pk, contact=person.pk)
    act.record(placed, on=problem, cases=(case.pk,))
    heard = CustomerHeard(case=case.pk, contact=person.pk, message=text.digest)
    act.record(heard, on=problem, cases=(case.pk,))
