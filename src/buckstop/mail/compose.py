"""From a letter to the bytes that go out.

The headers are written here and not by `email.policy`, which encodes a long Message-ID in
References as if it were a word. Nothing that a letter holds can add a header or a recipient:
what can't stand in a header is refused or turned into a space.
"""

import hashlib
import re
from base64 import b64encode
from binascii import b2a_qp
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import MIMEPart
from email.policy import SMTP
from email.utils import format_datetime

from buckstop.kit.addresses import normal
from buckstop.mail.parsed import Attachment, Mailbox
from buckstop.mail.storable import one_line, storable

_ID = re.compile(r"(?=.{5,900}\Z)<[!-;=?-~]+@[!-;=?-~]+>\Z")
"""What stands whole on one line of 998 characters, as an id must: none is ever folded."""
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}\Z")
_WRITTEN_HERE = (
    "from to cc bcc sender reply-to subject date message-id in-reply-to references mime-version "
    "return-path auto-submitted"
)
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*\Z")
_CONTENT_TYPE = re.compile(r"(?!multipart/|message/)[a-z]+/[a-z0-9.+-]{1,100}\Z")
_TEXT_HEAD = (
    b'Content-Type: text/%s; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
)
_WORD_BYTES = 42  # of UTF-8 in one encoded word, which may have 75 characters (RFC 2047, 2)
_SUBJECT_CHARACTERS = 500
_REFERENCES = 20


class NotSendable(ValueError):
    """The letter can't be written as a mail; the sentence says what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One outgoing mail. `date` is aware; Message-IDs have their angle brackets.

    `automatic` marks what no person wrote (Auto-Submitted: auto-replied for an answer to a mail,
    auto-generated otherwise). `headers` are further fields such as X-Buckstop-Ledger.
    Message-IDs of others that can't stand in a header are left out.
    """

    sender: Mailbox
    to: tuple[Mailbox, ...]
    subject: str
    text: str
    message_id: str
    date: datetime
    html: str = ""
    cc: tuple[Mailbox, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    automatic: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()


def compose(letter: Letter) -> bytes:
    """The mail's bytes, CRLF line ends, no line over 998 bytes; the same for the same letter.

    Raises `NotSendable` for an address or a Message-ID of ours that is none, or a header that is
    ours.
    """
    if not letter.to:
        raise NotSendable("The mail has nobody to go to.")
    if letter.date.tzinfo is None:
        raise NotSendable("The date of a mail needs a time zone.")
    lines = [
        _line("From", _mailbox(letter.sender)),
        _line("To", _mailboxes(letter.to)),
        _line("Cc", _mailboxes(letter.cc)),
        _line("Reply-To", _mailboxes(letter.reply_to)),
        _line("Subject", _words(one_line(letter.subject, _SUBJECT_CHARACTERS))),
        _line("Date", format_datetime(letter.date)),
        _line("Message-ID", _checked_id(letter.message_id)),
        _line("In-Reply-To", letter.in_reply_to if _ID.match(letter.in_reply_to) else ""),
        _line("References", "\r\n ".join(_near(letter.references))),
        _line("Auto-Submitted", _automatic(letter)),
        *(
            _line(_checked_name(name), _words(one_line(value, 2_000)))
            for name, value in letter.headers
        ),
    ]
    return "".join(lines).encode("utf-8") + _body(letter)


def _line(name: str, value: str) -> str:
    if not value and name != "Subject":
        return ""
    return f"{name}: {value}\r\n"


def _automatic(letter: Letter) -> str:
    if not letter.automatic:
        return ""
    return "auto-replied" if letter.in_reply_to else "auto-generated"


def _checked_name(name: str) -> str:
    if not _FIELD_NAME.match(name) or name.lower().startswith("content-"):
        raise NotSendable(f"{name!a} is not the name of a further header.")
    if name.lower() in _WRITTEN_HERE.split():
        raise NotSendable(f"The header {name} is written from the letter itself.")
    return name


def _checked_id(message_id: str) -> str:
    if not _ID.match(message_id):
        raise NotSendable(f"{message_id!a} is not a Message-ID: it must read <left@right>.")
    return message_id


def _near(references: Iterable[str]) -> list[str]:
    """The last references; those of others that can't stand in a header are left out."""
    return [one for one in references if _ID.match(one)][-_REFERENCES:]


def _mailboxes(mailboxes: Iterable[Mailbox]) -> str:
    return ",\r\n ".join(_mailbox(one) for one in mailboxes)


def _mailbox(mailbox: Mailbox) -> str:
    name, address = mailbox
    clean = normal(address)
    if not clean:
        raise NotSendable(f"{address!a} is not an address that a mail can go to.")
    name = one_line(name, 200)
    if not name:
        return f"<{clean}>"
    if name.isascii():
        shown = name if _ATOMS.match(name) else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    else:
        shown = _words(name)
    return f"{shown}\r\n <{clean}>"


def _words(text: str) -> str:
    """`text` for an unstructured header: as it is where it can be, else in encoded words."""
    if text.isascii() and "=?" not in text:
        return _folded(text)
    words, held = [], b""
    for character in text:
        encoded = character.encode("utf-8")
        if len(held) + len(encoded) > _WORD_BYTES:
            words.append(held)
            held = b""
        held += encoded
    words.append(held)
    return "\r\n ".join(f"=?utf-8?b?{b64encode(word).decode()}?=" for word in words)


def _folded(text: str) -> str:
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + len(word) > 70:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    if max(map(len, lines)) > 900:  # one endless word: cut it where it may be cut, encoded
        return "\r\n ".join(
            f"=?utf-8?b?{b64encode(text[at : at + _WORD_BYTES].encode()).decode()}?="
            for at in range(0, len(text), _WORD_BYTES)
        )
    return "\r\n ".join(lines)


def _body(letter: Letter) -> bytes:
    """The MIME part of the mail, with the headers that belong to it."""
    digest = hashlib.sha256(repr(letter).encode("utf-8", "replace")).hexdigest()[:32]
    text = storable(letter.text)
    part = _text_part("plain", text if text.endswith("\n") else text + "\n")
    if letter.html:
        html = _text_part("html", storable(letter.html))
        part = _multipart("alternative", f"=_{digest}-1", [part, html])
    if letter.attachments:
        files = [_file_part(attachment) for attachment in letter.attachments]
        part = _multipart("mixed", f"=_{digest}-0", [part, *files])
    return b"MIME-Version: 1.0\r\n" + part


def _multipart(kind: str, boundary: str, parts: Iterable[bytes]) -> bytes:
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    mark = f"--{boundary}".encode()
    inner = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts)
    return head + inner + mark + b"--\r\n"


def _text_part(kind: str, text: str) -> bytes:
    """Quoted-printable: nothing on the way changes it, and no line of it is too long."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    return _TEXT_HEAD % kind.encode() + b2a_qp(lines.encode())


def _file_part(attachment: Attachment) -> bytes:
    content_type = attachment.content_type.strip().lower()
    if not _CONTENT_TYPE.match(content_type):
        content_type = "application/octet-stream"
    main, _, sub = content_type.partition("/")
    name = one_line(attachment.name, 200).replace("/", "_").replace("\\", "_") or "attachment"
    part = MIMEPart(policy=SMTP)
    part.set_content(attachment.content, maintype=main, subtype=sub,
                     disposition="attachment", filename=name)  # fmt: skip
    return part.as_bytes()
