"""Words on a case that exists: heard in the name of who wrote them, or kept apart."""

from datetime import datetime

from buckstop.conversations import entries
from buckstop.conversations.actions import followers
from buckstop.conversations.actions.strangers import ask_who, keep_apart
from buckstop.conversations.actions.words import customer_wrote, keep_words, says_something
from buckstop.conversations.models import Doubt
from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.models.message import MessageKind
from buckstop.incoming.actions.filing import many
from buckstop.incoming.actions.filing.ending import finish_mail, still_held
from buckstop.incoming.matching.crowds import Join
from buckstop.incoming.matching.echoes import echoes
from buckstop.incoming.matching.known import Known
from buckstop.incoming.matching.speakers import Speaker, Standing, actor_of, speaker_on
from buckstop.incoming.models import Became
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.people.actions import customers
from buckstop.people.models import Person
from buckstop.problems.actions import holding
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import Held


def put_on_case(mail: ReadMail, case: Case, known: Known, at: datetime) -> None:
    """The mail answers `case`: it is heard, or stands inside until its owner decides."""
    speaker = speaker_on(case, mail, known)
    with acting(case, by=DESK, at=at) as act:
        if not still_held([mail.intake]):
            return
        case = act.lock(case)
        problem = act.lock(case.problem)
        if mail.machine:
            _keep_machines(act, mail, problem, case, speaker)
        elif speaker.is_heard:
            _hear(act, mail, problem, case, speaker)
        else:
            _keep_apart(act, mail, problem, case, speaker)
    known.note(mail, case.pk)


def join_case(mail: ReadMail, join: Join, at: datetime) -> None:
    """The mail is one of many: it stands inside, with the first."""
    with acting(join.case, by=DESK, at=at) as act:
        if still_held([mail.intake]):
            many.join(act, mail, join, act.lock(join.case))


def _hear(act: Act, mail: ReadMail, problem: Problem, case: Case, speaker: Speaker) -> None:
    # First, for it reads the names of people: then one more of them waits to be written.
    reopens = says_something(mail.reply.said, case, problem, files=_chosen_files(mail))
    echo = speaker.standing != Standing.STAFF and echoes(mail, case, act.at)
    person = speaker.person or _meet(act, problem, speaker)
    if speaker.joins is not None:
        customers.join(person, speaker.joins, on=problem, by=DESK, at=act.at)
    message = customer_wrote(
        act,
        mail.words(why=mail.held_back),
        case,
        by=actor_of(person, case, speaker.standing),
        person=person.pk,
        reopens=reopens,
    )
    if speaker.standing == Standing.COLLEAGUE and not mail.held_back:
        followers.join(act, case, person, speaker.address, message)
    followers.propose(act, mail.copied, case, message, is_new=False)
    if echo:
        _ask_about_echo(act, case, speaker)
    finish_mail(act, mail, Became.WORDS, message.pk, case)


def _ask_about_echo(act: Act, case: Case, speaker: Speaker) -> None:
    """Nothing automatic is written there until somebody says that no machine answers."""
    open_ones = Doubt.objects.filter(case=case, kind=DoubtKind.ECHO, decided_at=None)
    asked = next(iter(act.rows(open_ones)), None)
    if asked is None:
        ask_who(act, case, DoubtKind.ECHO, name=speaker.name, address=speaker.address)
    else:
        act.change(asked, count=asked.count + 1, last_at=act.at)


def _chosen_files(mail: ReadMail) -> bool:
    """Whether a file came along that somebody chose, and not a picture of their signature."""
    return any(not file.inline for file in mail.parsed.attachments)


def _meet(act: Act, problem: Problem, speaker: Speaker) -> Person:
    return customers.meet(email=speaker.address, name=speaker.name, on=problem, by=DESK, at=act.at)


def _keep_machines(
    act: Act, mail: ReadMail, problem: Problem, case: Case, speaker: Speaker
) -> None:
    """A machine's words are kept and shown and change nothing; its owner is told."""
    kind = MessageKind.AUTOMATIC if speaker.is_heard else MessageKind.APART
    person = speaker.person.pk if speaker.person and speaker.is_heard else None
    words = mail.words(why=mail.machine)
    message = keep_words(act, words, problem, case, kind=kind, person=person)
    assert message.text is not None
    made = entries.MachineHeard(
        message=message.pk, why=mail.machine[:200], text=message.text.digest
    )
    act.record(made, on=problem, cases=(case.pk,))
    finish_mail(act, mail, Became.WORDS, message.pk, case)


def _keep_apart(act: Act, mail: ReadMail, problem: Problem, case: Case, speaker: Speaker) -> None:
    words = mail.words(why=mail.held_back)
    message = keep_words(act, words, problem, case, kind=MessageKind.APART, person=None)
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
    finish_mail(act, mail, Became.ASIDE, message.pk, case)
