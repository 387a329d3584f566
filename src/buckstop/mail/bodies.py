"""What of a mail's parts is its text, its HTML and its attachments."""

import html
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from buckstop.mail import limits
from buckstop.mail.calendars import read_calendar
from buckstop.mail.charset import decode
from buckstop.mail.file_names import (
    ending_of,
    file_name,
    read_file_name,
    told_apart,
    with_ending,
)
from buckstop.mail.headers import first_value, read_headers, read_parameters
from buckstop.mail.html_text import html_to_text
from buckstop.mail.other_texts import is_other_text, is_stub, other_text, seal_of
from buckstop.mail.parsed import Attachment
from buckstop.mail.storable import one_line, storable
from buckstop.mail.structure import Part
from buckstop.mail.tnef import read_tnef
from buckstop.mail.transfer import decode_transfer

_SHOWN = re.compile(r"\bcid:([^\s\"'<>)]{1,400})", re.I)
_META = re.compile(rb"<meta\b[^<>]{0,200}?\bcharset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.I)
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_CALENDAR = ("text/calendar", "application/ics", "text/x-vcalendar")
_MAILS = ("message/rfc822", "message/global")
_SEALED = (
    "The sender's Outlook packed this mail into winmail.dat, which could not be opened: "
    "words and files may be inside. Ask for it again as plain text or HTML."
)


@dataclass(slots=True)
class Bodies:
    """What is gathered while walking through the parts, in their order."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    sealed: str = ""
    packed: int = 0
    left_out: int = 0
    escapes: int = 0
    names: set[str] = field(default_factory=set)

    def followed(self, content: bytes) -> bytes:
        """`content`, without the escapes beyond what anybody's words need."""
        room = max(limits.ESCAPES - self.escapes, 0)
        self.escapes += content.count(b"\x1b")
        if self.escapes <= limits.ESCAPES:
            return content
        self.problems.append("The text switches its character set too often to be followed.")
        *first, rest = content.split(b"\x1b", room + 1)
        return b"\x1b".join(first) + rest.replace(b"\x1b", b"")

    def text(self) -> str:
        """The readable text: the plain one where there is any, else that of the HTML."""
        text = "\n".join(piece.strip("\n") for piece in self.plain if piece.strip())
        if self.html and (not text or "html" in text[:300].lower()):
            laid_out = html_to_text("\n".join(self.html))
            text = laid_out if not text or is_stub(text, laid_out) else text
        text = text or "\n".join(self.others)[: limits.TEXT].strip("\n")
        entries = [entry for entry in dict.fromkeys(self.calendars) if entry not in text]
        text = "\n\n".join(filter(None, [text, *entries]))
        if self.sealed and not text.strip():
            text = f"({self.sealed})"
        if len(text) > limits.TEXT:
            self.problems.append(
                f"The text is longer than {limits.TEXT:,} characters; "
                "the rest is in the original only."
            )
            text = text[: limits.TEXT]
        return text


def read_bodies(raw: bytes, root: Part) -> Bodies:
    """Sort the leaves under `root` into text, HTML and attachments."""
    bodies = Bodies()
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if part.children and part.content_type not in _MAILS:
            _keep_first_plain(part, bodies)
            waiting.extend(reversed(part.children))
        elif not part.content_type.startswith("multipart/"):
            _sort_leaf(raw, part, bodies)
    if bodies.left_out:
        bodies.problems.append(
            f"The mail has {limits.ATTACHMENTS + bodies.left_out} attachments; those after the "
            f"first {limits.ATTACHMENTS} are in the original only."
        )
    bodies.attachments = _with_places(bodies)
    return bodies


def _keep_first_plain(part: Part, bodies: Bodies) -> None:
    """Of an alternative's several plain texts only the first counts; the others say the same."""
    if part.content_type == "multipart/alternative":
        plain = [child for child in part.children if child.content_type == "text/plain"]
        for child in plain[1:]:
            part.children.remove(child)


def _sort_leaf(raw: bytes, part: Part, bodies: Bodies) -> None:
    disposition, parameters = read_parameters(first_value(part.headers, "content-disposition"))
    written = parameters.get("filename") or part.parameters.get("name") or b""
    name = read_file_name(written, part.headers.charset)
    is_text = part.content_type in ("text/plain", "text/html") and disposition != "attachment"
    nothing_yet = not (bodies.plain or bodies.html or bodies.attachments)
    if is_text and (not name or (nothing_yet and raw[part.start : part.end].strip())):
        _add_text(raw, part, bodies)  # some mailers name even the body
        return
    if part.content_type in ("message/delivery-status", "text/x-amp-html"):
        return  # the first is read by bounces.py, the second says what the HTML says
    content = _content(raw, part, bodies)
    is_packed = part.content_type in _TNEF or name.lower() == "winmail.dat"
    bodies.packed += is_packed
    if is_packed and bodies.packed <= limits.PACKED and _unpack(content, bodies):
        return
    _read_otherwise(content, part, bodies, is_file=bool(name) or disposition == "attachment")
    title = ""
    if part.content_type in _CALENDAR or name.lower().endswith(".ics"):
        title = _read_calendar(content, part, bodies)
    elif part.content_type in _MAILS:
        title = _subject(content, part)
    _attach(
        bodies,
        name or file_name(title),
        part.content_type,
        content,
        first_value(part.headers, "content-id")[: limits.NAME * 2].decode("ascii", "replace"),
    )


def _read_otherwise(content: bytes, part: Part, bodies: Bodies, *, is_file: bool) -> None:
    """Words of a rarer kind, or why they can't be read; the part stays a file besides."""
    if seal := seal_of(part.content_type):
        bodies.sealed = bodies.sealed or seal
        bodies.problems.append(seal)
    elif not is_file and is_other_text(part.content_type) and len(bodies.others) < limits.PACKED:
        charset = part.parameters.get("charset", b"").decode("latin-1")
        bodies.others.append(
            other_text(bodies.followed(content[: limits.TEXT]), part.content_type, charset)
        )


def _attach(bodies: Bodies, name: str, content_type: str, content: bytes, content_id: str) -> None:
    """A file more, under a name that no other has."""
    if len(bodies.attachments) >= limits.ATTACHMENTS:
        bodies.left_out += 1
        return
    if not name:
        name = f"attachment-{len(bodies.attachments) + 1}{ending_of(content_type)}"
    elif content_type in (*_MAILS, *_CALENDAR):
        name = with_ending(name, "text/calendar" if content_type in _CALENDAR else content_type)
    name = told_apart(name, bodies.names)
    bodies.names.add(name.lower())
    content_type = one_line(content_type, 100) or "application/octet-stream"
    content_id = one_line(content_id, limits.NAME).strip("<> ")
    bodies.attachments.append(Attachment(name, content_type, content, content_id, inline=False))


def _with_places(bodies: Bodies) -> list[Attachment]:
    """The attachments, each with whether the HTML shows it; of one id only the first is shown."""
    shown = {
        unquote(html.unescape(found[1])).lower()
        for markup in bodies.html
        for found in _SHOWN.finditer(markup)
    }
    placed: list[Attachment] = []
    for one in bodies.attachments:
        inline = one.content_id.lower() in shown
        shown.discard(one.content_id.lower())
        placed.append(
            Attachment(one.name, one.content_type, one.content, one.content_id, inline=inline)
        )
    return placed


def _subject(content: bytes, part: Part) -> str:
    """The subject of a mail that came as a file."""
    if part.children:
        return part.children[0].headers.text("subject")
    content = content[: limits.HEAD_BYTES]
    return read_headers(content, 0, len(content))[0].text("subject")


def _read_calendar(content: bytes, part: Part, bodies: Bodies) -> str:
    """Put a calendar's entries into the text; returns the first one's title."""
    charset = part.parameters.get("charset", b"").decode("latin-1")
    method = part.parameters.get("method", b"").decode("latin-1")
    if len(bodies.calendars) >= limits.CALENDARS:
        return ""
    told = decode(bodies.followed(content[: limits.CALENDAR]), charset)[0]
    found = read_calendar(told, method)
    if found is None:
        return ""
    bodies.calendars.append(found.text)
    return found.summary or "invitation"


def _unpack(content: bytes, bodies: Bodies) -> bool:
    """Take words and files out of winmail.dat; whether nothing of it was left unread."""
    packed = read_tnef(content)
    if packed is None or not (packed.text or packed.html or packed.files):
        bodies.sealed = _SEALED
        bodies.problems.append(_SEALED)
        return False
    text, markup = storable(packed.text[: limits.TEXT]), storable(packed.html[: limits.HTML])
    if text.strip() and not any(piece.strip() for piece in (*bodies.plain, *bodies.html)):
        bodies.plain.append(text)
    if markup and not bodies.html:
        bodies.html.append(markup)
    for file in packed.files:
        content_type = one_line(file.content_type, 100).lower() or "application/octet-stream"
        _attach(bodies, file_name(file.name), content_type, file.content, file.content_id)
    if not packed.whole:
        bodies.problems.append("The file winmail.dat is damaged; it was read as far as it goes.")
    return packed.whole


def _add_text(raw: bytes, part: Part, bodies: Bodies) -> None:
    is_html = part.content_type == "text/html"
    most = limits.HTML if is_html else limits.TEXT
    most -= sum(map(len, bodies.html if is_html else bodies.plain))
    if most <= 0:
        bodies.problems.append("Further texts of the mail are in the original only.")
        return
    content = _content(raw, part, bodies)
    declared = part.parameters.get("charset", b"")
    if not declared and is_html and (meta := _META.search(content, 0, 4096)):
        declared = meta[1]
    text, problem = decode(bodies.followed(content[: most * 4]), declared.decode("latin-1"))
    if problem:
        bodies.problems.append(problem)
    if is_html and (len(text) > most or len(content) > most * 4):
        bodies.problems.append(
            f"The HTML is longer than {limits.HTML:,} characters; the rest is in the original only."
        )
    elif len(content) > most * 4 and len(text) <= most:
        bodies.problems.append("The text is very long; the rest is in the original only.")
    if is_html:
        bodies.html.append(storable(text[:most]))
    else:
        bodies.plain.append(storable(text))


def _content(raw: bytes, part: Part, bodies: Bodies) -> bytes:
    encoding = first_value(part.headers, "content-transfer-encoding")
    content, problem = decode_transfer(raw[part.start : part.end], encoding.decode("latin-1"))
    if problem:
        bodies.problems.append(problem)
    return content
