"""A message of ours as the mail that leaves: its subject, its headers and what its words need.

Nothing is written here and no transaction is open: rendering is slow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from buckstop.conversations import links
from buckstop.conversations.letters.letter import letter_of
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import Channel, MessageKind
from buckstop.conversations.outgoing import Mail
from buckstop.conversations.rules import reply_subject
from buckstop.conversations.setting import set_out
from buckstop.conversations.wording.language import surely_spoken_in
from buckstop.coverage.service_times import ServiceTimes
from buckstop.kit import said_time
from buckstop.mail.compose import Letter, compose
from buckstop.mail.parsed import Attachment as MailFile
from buckstop.mail.reply import marker_in
from buckstop.outbox.settings import sender
from buckstop.people.brands import voice
from buckstop.people.naming import called
from buckstop.people.speaking import of_customer, speaking
from buckstop.people.zones import house_zone
from buckstop.problems.models import Case
from buckstop.problems.models.case import OUR_WORDS, CaseHow, CaseState

READ_OF_THEIRS = 2_000  # characters of their words by which their language shows
QUOTED = 1_500  # characters of the customer's own words
ACCENT = "#1f5fa8"  # of links, where no brand has another
ATTACHED = 10 * 1024 * 1024  # bytes of files that go along; more stand on the page


@dataclass(frozen=True)
class Envelope:
    """What a mail needs besides its message: the thread so far, files, the ledger's head.

    `house` is the length and head of the house's ledger, which says how far all chains had come.
    """

    heard: Message | None
    thread: tuple[str, ...]
    files: tuple[MailFile, ...]
    level: ServiceTimes
    on_duty: bool
    facts: dict[str, Any]
    chain_number: int
    chain_head: bytes
    house: str = ""


def own_domain() -> str:
    """The domain of the desk's first address: that of our Message-IDs."""
    return sender().rpartition("@")[2]


def message_id(message: Message, case: Case) -> str:
    """The Message-ID of a mail of ours: the same whenever it is sent again."""
    return message_id_of(message.pk, case.token)


def message_id_of(message: UUID, token: str) -> str:
    """The same of a message's key and the token of its case."""
    return f"<{message.hex}.{token}@{own_domain()}>"


def reply_address(case: Case) -> str:
    """Where answers to this case come in."""
    local, _, domain = voice(case.brand).address.rpartition("@")
    return f"{local}+{case.token}@{domain}"


def write_out(delivery: Mail, envelope: Envelope, at: datetime) -> bytes:
    """The bytes of the mail that `delivery` takes to its address."""
    message = delivery.message
    case = message.case
    if case is None:
        raise ValueError("an internal note never leaves")
    heard, brand = envelope.heard, voice(case.brand)
    with speaking(*_spoken_to(case, heard)):
        context = _context(delivery, message, case, envelope, at)
        text, html = set_out(message.kind, context)
    letter = Letter(
        sender=(context["signature"], brand.address),
        to=((case.contact.name if not delivery.copy else "", delivery.address),),
        reply_to=((brand.name, reply_address(case)),),
        subject=context["subject"],
        text=text,
        html=html,
        message_id=message_id(message, case),
        in_reply_to=heard.message_id if heard else "",
        references=envelope.thread,
        date=message.at,
        automatic=letter_of(message.kind).automatic,
        headers=(
            ("X-Buckstop", case.token),
            ("X-Buckstop-Ledger", f"{envelope.chain_number} {envelope.chain_head.hex()}"),
            *((("X-Buckstop-House", envelope.house),) if envelope.house else ()),
            *(() if delivery.copy else letter_of(message.kind).headers(case, at)),
        ),
        attachments=envelope.files,
    )
    return compose(letter)


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter that isn't written yet, as its reader will have it."""

    sender: str
    to: str
    subject: str
    html: str


def preview(message: Message, envelope: Envelope, at: datetime) -> Preview:
    """All of it, but for what it has only once it leaves: the link opens nothing here, so that who
    writes it comes to nobody's page in their name."""
    case = message.case
    if case is None:
        raise ValueError("an internal note is no letter")
    with speaking(*_spoken_to(case, envelope.heard)):
        unsent = Mail(message.pk, message, case.contact.email or "")
        context = _context(unsent, message, case, envelope, at)
        html = set_out(message.kind, context | {"link": "#"})[1]
    sender = f"{context['signature']} <{voice(case.brand).address}>"
    return Preview(sender, case.contact.name, str(context["subject"]), html)


def as_read(message: Message, *, level: ServiceTimes, facts: dict[str, Any], at: datetime) -> str:
    """The plain text of a letter that isn't written yet, as it would be read; without its link."""
    if message.case is None:
        raise ValueError("an internal note is no letter")
    envelope = Envelope(
        heard=None, thread=(), files=(), level=level, on_duty=True, facts=facts, chain_number=0,
        chain_head=b"",
    )  # fmt: skip
    unsent = Mail(message.pk, message, "", copy=True)
    with speaking(*_spoken_to(message.case, None)):
        return set_out(message.kind, _context(unsent, message, message.case, envelope, at))[0]


def _spoken_to(case: Case, heard: Message | None) -> list[str]:
    """In which languages the customer is spoken to, the first first: theirs, else the one that they
    wrote in."""
    known = of_customer(case.contact, case.customer, case.brand)
    wrote = str(heard.text or "")[:READ_OF_THEIRS] if heard and not any(known) else ""
    return [*known, surely_spoken_in(wrote)]


