"""`parse`: any bytes in, a `ParsedMail` out; it never raises."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from buckstop.kit.addresses import normal
from buckstop.mail import limits
from buckstop.mail.addresses import read_addresses
from buckstop.mail.authentication import read_authentication
from buckstop.mail.automatic import MARK, automatic
from buckstop.mail.bodies import read_bodies
from buckstop.mail.bounces import read_bounce, read_feedback, reported_ids
from buckstop.mail.charset import decode
from buckstop.mail.forwards import read_forwarded
from buckstop.mail.headers import Headers
from buckstop.mail.message_ids import first_id, read_ids
from buckstop.mail.parsed import Forwarded, Mailbox, ParsedMail
from buckstop.mail.storable import storable
from buckstop.mail.structure import Part, read_structure

__all__ = ["MARK", "parse"]


def parse(raw: bytes, *, envelope_from: str | None = None) -> ParsedMail:
    """Read a mail as far as it can be read; what couldn't be is said in `problems`.

    `envelope_from` is the return path of the SMTP conversation, "" for the null sender; None
    where it isn't known, and then the header Return-Path counts.
    """
    problems: list[str] = []
    if len(raw) > limits.BYTES:
        problems.append(
            f"The mail is larger than {limits.BYTES // 1024**2} MiB; only its beginning was read."
        )
        raw = raw[: limits.BYTES]
    try:
        return _read(raw, problems, envelope_from)
    except Exception as error:  # noqa: BLE001 - a stranger's bytes must never cost a mail
        problems.append(
            f"The mail could not be taken apart ({type(error).__name__}); it is shown as it came."
        )
        return _as_text(raw, problems)


def _read(raw: bytes, problems: list[str], envelope_from: str | None) -> ParsedMail:
    root, found = read_structure(raw)
    problems += found
    bodies = read_bodies(raw, root)
    headers = root.headers
    from_name, from_address = _sender(headers, problems)
    auto = automatic(root)
    null_path = (envelope_from if envelope_from is not None else auto.return_path) in ("", "<>")
    own, within = bodies.text(), _text_within(raw, root)
    text = own or within
    subject, rest = _subject(headers, problems)
    problems += bodies.problems
    return ParsedMail(
        from_name=from_name,
        from_address=from_address,
        reply_to=_addresses(headers, "reply-to", problems),
        to=_addresses(headers, "to", problems),
        cc=_addresses(headers, "cc", problems),
        subject=subject,
        message_id=first_id(headers.raw("message-id")),
        in_reply_to=first_id(headers.raw("in-reply-to")),
        references=tuple(read_ids(headers.raw("references"))),
        delivered_to=_delivered_to(headers),
        authentication=read_authentication(headers),
        date=_date(headers.raw("date")),
        text=f"{rest}\n\n{text}".strip("\n") if rest else text,
        html="\n".join(bodies.html)[: limits.HTML],
        attachments=tuple(bodies.attachments),
        auto=auto,
        bounce=read_bounce(raw, root, text, null_return_path=null_path),
        reported=reported_ids(raw, root, text),
        feedback=read_feedback(raw, root),
        forwarded=read_forwarded(text, subject, _enclosed_by(root, own, within)),
        problems=_some(problems),
    )


def _subject(headers: Headers, problems: list[str]) -> tuple[str, str]:
    """The subject, and what of it doesn't fit, which the text begins with then."""
    whole = headers.text("subject", limits.HEADER_BYTES)
    subject = headers.text("subject")
    if len(whole) <= limits.SUBJECT:
        return subject, ""
    problems.append(
        f"The subject is longer than {limits.SUBJECT} characters; the text begins with its rest."
    )
    return subject, "…" + whole[len(subject) - 1 :].strip()


def _addresses(headers: Headers, name: str, problems: list[str]) -> tuple[Mailbox, ...]:
    found = read_addresses(headers.every(name), limits.ADDRESSES + 1)
    if len(found) > limits.ADDRESSES:
        problems.append(
            f"The header {name.capitalize()} has more than {limits.ADDRESSES} addresses; "
            "the others stand in the original only."
        )
    return tuple(found[: limits.ADDRESSES])


def _delivered_to(headers: Headers) -> tuple[str, ...]:
    names = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
    found = (normal(value) for name in names for value in headers.each(name)[:20])
    return tuple(dict.fromkeys(address for address in found if address))


def _sender(headers: Headers, problems: list[str]) -> Mailbox:
    # Who sent it for somebody isn't that somebody: Sender counts only where there is no From.
    found = read_addresses(headers.every("from" if headers.has("from") else "sender"), most=1)
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


def _enclosed(root: Part) -> Part | None:
    if root.content_type != "multipart/report":
        for part in [root, *root.children]:
            if part.content_type == "message/rfc822" and part.children:
                return part.children[0]
    return None


def _enclosed_by(root: Part, own: str, within: str) -> Forwarded | None:
    """Who wrote the mail that came along; its words where they aren't the whole text anyway."""
    enclosed = _enclosed(root)
    found = read_addresses(enclosed.headers.every("from"), most=1) if enclosed else []
    return Forwarded(*found[0], words=within if own else None) if found else None


def _text_within(raw: bytes, root: Part) -> str:
    """The text of an enclosed mail."""
    enclosed = _enclosed(root)
    if enclosed is not None:
        return read_bodies(raw, enclosed).text()
    return ""


def _as_text(raw: bytes, problems: list[str]) -> ParsedMail:
    text = storable(decode(raw[: limits.TEXT])[0])
    return ParsedMail(text=text, problems=_some(problems))


def _some(problems: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(storable(one) for one in problems))[: limits.PROBLEMS]
