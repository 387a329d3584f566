"""The customers' mails, as bytes that could have come through any SMTP server."""

from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
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
    lines = f"""From: Mail Delivery System <mailer-daemon@{domain}>
To: {to}
Subject: Undelivered Mail Returned to Sender
Date: {format_datetime(at)}
Message-ID: {message_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="returned"

--returned
Content-Type: text/plain; charset=us-ascii

This is the mail system at {domain}.

<{address}>: host mx.{domain} said: 552 5.2.2 The mailbox is full

--returned
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{domain}

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 The mailbox is full

--returned
Content-Type: text/rfc822-headers

Message-ID: {answers}

--returned--
"""
    return lines.replace("\n", "\r\n").encode()


def _name(name: str) -> str:
    return f'"{name}"' if not name.isascii() or "." in name else name
