"""`parse`: any bytes in, a `ParsedMail` out; it never raises."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from buckstop.conversations.mail import limits
from buckstop.conversations.mail.addresses import read_addresses
from buckstop.conversations.mail.bodies import read_bodies
from buckstop.conversations.mail.bounces import read_bounce
from buckstop.conversations.mail.charset import decode
from buckstop.conversations.mail.forwards import read_forwarded
from buckstop.conversations.mail.headers import Headers
from buckstop.conversations.mail.message_ids import first_id, read_ids
from buckstop.conversations.mail.parsed import Automatic, Mailbox, ParsedMail
from buckstop.conversations.mail.storable import storable
from buckstop.conversations.mail.structure import Part, read_structure

MARK = "X-Buckstop-Ledger"
"""The header that every mail of ours bears: the head of the chain that it belongs to."""


def parse(raw: bytes) -> ParsedMail:
    """Read a mail as far as it can be read; what couldn't be is said in `problems`."""
    problems: list[str] = []
    if len(raw) > limits.BYTES:
        problems.append(
            f"The mail is larger than {limits.BYTES // 1024**2} MiB; only its beginning was read."
        )
        raw = raw[: limits.BYTES]
    try:
        return _read(raw, problems)
    except Exception as error:  # noqa: BLE001 - a stranger's bytes must never cost a mail
        problems.append(
            f"The mail could not be taken apart ({type(error).__name__}); it is shown as it came."
        )
        return _as_text(raw, problems)


def _read(raw: bytes, problems: list[str]) -> ParsedMail:
    root, found = read_structure(raw)
    problems += found
    bodies = read_bodies(raw, root)
    headers = root.headers
    text = bodies.text() or _text_within(raw, root)
    from_name, from_address = _sender(headers, problems)
    problems += bodies.problems
    return ParsedMail(
        from_name=from_name,
        from_address=from_address,
        reply_to=tuple(read_addresses(headers.every("reply-to"))),
        to=tuple(read_addresses(headers.every("to"))),
        cc=tuple(read_addresses(headers.every("cc"))),
        subject=headers.text("subject"),
        message_id=first_id(headers.raw("message-id")),
        in_reply_to=first_id(headers.raw("in-reply-to")),
        references=tuple(read_ids(headers.raw("references"))),
        date=_date(headers.raw("date")),
        text=text,
        html="\n".join(bodies.html)[: limits.HTML],
        attachments=tuple(bodies.attachments),
        auto=_automatic(root),
        bounce=read_bounce(raw, root, text, from_address),
        forwarded=read_forwarded(text, headers.text("subject"), _enclosed_sender(root)),
        problems=_some(problems),
    )


def _sender(headers: Headers, problems: list[str]) -> Mailbox:
    for name in ("from", "sender"):
        found = read_addresses(headers.every(name), most=1)
        if found:
            return found[0]
    if headers.has("from"):
        problems.append("The From header holds no address.")
        return headers.text("from", limits.NAME), ""
    problems.append("The mail has no From header.")
    return "", ""


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value[:200])
        date = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if 1900 < date.year < 9000 else None


def _automatic(root: Part) -> Automatic:
    def said(name: str) -> str:
        return root.headers.text(name, 100).lower()

    calendar = next((p for p in _two_levels(root) if p.content_type == "text/calendar"), None)
    method = calendar.parameters.get("method", b"").decode("latin-1").lower() if calendar else ""
    report = root.parameters.get("report-type", b"").decode("latin-1").lower()
    is_report = root.content_type == "multipart/report"
    return Automatic(
        auto_submitted=said("auto-submitted"),
        precedence=said("precedence"),
        list_id=said("list-id") or said("mailing-list"),
        suppress=said("x-auto-response-suppress"),
        auto_reply=said("x-autoreply") or said("x-autorespond") or said("x-auto-reply-from"),
        return_path=said("return-path") if root.headers.has("return-path") else None,
        feedback=said("x-loop") or said("x-mailer-loop"),
        calendar_method=storable(method)[:40],
        report_type=storable(report)[:60] or ("unknown" if is_report else ""),
        ours=said(MARK.lower()),
    )


def _two_levels(root: Part) -> list[Part]:
    return [root, *root.children, *(inner for part in root.children for inner in part.children)]


def _enclosed(root: Part) -> Part | None:
    if root.content_type != "multipart/report":
        for part in [root, *root.children]:
            if part.content_type == "message/rfc822" and part.children:
                return part.children[0]
    return None


def _enclosed_sender(root: Part) -> Mailbox | None:
    enclosed = _enclosed(root)
    found = read_addresses(enclosed.headers.every("from"), most=1) if enclosed else []
    return found[0] if found else None


def _text_within(raw: bytes, root: Part) -> str:
    """The text of an enclosed mail, where there is no other."""
    enclosed = _enclosed(root)
    if enclosed is not None:
        return read_bodies(raw, enclosed).text()
    return ""


def _as_text(raw: bytes, problems: list[str]) -> ParsedMail:
    text = storable(decode(raw[: limits.TEXT])[0])
    return ParsedMail(text=text, problems=_some(problems))


def _some(problems: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(storable(one) for one in problems))[: limits.PROBLEMS]
