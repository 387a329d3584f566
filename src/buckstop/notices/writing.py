"""The bytes of mail to staff, by the composer that customers' mail has too."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.chat_tools.tool import Button, Told, Tool
from buckstop.mail.compose import Letter, compose
from buckstop.notices.answer_words import here
from buckstop.notices.answering import TURN, answer_address, asked_in, turn_in
from buckstop.notices.models import Notice
from buckstop.notices.pressing import buttons, pressed_at
from buckstop.notices.queries import answered_at
from buckstop.notices.saying import Said, said
from buckstop.outbox.channels.push.channel import packed
from buckstop.outbox.channels.push.gateways import webhook_of
from buckstop.outbox.settings import sender
from buckstop.people.settings import NAME
from buckstop.problems.models import Problem

MOST_LINES = 10  # of a message to a gateway
_HOW_TO_ANSWER = gettext_lazy("""\
What is asked:

  %(what)s

Reply to this mail to answer: your words are the answer. “%(will)s” alone says yes, by then;
“%(will_by)s”, or another time, promises that; “%(cannot)s” and why declines it.
""")
DESK = "Buckstop"
"""The name that mail to staff comes from."""


def message_id(key: UUID) -> str:
    """The Message-ID of a mail to staff, the same at every try."""
    return f"<{key.hex}.notice@{sender().rpartition('@')[2]}>"


def write_to_staff(
    key: UUID,
    address: str,
    subject: str,
    text: str,
    at: datetime,
    reply_to: str = "",
    name: str = DESK,
) -> bytes:
    """A mail to one of us, or as `name` about a log-in of theirs to somebody who doesn't know what
    the desk is run with; `key` names it. Raises ValueError where it can't be written."""
    return compose(
        Letter(
            sender=(name, sender()),
            to=(("", address),),
            subject=subject,
            text=text,
            message_id=message_id(key),
            date=at,
            automatic=True,
            reply_to=((DESK, reply_to),) if reply_to else (),
            headers=(("X-Buckstop", "notice"),),
        )
    )


def write_notices(key: UUID, address: str, notices: list[Notice], at: datetime) -> bytes:
    """One mail with all of them; `key` names it. Raises ValueError where that can't be written."""
    first, more, answers = notices[0], len(notices) - 1, answered_at(notices, at)
    told, words = said(notices), here()
    subject = _line(first, told)
    if more:
        also = ngettext("%(subject)s and %(n)s more", "%(subject)s and %(n)s more", more)
        subject = also % {"subject": subject, "n": more}
    lines = [_told(row, told, answers.get(row.pk, "")) for row in notices]
    asked = asked_in(notices)
    reply_to = answer_address(asked.pk, first.person_id) if asked else ""
    if asked and reply_to:
        told_to = {"will": words.will, "will_by": words.will_by, "cannot": words.cannot}
        lines.append(_HOW_TO_ANSWER % {"what": str(asked.what or "").strip(), **told_to})
    turn = turn_in(notices) if asked is None else None
    if turn is not None and (at_turn := answer_address(turn, first.person_id, TURN)):
        reply_to = at_turn
        said_so = {"yes": words.yes, "no": words.no}
        lines.append(_("Reply “%(yes)s” to take the turn, or “%(no)s”.") % said_so + "\n")
    lines.append(_("I have seen it: %(link)s") % {"link": sight_link(key)} + "\n")
    return write_to_staff(key, address, subject, "\n".join(lines), at, reply_to)


def _told(row: Notice, told: Mapping[UUID, Said], answered_at: str) -> str:
    one = told[row.pk]
    text = f"{row.ref} {one.title}".strip() + f"\n  {one.sentence}.\n"
    if answered_at:
        text += "  " + _("Answer it: %(link)s") % {"link": answered_at} + "\n"
    return f"{text}  {settings.BASE_URL}{row.path}\n"


def _line(row: Notice, told: Mapping[UUID, Said]) -> str:
    return f"{row.ref}: {told[row.pk].sentence}" if row.ref else told[row.pk].sentence


def sight_link(delivery: UUID) -> str:
    """The address of the page on which who got a message says that they saw it."""
    return f"{settings.BASE_URL}/told/{_signer().sign(delivery.hex)}/"


def delivery_of(signed: str) -> UUID | None:
    """The message whose link that is; None where we made no such link."""
    try:
        return UUID(_signer().unsign(signed))
    except (BadSignature, ValueError):
        return None


def _signer() -> Signer:
    return Signer(salt="notices.sight", sep=".")


def counted(notices: list[Notice]) -> str:
    """How much it is: “6 things on 3 problems”."""
    things = ngettext("%(n)d thing", "%(n)d things", len(notices)) % {"n": len(notices)}
    on = len({row.problem_id for row in notices if row.problem_id})
    if not on:
        return things
    problems = ngettext("%(n)d problem", "%(n)d problems", on) % {"n": on}
    return _("%(things)s on %(problems)s") % {"things": things, "problems": problems}


def write_push(key: UUID, address: str, notices: list[Notice]) -> bytes:
    """One message to a gateway with all of them. What customers call their problems stays here."""
    told = said(notices)
    lines = [_line(row, told) for row in notices[:MOST_LINES]]
    one = lines[0]
    if more := len(notices) - MOST_LINES if len(notices) > MOST_LINES else 0:
        lines.append(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more})
    title, seen = one, _("I have seen it: %(link)s") % {"link": sight_link(key)}
    if len(notices) > 1:
        title = counted(notices)
    if tool := webhook_of(address):
        words = [*(lines if len(notices) > 1 else ()), seen]
        return in_chat(tool, address, title, words, notices[0], buttons(notices, tool.code))
    lines += [f"{settings.BASE_URL}/notices/", seen]
    return packed(address, title, "\n".join(lines))


def in_chat(
    tool: type[Tool],
    address: str,
    title: str,
    words: Sequence[str],
    about: Notice | Problem | None,
    pressed: Sequence[Button] = (),
) -> bytes:
    """The same for a channel of a chat tool, with what opens it and what is pressed."""
    ref = about.ref if about else ""
    path = f"/problems/{ref}/" if ref else "/notices/"
    opens = _("Open %(ref)s") % {"ref": ref} if ref else _("Open your notices")
    told = Told(title, words, f"{settings.BASE_URL}{path}", opens, pressed)
    at = pressed_at(tool.code) if pressed else ""
    return packed(address, title, "\n".join(words), tool.write(told, at))


def write_trial(address: str) -> bytes:
    """A message that somebody sends to themselves."""
    text = _("You asked the desk of %(house)s to try this way of telling you. It works.")
    text %= {"house": NAME.value}
    if tool := webhook_of(address):
        return in_chat(tool, address, _("It works"), [text], None)
    return packed(address, _("It works"), text)
