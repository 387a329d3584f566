"""What of a mail's parts is its text, its HTML and its attachments."""

from dataclasses import dataclass, field

from buckstop.conversations.mail import limits
from buckstop.conversations.mail.charset import decode
from buckstop.conversations.mail.headers import first_value, read_parameters
from buckstop.conversations.mail.html_text import html_to_text
from buckstop.conversations.mail.parsed import Attachment
from buckstop.conversations.mail.storable import one_line, storable
from buckstop.conversations.mail.structure import Part
from buckstop.conversations.mail.transfer import decode_transfer
from buckstop.conversations.mail.words import decode_words


@dataclass(slots=True)
class Bodies:
    """What is gathered while walking through the parts, in their order."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The readable text: the plain one where there is any, else that of the HTML."""
        text = "\n".join(piece.strip("\n") for piece in self.plain if piece.strip())
        if not text and self.html:
            text = html_to_text("\n".join(self.html))
        if len(text) > limits.TEXT:
            self.problems.append(
                f"The text is longer than {limits.TEXT:,} characters; "
                "the rest is in the raw mail only."
            )
            text = text[: limits.TEXT]
        return text


def read_bodies(raw: bytes, root: Part) -> Bodies:
    """Sort the leaves under `root` into text, HTML and attachments."""
    bodies = Bodies()
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if part.children and part.content_type != "message/rfc822":
            _keep_first_plain(part, bodies)
            waiting.extend(reversed(part.children))
        elif not part.content_type.startswith("multipart/"):
            _sort_leaf(raw, part, bodies)
    return bodies


def _keep_first_plain(part: Part, bodies: Bodies) -> None:
    """Of an alternative's several plain texts only the first counts; the others say the same."""
    if part.content_type == "multipart/alternative":
        plain = [child for child in part.children if child.content_type == "text/plain"]
        for child in plain[1:]:
            part.children.remove(child)


def _sort_leaf(raw: bytes, part: Part, bodies: Bodies) -> None:
    disposition, parameters = read_parameters(
        first_value(part.headers, "content-disposition") or b""
    )
    name = _file_name(parameters.get("filename") or part.parameters.get("name") or b"")
    is_text = part.content_type in ("text/plain", "text/html") and disposition != "attachment"
    nothing_yet = not (bodies.plain or bodies.html or bodies.attachments)
    if is_text and (not name or nothing_yet):  # some mailers name even the body
        _add_text(raw, part, bodies)
        return
    if part.content_type in ("message/delivery-status", "text/x-amp-html"):
        return  # the first is read by bounces.py, the second says what the HTML says
    if len(bodies.attachments) >= limits.ATTACHMENTS:
        bodies.problems.append(
            f"More than {limits.ATTACHMENTS} attachments; the rest are in the raw mail only."
        )
        return
    content = _content(raw, part, bodies)
    content_id = one_line(part.headers.raw("content-id"), limits.NAME).strip("<> ")
    bodies.attachments.append(
        Attachment(
            name=name or _name_by_type(part.content_type, len(bodies.attachments) + 1),
            content_type=one_line(part.content_type, 100),
            content=content,
            content_id=content_id,
            inline=disposition == "inline" or (bool(content_id) and disposition != "attachment"),
        )
    )
    if part.content_type in ("application/ms-tnef", "application/vnd.ms-tnef"):
        bodies.problems.append(
            "The sender's Outlook packed its attachments into winmail.dat; "
            "they can be had by asking for the mail in another format."
        )


def _add_text(raw: bytes, part: Part, bodies: Bodies) -> None:
    content = _content(raw, part, bodies)
    most = limits.HTML if part.content_type == "text/html" else limits.TEXT
    content = content[: most * 4]
    declared = part.parameters.get("charset", b"").decode("latin-1")
    text, problem = decode(content, declared)
    if problem:
        bodies.problems.append(problem)
    if part.content_type == "text/html":
        bodies.html.append(storable(text[:most]))
    else:
        bodies.plain.append(storable(text))


def _content(raw: bytes, part: Part, bodies: Bodies) -> bytes:
    encoding = first_value(part.headers, "content-transfer-encoding")
    content, problem = decode_transfer(raw[part.start : part.end], encoding.decode("latin-1"))
    if problem:
        bodies.problems.append(f"A part has {problem}.")
    return content


def _file_name(value: bytes) -> str:
    name = decode_words(decode(value[: limits.HEADER_BYTES])[0])
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    return one_line(name, limits.NAME).lstrip(".")


def _name_by_type(content_type: str, number: int) -> str:
    ending = {
        "message/rfc822": "eml",
        "text/calendar": "ics",
        "text/plain": "txt",
        "text/html": "html",
        "text/rfc822-headers": "txt",
        "image/jpeg": "jpg",
        "image/png": "png",
        "image/gif": "gif",
        "application/pdf": "pdf",
    }.get(content_type, "bin")
    return f"attachment-{number}.{ending}"
