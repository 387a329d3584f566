"""Mail to suppliers: its subject, its words and its headers. No transaction is open."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from buckstop.kit import said_time
from buckstop.kit.text import shortened
from buckstop.mail.compose import Letter, compose
from buckstop.mail.parsed import Attachment
from buckstop.mail.reply import marker_in
from buckstop.outbox.settings import sender
from buckstop.people.models import Person
from buckstop.people.settings import NAME
from buckstop.people.speaking import speaking
from buckstop.suppliers import links
from buckstop.suppliers.models import Ask, AskMessage, AskMessageKind
from buckstop.suppliers.queries import zone_of
from buckstop.suppliers.rules.asks import first_line

ATTACHED = 10 * 1024 * 1024  # bytes of files that go along; more stand on the page
SUBJECT = 80  # characters of what is asked


def message_id(message: AskMessage) -> str:
    """The Message-ID of a mail of ours: the same whenever it is sent again."""
    return f"<{message.pk.hex}.{message.ask.token}@{sender().rpartition('@')[2]}>"


def reply_address(ask: Ask) -> str:
    """Where answers to this ask come in."""
    local, _sign, domain = sender().rpartition("@")
    return f"{local}+{ask.token}@{domain}"


def subject_of(ask: Ask) -> str:
    """`P-1042: Which line is down?`, with their own number in front once we know it."""
    what = shortened(first_line(str(ask.commitment.what or "")), SUBJECT)
    ours = f"{ask.commitment.problem.ref}: {what}"
    return f"[{ask.ticket}] {ours}" if ask.ticket else ours


def write(message: AskMessage, address: str, thread: list[str], at: datetime) -> bytes:
    """The bytes of the mail that takes `message` to `address`; `thread` are the Message-IDs before
    it. Raises NotSendable, a ValueError, where it can't be written."""
    assert message.to is not None
    with speaking(message.to.reads_in):
        return _written(message, message.to, address, thread, at)


def _written(
    message: AskMessage, to: Person, address: str, thread: list[str], at: datetime
) -> bytes:
    ask, house = message.ask, NAME.value
    writer = message.said_by.public_name if message.said_by else ""
    signature = f"{writer}, {house}" if writer else house
    return compose(
        Letter(
            sender=(signature, sender()),
            to=((to.name, address),),
            reply_to=((house, reply_address(ask)),),
            subject=subject_of(ask) if not thread else f"Re: {subject_of(ask)}",
            text="\n\n".join(one for one in _paragraphs(message, signature, at) if one) + "\n",
            message_id=message_id(message),
            in_reply_to=thread[-1] if thread else "",
            references=tuple(thread),
            date=message.at,
            automatic=message.kind == AskMessageKind.REMINDER,
            headers=(("X-Buckstop", ask.token),),
            attachments=_files(message),
        )
    )


def _paragraphs(message: AskMessage, signature: str, at: datetime) -> list[str]:
    ask = message.ask
    due = _by(ask, ask.commitment.due, message.at)
    link = links.url(ask.pk, message.to_id, at) if message.to_id else ""
    words = str(message.text)
    asked = message.kind == AskMessageKind.ASKED
    named = _("It concerns our customer %(name)s.") % {"name": ask.names} if ask.names else ""
    why = _("Why it matters: %(why)s") % {"why": ask.why} if ask.why else ""
    return [
        marker_in(get_language() or ""),
        words,
        *((why, named) if asked else ()),
        _("Please answer by %(due)s.") % {"due": due} if asked else "",
        signature,
        _("Answer this mail, or say by when, done, or why not, on your page: %(link)s")
        % {"link": link},
    ]


def _by(ask: Ask, when: datetime, now: datetime) -> str:
    """A time in their zone that is still clear when the mail is read tomorrow."""
    return said_time.whole(when, now, ZoneInfo(zone_of(ask.supplier)))


def _files(message: AskMessage) -> tuple[Attachment, ...]:
    found: list[Attachment] = []
    left = ATTACHED
    for row in message.files.all():
        content = bytes(row.file.raw) if row.file.raw is not None else b""
        if content and len(content) <= left:
            found.append(Attachment(row.name, row.content_type, content, "", False))
            left -= len(content)
    return tuple(found)
