"""A finished mail as anymail's backends take one: its parts apart, its headers as they are.

Only who a delivery is for stands as its recipient: a provider reads whom a mail goes to from its
headers, and everybody named there would get it once more.
"""

from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import getaddresses
from uuid import UUID

from django.core.mail import EmailMultiAlternatives

from buckstop.kit.addresses import normal
from buckstop.outbox.providers.known import ApiProvider

METADATA = "buckstop-delivery"
"""Under this name a provider is told the delivery's key, and tells it again in what it reports."""
_SAID_APART = ("from", "to", "cc", "bcc", "subject", "reply-to", "date", "mime-version")


def letter_of(
    raw: bytes, address: str, key: UUID | None, by: ApiProvider
) -> EmailMultiAlternatives:
    """The mail for one address; `key` of its delivery."""
    mail = message_from_bytes(raw, policy=default)
    assert isinstance(mail, EmailMessage)
    made = EmailMultiAlternatives(
        subject=str(mail["Subject"] or ""),
        from_email=str(mail["From"] or ""),
        to=[_named(mail, address)],
        reply_to=[str(mail["Reply-To"])] if mail["Reply-To"] else None,
        headers=_headers(mail, by),
    )
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    made.body = _text(text)
    if html is not None:
        made.attach_alternative(_text(html), "text/html")
    for part in _others(mail, (text, html)):
        made.attach(part)
    if key is not None:
        made.metadata = {METADATA: key.hex}  # type: ignore[attr-defined]  # anymail's own
    return made


def _named(mail: EmailMessage, address: str) -> str:
    """The recipient, by the name that the mail has for them."""
    written = [str(value) for name in ("To", "Cc") for value in mail.get_all(name, [])]
    for name, one in getaddresses(written):
        if name and normal(one) == normal(address):
            plain = name.replace("\\", "").replace('"', "")
            return f'"{plain}" <{address}>'
    return address


def _headers(mail: EmailMessage, by: ApiProvider) -> dict[str, str]:
    found = {}
    for name, value in mail.items():
        lower = name.lower()
        own = lower in _SAID_APART or lower.startswith("content-")
        if not own and (by.keeps_ids or lower != "message-id"):
            found[name] = " ".join(str(value).split())
    if not by.keeps_ids and mail["Message-ID"]:
        # It gets another one, and who answers quotes that; but they quote what stands here too.
        said = (*str(mail["References"] or "").split(), str(mail["Message-ID"]))
        found["References"] = " ".join(dict.fromkeys(said))
    return found | by.headers


def _text(part: MIMEPart | None) -> str:
    return str(part.get_content()) if part is not None else ""


def _others(mail: EmailMessage, said: tuple[MIMEPart | None, ...]) -> list[MIMEPart]:
    """What is neither of the two bodies, in its order: files, and pictures in their place."""
    found: list[MIMEPart] = []

    def walk(part: MIMEPart) -> None:
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            for inner in part.iter_parts():
                walk(inner)
        elif not any(part is one for one in said):
            found.append(part)

    walk(mail)
    return found
