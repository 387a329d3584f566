"""Reports that a mail of ours could not be delivered (RFC 3464, and those who ignore it)."""

import re

from buckstop.conversations.mail.headers import Headers, read_headers
from buckstop.conversations.mail.message_ids import first_id
from buckstop.conversations.mail.parsed import Bounce
from buckstop.conversations.mail.storable import one_line
from buckstop.conversations.mail.structure import Part
from buckstop.conversations.mail.transfer import decode_transfer
from buckstop.kit.addresses import normal

_STATUS_BYTES = 64 * 1024
_BLANK = re.compile(rb"\r?\n\r?\n")
_ID_IN_TEXT = re.compile(r"^[>\s]*Message-ID:\s*(<[^<>\s]{3,500}>)", re.I | re.M)
_RECIPIENT_IN_TEXT = re.compile(r"<([^<>\s@]{1,64}@[^<>\s@]{1,190})>")
_FAILED = re.compile(
    r"undeliver|delivery (?:status|failure|has failed)|returned to sender|mail delivery failed|"
    r"failure notice|unzustellbar|non remis|no se ha podido entregar",
    re.I,
)


def read_bounce(raw: bytes, root: Part, text: str, sender: str) -> Bounce | None:
    """What a delivery report says, or None where the mail is none."""
    parts = _flat(root)
    statuses = [part for part in parts if part.content_type.endswith("/delivery-status")]
    if statuses:
        return _from_status(raw, statuses[0], parts)
    failed = root.headers.text("x-failed-recipients")
    local = sender.partition("@")[0]
    if failed or (
        local in ("mailer-daemon", "postmaster") and _FAILED.search(root.headers.text("subject"))
    ):
        recipient = normal(failed.split(",")[0])
        if not recipient and (found := _RECIPIENT_IN_TEXT.search(text)):
            recipient = normal(found[1])
        quoted = _ID_IN_TEXT.search(text)
        return Bounce(
            message_id=_original_id(raw, parts) or (quoted[1] if quoted else ""),
            recipient=recipient,
            permanent=True,
            reason=one_line(text, 300),
        )
    return None


def _from_status(raw: bytes, status: Part, parts: list[Part]) -> Bounce:
    blocks = _status_blocks(raw, status)
    told = next((b for b in blocks if b.has("final-recipient") or b.has("action")), Headers())
    recipient = told.text("original-recipient") or told.text("final-recipient")
    action = told.text("action").lower()
    return Bounce(
        message_id=_original_id(raw, parts),
        recipient=normal(recipient.rpartition(";")[2]),
        permanent=action != "delayed" and not told.text("status").startswith("4."),
        reason=one_line(told.text("diagnostic-code").partition(";")[2], 300) or told.text("status"),
    )


def _status_blocks(raw: bytes, part: Part) -> list[Headers]:
    content = raw[part.start : min(part.end, part.start + _STATUS_BYTES)]
    content, _ = decode_transfer(content, part.headers.raw("content-transfer-encoding"))
    blocks = [block.lstrip(b"\r\n") for block in _BLANK.split(content)[:50]]
    return [read_headers(block + b"\n\n", 0, len(block) + 2)[0] for block in blocks if block]


def _original_id(raw: bytes, parts: list[Part]) -> str:
    for part in parts[1:]:
        if part.content_type == "message/rfc822" and part.children:
            return first_id(part.children[0].headers.raw("message-id"))
        if part.content_type in ("text/rfc822-headers", "message/rfc822", "message/global-headers"):
            encoding = part.headers.raw("content-transfer-encoding")
            content, _ = decode_transfer(raw[part.start : part.end], encoding)
            return first_id(read_headers(content, 0, len(content))[0].raw("message-id"))
    return ""


def _flat(root: Part) -> list[Part]:
    found, waiting = [], [root]
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting.extend(reversed(part.children))
    return found
