"""Reports that a mail of ours could not be delivered (RFC 3464, and those who ignore it).

A mail is a report by what only machines make: a report part, X-Failed-Recipients, or a null
return path together with words of failure and an address or a Message-ID that failed. A sender
called postmaster or a subject such as "Undelivered crates" makes none, and neither does a
report that a person passes on.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from buckstop.kit.addresses import normal
from buckstop.mail import limits
from buckstop.mail.addresses import read_addresses
from buckstop.mail.failure_words import says_delayed, says_failed
from buckstop.mail.headers import Headers, read_headers
from buckstop.mail.message_ids import read_ids
from buckstop.mail.parsed import Bounce
from buckstop.mail.storable import one_line
from buckstop.mail.structure import Part
from buckstop.mail.transfer import decode_transfer

_STATUS_BYTES = 256 * 1024
_ORIGINAL_BYTES = 512 * 1024
_TEXT = 64 * 1024
_MOST = 100
_BLANK = re.compile(rb"\r?\n(?:[ \t]*\r?\n)+")
_ID_IN_TEXT = re.compile(
    r"^[>| \t]{0,40}+(?:[\w-]{1,20}-)?Message-ID:\s{0,4}(<[^<>\s]{3,500}>)", re.I | re.M
)
_ADDRESS_IN_TEXT = re.compile(r"[^\s<>()\[\]\"“”„',;:|]{1,128}@[^\s<>()\"“”',;:|]{1,253}")
# Where the copy of our own mail begins: what it says is ours, not the report's.
_COPY = re.compile(
    r"^[>| \t]{0,40}+(?:-{2,80}+.{0,40}(?:copy|original|below|kopie|copie|copia|header|message)"
    r"|(?:received|return-path|from|von|de|da|message-id): )",
    re.I | re.M,
)
_STATUSES = ("/delivery-status", "/disposition-notification", "/feedback-report")
_ORIGINALS = frozenset(
    ["message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers",
     "message/global-headers", "text/rfc822"]
)  # fmt: skip
_MACHINES = frozenset(["mailer-daemon", "postmaster", "microsoftexchange", ""])


@dataclass(frozen=True, slots=True)
class _Told:
    """What a report says of one recipient."""

    recipient: str
    action: str
    reason: str


def read_bounce(
    raw: bytes, root: Part, text: str, *, null_return_path: bool = False
) -> Bounce | None:
    """What a delivery report says, or None where the mail is none.

    `null_return_path` is whether it came with an empty envelope sender, as reports must.
    """
    parts = _own_parts(root)
    statuses = [part for part in parts if part.content_type.endswith("/delivery-status")]
    subject = root.headers.text("subject")
    if statuses and (_is_report(parts) or null_return_path or _by_machine(root)):
        told = [one for part in statuses for one in _told(raw, part)]
        if told:
            return _by_actions(told, _ids(raw, root, parts, text))
    elif not root.headers.has("x-failed-recipients") and not (
        null_return_path and says_failed(subject, text)
    ):
        return None
    failed = [normal(one) for one in root.headers.every("x-failed-recipients").split(",")[:_MOST]]
    recipients = [one for one in failed if one] or _named(root, text)
    ids = _ids(raw, root, parts, text)
    if not recipients and not ids:
        return None
    delayed = says_delayed(subject, "") or (not statuses and says_delayed("", text))
    return _bounce(recipients, ids, permanent=not delayed, reason=one_line(text, 300))


def reported_ids(raw: bytes, root: Part, text: str) -> tuple[str, ...]:
    """The Message-IDs of the mails that a report is about, whatever it says of them: that they
    arrived, were read, were called spam; none where the mail is no report."""
    parts = _own_parts(root)
    if not any(part.content_type == "multipart/report" for part in parts):
        return ()
    return tuple(_ids(raw, root, parts, text))


def read_feedback(raw: bytes, root: Part) -> str:
    """What the reader of a mail said of it to their provider (RFC 5965): abuse, opt-out, not-spam;
    "" where the mail is no such report."""
    parts = _own_parts(root)
    if not any(part.content_type == "multipart/report" for part in parts):
        return ""
    for part in parts:
        if part.content_type == "message/feedback-report":
            content = _content(raw, part, _STATUS_BYTES).lstrip(b"\r\n") + b"\n\n"
            said = read_headers(content, 0, len(content))[0].text("feedback-type", 40)
            return said.strip().lower() or "other"
    return ""


def _bounce(recipients: Iterable[str], ids: list[str], *, permanent: bool, reason: str) -> Bounce:
    unique = tuple(dict.fromkeys(one for one in recipients if one))[:_MOST]
    return Bounce(
        message_id=ids[0] if ids else "",
        recipient=unique[0] if unique else "",
        permanent=permanent,
        reason=reason,
        recipients=unique,
        message_ids=tuple(ids),
    )


def _by_actions(told: list[_Told], ids: list[str]) -> Bounce | None:
    """A failure where there is one for any recipient, else a delay; None where all arrived."""
    for action in ("failed", "delayed"):
        those = [one for one in told if one.action == action]
        if those:
            reason = next((one.reason for one in those if one.reason), "")
            recipients = (one.recipient for one in those)
            return _bounce(recipients, ids, permanent=action == "failed", reason=reason)
    return None


def _own_parts(root: Part) -> list[Part]:
    """The parts of the report itself, without those of a mail that is enclosed in it."""
    found, waiting = [], [root]
    while waiting:
        part = waiting.pop()
        found.append(part)
        if part.content_type not in _ORIGINALS:
            waiting.extend(reversed(part.children))
    return found


def _is_report(parts: list[Part]) -> bool:
    return any(
        part.content_type == "multipart/report"
        and any(child.content_type.endswith("/delivery-status") for child in part.children)
        for part in parts
    )


def _by_machine(root: Part) -> bool:
    auto = root.headers.text("auto-submitted", 40).lower()
    sender = read_addresses(root.headers.raw("from"), most=1)
    local = sender[0][1].rpartition("@")[0] if sender else ""
    return auto.startswith("auto-") or local.rstrip("0123456789abcdef") in _MACHINES


def _told(raw: bytes, part: Part) -> list[_Told]:
    """What a status part says of each recipient."""
    content = _content(raw, part, _STATUS_BYTES)
    blocks = [block.lstrip(b"\r\n") for block in _BLANK.split(content)[: 2 * _MOST]]
    read = [read_headers(block + b"\n\n", 0, len(block) + 2)[0] for block in blocks if block]
    return [
        _Told(
            recipient=_recipient(block),
            action=_action(block),
            reason=one_line(block.text("diagnostic-code").partition(";")[2], 300)
            or block.text("status"),
        )
        for block in read
        if block.has("final-recipient") or block.has("original-recipient") or block.has("action")
    ]


def _recipient(block: Headers) -> str:
    names = ("original-recipient", "final-recipient", "x-actual-recipient")
    found = (normal(block.text(name).rpartition(";")[2]) for name in names)
    return next((one for one in found if one), "")


def _action(block: Headers) -> str:
    """What became of it: as said, else by its status; a failure where nothing is said."""
    words = block.text("action").lower().split()
    if words and words[0] in ("failed", "delayed", "delivered", "relayed", "expanded"):
        return words[0]
    return {"2": "delivered", "4": "delayed"}.get(block.text("status")[:1], "failed")


def _named(root: Part, text: str) -> list[str]:
    """The addresses that a report in plain words names, but not its sender and its reader."""
    text = text[:_TEXT]
    copy = _COPY.search(text)
    # Where it begins with such a line nothing would be left.
    text = text[: copy.start()] if copy and text[: copy.start()].strip() else text
    headers = root.headers
    known = {address for _name, address in read_addresses(headers.every("to"))}
    known |= {address for _name, address in read_addresses(headers.every("from"))}
    found = (normal(one[0].rstrip(".!?*")) for one in _ADDRESS_IN_TEXT.finditer(text))
    named = dict.fromkeys(one for one in found if one and one not in known)
    return [one for one in named if one.rpartition("@")[0] not in _MACHINES][:_MOST]


def _ids(raw: bytes, root: Part, parts: list[Part], text: str) -> list[str]:
    """All Message-IDs that the report mentions, the original's first; not its own."""
    found: list[str] = []
    for part in parts[1:]:
        if part.content_type in _ORIGINALS:
            found += read_ids(_original(raw, part).raw("message-id"))
        elif part.content_type.endswith(_STATUSES):
            content = _content(raw, part, _STATUS_BYTES).decode("latin-1")
            found += [one[1] for one in _ID_IN_TEXT.finditer(content)]
    found += [one[1] for one in _ID_IN_TEXT.finditer(text)]
    for name in ("x-original-message-id", "original-message-id", "in-reply-to", "references"):
        found += reversed(read_ids(root.headers.raw(name)))
    own = read_ids(root.headers.raw("message-id"))
    unique = dict.fromkeys(one for one in found if len(one) <= limits.MESSAGE_ID)
    return [one for one in unique if one not in own][: limits.REFERENCES]


def _original(raw: bytes, part: Part) -> Headers:
    """The headers of the mail that came back."""
    if part.children:
        return part.children[0].headers
    content = _content(raw, part, _ORIGINAL_BYTES)
    return read_headers(content, 0, len(content))[0]


def _content(raw: bytes, part: Part, most: int) -> bytes:
    encoding = part.headers.raw("content-transfer-encoding")
    return decode_transfer(raw[part.start : min(part.end, part.start + most)], encoding)[0]
