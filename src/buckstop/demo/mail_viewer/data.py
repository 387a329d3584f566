"""The demo's mail viewer: what left for whom, and what they wrote."""

import email
import email.policy
import email.utils
import re
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Left

from buckstop.conversations.models import Message
from buckstop.demo.mail_viewer.shown import MailOwner, MailRow, MailShown
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.models import Delivery
from buckstop.people.models import Address, Contact, Person

PEOPLE = 80
MAILS = 60


def address_of(address: str) -> str:
    """The mailbox of an address, in the viewer."""
    return f"/mail/{address}/"


def owners(chosen: str) -> list[MailOwner]:
    """Whose mail there is, the newest first; the chosen one always."""
    mails = Delivery.objects.filter(channel=Smtp.code, raw__isnull=False)
    latest = mails.values_list("address").annotate(last=Max("made_at"))
    found = [address for address, _last in latest.order_by("-last")[:PEOPLE]]
    if chosen and chosen not in found:
        found.insert(0, chosen)
    names, places = _known(found)
    return [
        MailOwner(
            name=names.get(address, address),
            address=address,
            url=address_of(address),
            place=places.get(address, ""),
            chosen=address == chosen,
        )
        for address in found
    ]


def _known(addresses: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    rows = Address.objects.filter(email__in=addresses).order_by("-added_at")
    people = {row.email: row.person_id for row in rows}
    names = dict(Person.objects.filter(pk__in=people.values()).values_list("pk", "public_name"))
    contacts = Contact.objects.filter(person__in=people.values()).order_by("-added_at")
    customers = dict(contacts.values_list("person", "customer__name"))
    return (
        {address: names[key] for address, key in people.items() if key in names},
        {address: customers[key] for address, key in people.items() if key in customers},
    )


def parsed(delivery: Delivery) -> EmailMessage | None:
    """A mail of ours as it left, or None while it hasn't been written."""
    if delivery.raw is None or delivery.raw.raw is None:
        return None
    return email.message_from_bytes(bytes(delivery.raw.raw), policy=email.policy.default)


def text_of(mail: EmailMessage) -> str:
    """Its plain text."""
    part = mail.get_body(("plain",))
    return part.get_content() if part is not None else ""


def rows(address: str, chosen: str) -> list[MailRow]:
    """What left for them and what they wrote, newest first."""
    sent = Delivery.objects.filter(address=address, raw__isnull=False).select_related("raw")
    found = [_ours(one, chosen) for one in sent.order_by("-made_at")[:MAILS]]
    found += _theirs(address)
    return sorted(found, key=lambda row: row.at, reverse=True)[:MAILS]


def _ours(row: Delivery, chosen: str) -> MailRow:
    mail = parsed(row)
    assert mail is not None
    return MailRow(
        id=str(row.pk),
        url=f"{address_of(row.address)}{row.pk}/",
        subject=str(mail["Subject"] or ""),
        sender=sender_of(mail),
        at=row.sent_at or row.made_at,
        begins=_begins(text_of(mail)),
        chosen=str(row.pk) == chosen,
    )


def sender_of(mail: EmailMessage) -> str:
    """The name that a mail is from."""
    said = mail["From"]
    names = [one.display_name or one.addr_spec for one in said.addresses] if said else []
    return names[0] if names else ""


def _theirs(address: str) -> Iterable[MailRow]:
    people = Address.objects.filter(email=address).values("person")
    rows = Message.objects.filter(said_by__in=people, kind="heard", channel="mail")
    shown = rows.annotate(begins=Left("text__text", 120)).order_by("-at")[:MAILS]
    return [
        MailRow(
            id=str(row.pk),
            url=f"/mail/{address}/",
            subject=row.subject,
            sender=address,
            at=row.at,
            begins=_begins(row.begins or ""),  # type: ignore[attr-defined]
            outgoing=True,
        )
        for row in shown
    ]


def _begins(text: str) -> str:
    return " ".join(text.split())[:90]


def shown(row: Delivery, mail: EmailMessage) -> MailShown:
    """One mail to read, with the customer's page that it links."""
    text = text_of(mail)
    home = f"{address_of(row.address)}{row.pk}/"
    link = re.search(rf"{re.escape(settings.BASE_URL)}(/c/[A-Za-z0-9_-]+/)", text)
    return MailShown(
        id=str(row.pk),
        subject=str(mail["Subject"] or ""),
        sender=str(mail["From"] or ""),
        to=row.address,
        at=row.sent_at or row.made_at,
        text=text,
        html_url=f"{home}html/" if mail.get_body(("html",)) is not None else "",
        page_url=link.group(1) if link else "",
        reply_url=f"{home}replies/",
    )


def answer(mail: EmailMessage, *, of: str, name: str, text: str, at: datetime) -> EmailMessage:
    """The mail that its reader's mail program would send as an answer."""
    reply = EmailMessage()
    subject = str(mail["Subject"] or "")
    reply["Subject"] = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    reply["From"] = email.utils.formataddr((name, of))
    reply["To"] = str(mail["Reply-To"] or mail["From"])
    reply["Date"] = at
    reply["Message-ID"] = email.utils.make_msgid(domain=of.rpartition("@")[2])
    reply["In-Reply-To"] = str(mail["Message-ID"] or "")
    reply["References"] = f"{mail['References'] or ''} {mail['Message-ID'] or ''}".strip()
    quoted = "\n".join(f"> {line}" for line in text_of(mail).splitlines())
    when = f"{at:%a, %d %b %Y at %H:%M}"
    reply.set_content(f"{text.strip()}\n\nOn {when}, {mail['From']} wrote:\n{quoted}\n")
    return reply
