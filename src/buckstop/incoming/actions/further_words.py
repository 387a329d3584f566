"""Words on a case that exists: heard in the name of who wrote them, or kept apart."""

from datetime import datetime

from buckstop.conversations import entries
from buckstop.conversations.actions import followers
from buckstop.conversations.actions.finishing import finish, still_held
from buckstop.conversations.actions.hearing import says_something
from buckstop.conversations.actions.reading import Letter
from buckstop.conversations.actions.saying import finish_letter, say_mail
from buckstop.conversations.actions.strangers import ask_who, keep_apart
from buckstop.conversations.models import Message
from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.models.intake import Became
from buckstop.conversations.models.message import MessageKind
from buckstop.incoming.actions import crowding
from buckstop.incoming.actions.crowding import Join
from buckstop.incoming.actions.knowing import Known
from buckstop.incoming.actions.speakers import Speaker, Standing, actor_of, speaker_on
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.people.actions import customers
from buckstop.people.models import Person
from buckstop.problems.actions import hearing, holding
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import Held


def put_on_case(letter: Letter, case: Case, known: Known, at: datetime) -> None:
    """The letter answers `case`: it is heard, or stands inside until its owner decides."""
    speaker = speaker_on(case, letter, known)
    with acting(case, by=DESK, at=at) as act:
        if not still_held([letter.intake]):
            return
        case = act.lock(case)
        problem = act.lock(case.problem)
        if letter.machine:
            _keep_machines(act, letter, problem, case, speaker)
        elif speaker.is_heard:
            _hear(act, letter, problem, case, speaker)
        else:
            _keep_apart(act, letter, problem, case, speaker)
    known.note(letter, case.pk)


def join_case(letter: Letter, join: Join, at: datetime) -> None:
    """The letter is one of many: it stands inside, with the first."""
    with acting(join.case, by=DESK, at=at) as act:
        if still_held([letter.intake]):
            crowding.join(act, letter, join, act.lock(join.case))


def drop_double(letter: Letter, first: object, at: datetime) -> None:
    """The same mail came before: it is noted which, and nothing else happens."""
    with acting(by=DESK, at=at) as act:
        if still_held([letter.intake]):
            finish(act, letter.intake, Became.DOUBLE, first)  # type: ignore[arg-type]


def note_ours(letter: Letter, message: object, at: datetime) -> None:
    """A mail of ours came back whole: nobody said anything; it stands on *Deliveries*."""
    with acting(by=DESK, at=at) as act:
        if still_held([letter.intake]):
            finish(act, letter.intake, Became.OURS, message)  # type: ignore[arg-type]


def _hear(act: Act, letter: Letter, problem: Problem, case: Case, speaker: Speaker) -> None:
    # First, for it reads the names of people: then one more of them waits to be written.
    reopens = says_something(letter.reply.said, case, problem, files=_chosen_files(letter))
    person = speaker.person or _meet(act, problem, speaker)
    if speaker.joins is not None:
        customers.join(person, speaker.joins, on=problem, by=DESK, at=act.at)
    message = _say(act, letter, problem, case, MessageKind.HEARD, person)
    assert message.text is not None
    hearing.hear(
        case,
        message=message.text,
        by=actor_of(person, case, speaker.standing),
        at=act.at,
        reopens=reopens,
    )
    if speaker.standing == Standing.COLLEAGUE and not letter.held_back:
        followers.join(act, case, person, speaker.address, message)
    followers.propose(act, letter, case, message, is_new=False)
    finish_letter(act, letter, Became.WORDS, message.pk, case)


def _chosen_files(letter: Letter) -> bool:
    """Whether a file came along that somebody chose, and not a picture of their signature."""
    return any(not file.inline for file in letter.mail.attachments)


def _meet(act: Act, problem: Problem, speaker: Speaker) -> Person:
    return customers.meet(email=speaker.address, name=speaker.name, on=problem, by=DESK, at=act.at)


def _keep_machines(
    act: Act, letter: Letter, problem: Problem, case: Case, speaker: Speaker
) -> None:
    """A machine's words are kept and shown and change nothing; its owner is told."""
    kind = MessageKind.AUTOMATIC if speaker.is_heard else MessageKind.APART
    person = speaker.person if speaker.is_heard else None
    message = _say(act, letter, problem, case, kind, person, why=letter.machine)
    assert message.text is not None
    made = entries.MachineHeard(
        message=message.pk, why=letter.machine[:200], text=message.text.digest
    )
    act.record(made, on=problem, cases=(case.pk,))
    finish_letter(act, letter, Became.WORDS, message.pk, case)


def _keep_apart(act: Act, letter: Letter, problem: Problem, case: Case, speaker: Speaker) -> None:
    message = _say(act, letter, problem, case, MessageKind.APART, None)
    unproved = speaker.standing == Standing.UNPROVED
    keep_apart(act, problem, case, message, why="unproved" if unproved else "stranger")
    if not unproved:
        # it may be the contact, from home: nothing lapses as if nobody had written
        holding.hold(act, case, problem, because=Held.UNKNOWN)
        ask_who(
            act,
            case,
            DoubtKind.STRANGER,
            name=speaker.name,
            address=speaker.address,
            message=message,
        )
    finish_letter(act, letter, Became.ASIDE, message.pk, case)


def _say(
    act: Act,
    letter: Letter,
    problem: Problem,
    case: Case,
    kind: MessageKind,
    person: Person | None,
    why: str = "",
) -> Message:
    return say_mail(
        act, letter, problem, case, kind=kind, person=person, why=why or letter.held_back
    )
