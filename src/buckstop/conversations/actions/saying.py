"""Parts of verbs: what came by mail becomes a message on a case."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.conversations.actions.finishing import finish
from buckstop.conversations.actions.posting import File, keep_files
from buckstop.conversations.actions.reading import Letter
from buckstop.conversations.models import Attachment, Message
from buckstop.conversations.models.intake import Became
from buckstop.conversations.models.message import Channel, MessageKind
from buckstop.ledger.models import Body
from buckstop.ledger.transaction import Act
from buckstop.people.models import Person
from buckstop.problems.models import Case, Problem

_ID_BYTES = 998
_ROUTE = 1000


def say_mail(
    act: Act,
    letter: Letter,
    problem: Problem,
    case: Case,
    *,
    kind: MessageKind,
    person: Person | None,
    why: str = "",
    text: str | None = None,
    said_as: str = "",
    held_back: str = "",
) -> Message:
    """The letter as a message of `kind`, said by `person` or, where nobody knows, by no one.

    `why` goes to its remarks. `text` and `said_as` are given where not the whole mail is meant.
    """
    mail = letter.mail
    said, quoted = letter.reply.said, letter.reply.quoted
    if text is not None:
        said, quoted = text, ""
    message = Message(
        problem=problem,
        case=case,
        kind=kind,
        channel=Channel.MAIL,
        said_by=person,
        said_as=said_as or letter.as_written,
        at=act.at,
        subject=mail.subject[:500],
        text=act.body(said),
        quoted=act.body(quoted) if quoted else None,
        html=act.body(mail.html) if mail.html and text is None else None,
        raw=letter.intake.raw,
        message_id=_storable_id(mail.message_id),
        in_reply_to=_storable_id(mail.in_reply_to or next(iter(mail.references[-1:]), "")),
        remarks="\n".join(one for one in (*mail.problems, why) if one),
        route=route(letter),
        held_back=(held_back or letter.held_back)[:200],
    )
    act.add(message)
    keep_files(act, message, _files(letter))
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


def finish_letter(
    act: Act, letter: Letter, became: Became, message: UUID, case: Case | None = None
) -> None:
    """Part of verbs: the letter is this message; the same one that comes again is a double.

    `case` is the one that heard it, where it opened none.
    """
    finish(
        act,
        letter.intake,
        became,
        message,
        said=letter.same,
        heard_on=case.pk if case else None,
        sender=letter.sender,
        crowd=letter.crowd,
        near=letter.near,
    )


_SAME = (
    "said_as", "subject", "text", "quoted", "html", "raw", "message_id", "in_reply_to", "remarks",
    "route", "held_back",
)  # fmt: skip


def route(letter: Letter) -> str:
    """By whom it was sent, where that isn't who wrote it, and to whom besides us."""
    mail = letter.mail
    said = []
    if letter.author[1] != mail.from_address and mail.from_address:
        said.append(f"by {_mailbox(mail.from_name, mail.from_address)}")
    for label, boxes in (("to", mail.to), ("cc", mail.cc)):
        shown = [_mailbox(name, address) for name, address in boxes[:12]]
        if label == "cc" or len(shown) > 1:
            more = f" and {len(boxes) - 12} more" if len(boxes) > 12 else ""
            said += [f"{label} {', '.join(shown)}{more}"] if shown else []
    return "; ".join(said)[:_ROUTE]


def _mailbox(name: str, address: str) -> str:
    return f"{name} <{address}>" if name else address


def _storable_id(message_id: str) -> str:
    """A Message-ID that an index can hold: cut by bytes."""
    return message_id.encode()[:_ID_BYTES].decode(errors="ignore")


def _files(letter: Letter) -> Iterable[File]:
    return [
        File(a.name, a.content_type, a.content, a.content_id, a.inline)
        for a in letter.mail.attachments
    ]