def _context(
    delivery: Mail, message: Message, case: Case, envelope: Envelope, at: datetime
) -> dict[str, Any]:
    zone = ZoneInfo((case.customer.zone if case.customer else "") or house_zone())
    owner = message.owner
    brand = voice(case.brand)
    name = owner.public_name if owner else brand.name
    heard, calendar = envelope.heard, envelope.level.calendar
    speaker = message.said_by.public_name if message.said_by else ""
    open_now = calendar.is_open(message.at)

    def say(when: datetime | None) -> str:
        return _said(get_language(), when, message.at, zone) if when else ""

    return {
        "subject": case.title if letter_of(message.kind).begins else _subject(case, heard, zone),
        "house": brand.name,
        "accent": brand.accent or ACCENT,
        "logo": f"{settings.BASE_URL}/look/logo/{brand.logo}/" if brand.logo else "",
        "closing": brand.signature,
        "owner": name,
        "owner_first": called(name),
        "speaker": speaker or name,
        "words": str(message.text) if message.text else "",
        "marker": marker_in(get_language() or ""),
        "quote": _quoted(heard),
        "quote_plain": _their_words(heard),
        "quote_says": _quote_says(heard, delivery, case, say) if heard else "",
        "we_have": _we_have(case),
        "signature": f"{speaker}, {brand.name}" if speaker else brand.name,
        "link": "" if delivery.copy else links.url(case.pk, case.contact_id, at),
        "due": say(message.promises),
        "on_duty": envelope.on_duty,
        "can_hurry": message.promises is not None
        and envelope.level.may_hurry(message.promises, message.at),
        "starts": say(calendar.next_open(message.at)) if not open_now else "",
        "entry": envelope.chain_number,
        "head": envelope.chain_head.hex(),
        "answered": case.state == CaseState.ANSWERED,
        "lapsed": case.state == CaseState.LAPSED,
        "asked_at": say(case.asked_at),
        "lapses_at": say(case.attend_at),
        **{k: say(v) if isinstance(v, datetime) else v for k, v in envelope.facts.items()},
    }


@lru_cache(maxsize=4096)
def _said(language: str | None, when: datetime, now: datetime, zone: tzinfo) -> str:
    """Of a batch nearly every letter says the same few times."""
    del language
    return said_time.whole(when, now, zone)


def _quoted_by(heard: Message, delivery: Mail, case: Case) -> str:
    """Who said what is quoted, to who reads it, where that isn't they: several may write on one
    case."""
    said_by = heard.said_by or case.contact
    theirs = said_by == case.contact if not delivery.copy else False
    if theirs or f"<{delivery.address}>" in heard.said_as:
        return ""
    return said_by.name


def title_for_them(case: Case, zone: tzinfo) -> str:
    """What the customer's matter is called to them: in their own words, never in ours as theirs."""
    if case.how not in OUR_WORDS:
        return case.title
    local = case.opened_at.astimezone(zone)
    day = {"day": said_time.date(local)}
    if case.how == CaseHow.PHONE:
        return _("Your call on %(day)s") % day
    if case.how == CaseHow.DESK:
        return _("What you told us on %(day)s") % day
    return _("What we noticed for you on %(day)s") % day


def _we_have(case: Case) -> str:
    """What an acknowledgement says that we have."""
    if case.how == CaseHow.NOTICED:
        return _("One of us noticed this")
    return _("We have what you told us") if case.how in OUR_WORDS else _("We have what you wrote")


def _quote_says(heard: Message, delivery: Mail, case: Case, say: Callable[[datetime], str]) -> str:
    """Whose words are quoted: “You wrote”, or who of us noted them from their call."""
    if heard.kind != MessageKind.NOTED:
        told = {"at": say(heard.at), "who": _quoted_by(heard, delivery, case)}
        return (_("%(who)s wrote %(at)s:") if told["who"] else _("You wrote %(at)s:")) % told
    told = {"at": say(heard.at), "who": case.contact.name}
    told["by"] = heard.said_by.public_name if heard.said_by else voice(case.brand).name
    if delivery.copy:
        return _("%(by)s noted what %(who)s said %(at)s:") % told
    if heard.channel == Channel.PHONE:
        return _("%(by)s noted from your call %(at)s:") % told
    return _("%(by)s noted what you said %(at)s:") % told


def _subject(case: Case, heard: Message | None, zone: tzinfo) -> str:
    wrote = heard.subject if heard and heard.kind != MessageKind.NOTED else ""
    own = case.how not in OUR_WORDS
    return reply_subject(wrote or case.title) if wrote or own else title_for_them(case, zone)


def _their_words(heard: Message | None) -> str:
    words = _theirs(heard) if heard else ""
    return words if len(words) <= QUOTED else words[:QUOTED].rsplit(" ", 1)[0] + " …"


def _theirs(heard: Message) -> str:
    """Their words; without any the subject said it, and without that the files they sent."""
    words = str(heard.text or "").strip("\n")
    if words.strip() or heard.subject:
        return words if words.strip() else heard.subject
    return ", ".join(heard.attachments.order_by("pk").values_list("name", flat=True))


def _quoted(heard: Message | None) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _their_words(heard).splitlines())
