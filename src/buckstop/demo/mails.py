"""The customers' mails, as bytes that could have come through any SMTP server."""

from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime

from buckstop.conversations.actions.posting import File
from buckstop.demo.shapes import Someone


def mail(
    sender: Someone,
    *,
    to: str,
    subject: str,
    text: str,
    message_id: str,
    at: datetime,
    answers: Iterable[str] = (),
    cc: Someone | None = None,
    files: Iterable[File] = (),
    headers: Iterable[tuple[str, str]] = (),
) -> bytes:
    """A mail of `sender`; `answers` are the Message-IDs of the thread, the last one answered."""
    made = EmailMessage(policy=SMTP)
    made["From"] = f"{_name(sender.name)} <{sender.email}>"
    made["To"] = to
    if cc:
        made["Cc"] = f"{_name(cc.name)} <{cc.email}>"
    made["Subject"] = subject
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message_id
    thread = list(answers)
    if thread:
        made["In-Reply-To"] = thread[-1]
        made["References"] = " ".join(thread)
    for name, value in headers:
        made[name] = value
    made.set_content(text)
    for file in files:
        kind, _, subtype = file.content_type.partition("/")
        made.add_attachment(file.content, maintype=kind, subtype=subtype, filename=file.name)
    return made.as_bytes()


def quoting(text: str, quoted: str, *, whose: str, at: datetime) -> str:
    """`text` above what it answers, as most programs write it."""
    lines = "\n".join(f"> {line}".rstrip() for line in quoted.splitlines())
    return f"{text}\n\nOn {at:%d %b %Y} at {at:%H:%M}, {whose} wrote:\n{lines}\n"


def passed_on(words: str, first: Someone, *, subject: str, text: str, at: datetime, to: str) -> str:
    """A mail that a colleague passes on, with the header of who wrote first."""
    return (
        f"{words}\n\n---------- Forwarded message ---------\n"
        f"From: {first.name} <{first.email}>\nDate: {at:%a, %d %b %Y at %H:%M}\n"
        f"Subject: {subject}\nTo: <{to}>\n\n{text}\n"
    )


def bounce(*, to: str, address: str, message_id: str, answers: str, at: datetime) -> bytes:
    """A report that our mail `answers` could not be delivered to `address` (RFC 3464)."""
    domain = address.rpartition("@")[2]
    made = EmailMessage(policy=SMTP)
    made["From"] = f"Mail Delivery System <mailer-daemon@{domain}>"
    made["To"] = to
    made["Subject"] = "Undelivered Mail Returned to Sender"
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message_id
    made["Auto-Submitted"] = "auto-replied"
    said = f"This is the mail system at {domain}.\n\n<{address}>: mailbox is full\n"
    status = (
        f"Reporting-MTA: dns; mx.{domain}\n\nFinal-Recipient: rfc822; {address}\n"
        "Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 The mailbox is full\n"
    )
    for content, kind in (
        (said, "text/plain"),
        (status, "message/delivery-status"),
        (f"Message-ID: {answers}\n", "text/rfc822-headers"),
    ):
        part = MIMEPart(policy=SMTP)
        part["Content-Type"] = kind
        part.set_payload(content)
        made.attach(part)
    made["Content-Type"] = 'multipart/report; report-type="delivery-status"'
    return made.as_bytes()


def _name(name: str) -> str:
    return f'"{name}"' if not name.isascii() or "." in name else name
