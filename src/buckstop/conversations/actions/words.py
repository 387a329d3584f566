"""Parts of verbs: what somebody wrote, whatever way it came, becomes a message on a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from buckstop.conversations.actions.posting import File, keep_files
from buckstop.conversations.models import Attachment, Message
from buckstop.conversations.models.message import Channel, MessageKind
from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.models import Body
from buckstop.ledger.transaction import Act
from buckstop.mail.thanks import only_thanks
from buckstop.people.models import Person
from buckstop.problems.actions import hearing
from buckstop.problems.models import Case, Problem

_ID_BYTES = 998


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, with its files, as it reached us.

    By mail it also has a subject, what it quotes, HTML, its original, ids, what was odd about it,
    by which route it came, how it names who wrote, and why no machine of ours answers it.
    """

    text: str
    channel: Channel
    files: Iterable[File] = ()
    subject: str = ""
    quoted: str = ""
    html: str = ""
    raw: Body | None = None
    message_id: str = ""
    in_reply_to: str = ""
    remarks: str = ""
    route: str = ""
    said_as: str = ""
    held_back: str = ""


def keep_words(
    act: Act, words: Words, problem: Problem, case: Case, *, kind: MessageKind, person: UUID | None
) -> Message:
    """The words as a message of `kind`, said by `person` or, where nobody knows, by no one.

    Nothing follows from it by itself: see `customer_wrote`.
    """
    message = act.add(
        new_row(
            Message,
            problem=problem,
            case=case,
            kind=kind,
            channel=words.channel,
            said_by_id=person,
            said_as=words.said_as[:200],
            at=act.at,
            subject=words.subject[:500],
            text=act.body(words.text),
            quoted=act.body(words.quoted) if words.quoted else None,
            html=act.body(words.html) if words.html else None,
            raw=words.raw,
            message_id=storable_id(words.message_id),
            in_reply_to=storable_id(words.in_reply_to),
            remarks=words.remarks,
            route=words.route[:1000],
            held_back=words.held_back[:200],
        )
    )
    keep_files(act, message, words.files)
    return message


def customer_wrote(
    act: Act,
    words: Words,
    case: Case,
    *,
    by: Actor,
    person: UUID | None,
    kind: MessageKind = MessageKind.HEARD,
    reopens: bool = True,
) -> Message:
    """The customer wrote: their words stand on the case, and its owner has them to read.

    `by` acts by it, `person` said it. Where a case had ended it is open again, if they `reopens`.
    """
    problem = act.lock(case.problem)
    message = keep_words(act, words, problem, case, kind=kind, person=person)
    assert message.text is not None
    noted = kind == MessageKind.NOTED
    hearing.hear(case, message=message.text, by=by, at=act.at, reopens=reopens, noted=noted)
    return message


def say_again(
    act: Act, message: Message, problem: Problem, case: Case, person: Person
) -> tuple[Message, Body]:
    """What was kept apart is said, by `person`, on `case`: the same words, files and original."""
    assert message.text is not None
    again = Message(
        problem=problem,
        case=case,
        kind=MessageKind.HEARD,
        channel=message.channel,
        said_by=person,
        at=act.at,
        **{name: getattr(message, name) for name in _SAME},
    )
    act.add(again)
    for file in Attachment.objects.filter(message=message).order_by("pk"):
        act.add(
            Attachment(
                message=again,
                name=file.name,
                content_type=file.content_type,
                mail_id=file.mail_id,
                inline=file.inline,
                size=file.size,
                file_id=file.file_id,
            )
        )
    return again, message.text


_SAME = (
    "said_as", "subject", "text", "quoted", "html", "raw", "message_id", "in_reply_to", "remarks",
    "route", "held_back",
)  # fmt: skip


def says_something(text: str, case: Case, problem: Problem, *, files: bool = False) -> bool:
    """Whether words on a case, or the files with them, say more than thanks.

    The names of those who may be spoken to, or sign, say nothing by themselves.
    """
    customer = [case.customer.name] if case.customer else []
    names = (case.contact.name, problem.owner.name, problem.owner.public_name, *customer)
    return files or not only_thanks(text, names)


def storable_id(message_id: str) -> str:
    """A Message-ID that an index can hold: cut by bytes."""
    return message_id.encode()[:_ID_BYTES].decode(errors="ignore")
