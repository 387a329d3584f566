"""A reply of one of us to the notice that something is asked of them: it is their answer."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop

from buckstop.conversations.wording.instants import spoken_times
from buckstop.conversations.wording.language import CODES, language
from buckstop.incoming.actions.filing.ending import finish, still_held
from buckstop.incoming.answers import Answer, Means, read_answer
from buckstop.incoming.matching.known import Known
from buckstop.incoming.models import Became
from buckstop.incoming.reading import ReadMail
from buckstop.kit.text import shortened
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act, acting
from buckstop.notices.actions.telling import Reminder, remind
from buckstop.notices.answer_words import here
from buckstop.people.models import Person
from buckstop.people.speaking import speaking
from buckstop.people.zones import house_zone
from buckstop.problems.commitments import owed
from buckstop.problems.models import Commitment

CLOSES = time(18)  # a day without an hour is meant until then
QUOTED = 80  # letters of an answer that couldn't be read
NO_TIME = gettext_noop(
    "“%(said)s” names no time to come that could be read, so you are still asked: reply again,"
    " such as “%(such)s”"
)


def put_on_owed(
    mail: ReadMail, row: Commitment, person: Person, known: Known, at: datetime
) -> bool:
    """Take the mail for what `person` answers; False where it can't be said any more, and the mail
    is somebody's to read. What a machine answers is no answer."""
    try:
        with acting(row, by=DESK, at=at) as act:
            if not still_held([mail.intake]):
                return True
            if not mail.machine:
                _answer(act, mail, row, person)
            became = Became.BOUNCE if mail.machine else Became.ANSWER
            finish(
                act, mail.intake, became, None if mail.machine else row.pk, said=mail.same,
                heard_on=row.pk, sender=mail.sender, crowd=mail.crowd, near=mail.near,
            )  # fmt: skip
    except Refused:
        return False
    known.note(mail, row.pk)
    return True


def _answer(act: Act, mail: ReadMail, row: Commitment, person: Person) -> None:
    files = [file.name for file in mail.parsed.attachments if file.name and not file.inline]
    answer, by = read_answer(mail.reply.said or mail.parsed.subject), person.actor()
    if answer.means is Means.PROMISE:
        owed.promise(row, by=by, at=act.at)
    elif answer.means is Means.LATER:
        _promise(act, row, answer, person, mail)
    elif answer.means is Means.DECLINE:
        owed.decline(row, reason=answer.words, by=by, at=act.at)
    else:
        _report(act, row, answer, files, by)


def _promise(act: Act, row: Commitment, answer: Answer, person: Person, mail: ReadMail) -> None:
    """By the time that they name; where none can be read they hear so, and it stays open."""
    if due := _time(answer, person, act.at):
        owed.counter(row, due=due, reason=answer.words, by=person.actor(), at=act.at)
        return
    with speaking(person.reads_in):
        values = {"said": shortened(answer.words, QUOTED), "such": here().will_by}
    told = Reminder(
        person=person.pk,
        once=f"no time {mail.intake.pk.hex}",
        sentence=NO_TIME,
        values=values,
        page=f"/problems/{row.problem.ref}/",
        about=row.problem.ref,
    )
    remind([told], at=act.at)


def _report(act: Act, row: Commitment, answer: Answer, files: list[str], by: Actor) -> None:
    words = "\n".join([answer.words, *(f"[{name}]" for name in files)])
    owed.report(row, answer=words, by=by, at=act.at)


def _time(answer: Answer, person: Person, at: datetime) -> datetime | None:
    """The first time to come that the words name, by the clock of who wrote them: in the language
    of their promise, or in another one."""
    zone = ZoneInfo(person.zone or house_zone())
    for code in sorted(CODES, key=lambda one: one != answer.language):
        grammar = language(code).grammar
        found = spoken_times(answer.words, grammar, now=at, zone=zone, closes=CLOSES)
        if found:
            return found[0].at
    return None
