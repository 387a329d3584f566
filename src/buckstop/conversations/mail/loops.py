"""Mail manners: whom not to answer by machine (RFC 3834)."""

import re
from collections.abc import Collection

from buckstop.conversations.mail.message_ids import domain_of
from buckstop.conversations.mail.parsed import ParsedMail

_MACHINE = re.compile(
    r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|nobody|bounces?|listserv|majordomo|"
    r"(?:no-?reply|do-?not-?reply)[.+_-].*|bounces?[+=-].*|.*[.+_-](?:no-?reply|bounces?)|"
    r"owner-.*|.*-(?:request|owner)|prvs=.*|srs[01]=.*mailer-daemon)\Z"
)


def why_not_to_answer(
    mail: ParsedMail,
    envelope_from: str | None,
    own_addresses: Collection[str] = (),
    own_domains: Collection[str] = (),
) -> str | None:
    """Why no automatic mail may go to the sender of `mail`, as a sentence; None where one may.

    `envelope_from` is the return path given in the SMTP conversation: "" is the null sender,
    None means unknown (mail fetched from a mailbox). `own_domains` are those of our own
    Message-IDs. Addresses and domains are lower-case.
    """
    return (
        _our_own(mail, own_addresses, own_domains)
        or _no_return_path(mail, envelope_from)
        or _said_automatic(mail)
        or _machine_sender(mail, envelope_from)
    )


def is_our_own(
    mail: ParsedMail, own_addresses: Collection[str] = (), own_domains: Collection[str] = ()
) -> bool:
    """Whether `mail` is one of ours that came back (not an answer to it, not a bounce)."""
    return _our_own(mail, own_addresses, own_domains) is not None


def _our_own(mail: ParsedMail, addresses: Collection[str], domains: Collection[str]) -> str | None:
    if mail.auto.ours:
        return "It is a mail of our own that came back (it bears our header)."
    if mail.message_id and domain_of(mail.message_id) in domains:
        return "It is a mail of our own that came back (its Message-ID is ours)."
    if mail.from_address and mail.from_address in addresses:
        return "It says that it comes from one of our own addresses."
    return None


def _no_return_path(mail: ParsedMail, envelope_from: str | None) -> str | None:
    path = envelope_from if envelope_from is not None else mail.auto.return_path
    if path is not None and path.strip() in ("", "<>"):
        return "It has a null return path, as bounces and automatic mails have."
    if not mail.from_address:
        return "It has no sender's address to answer to."
    if mail.bounce is not None:
        return "It reports that a mail could not be delivered."
    return None


def _said_automatic(mail: ParsedMail) -> str | None:
    auto = mail.auto
    if auto.auto_submitted and auto.auto_submitted.split(";")[0].strip() != "no":
        return f"It says that it was sent automatically (Auto-Submitted: {auto.auto_submitted})."
    if auto.precedence in ("bulk", "junk", "list", "auto_reply"):
        return f"It says that it went to many (Precedence: {auto.precedence})."
    if auto.list_id:
        return f"It came by a mailing list ({auto.list_id})."
    suppressed = {word.strip() for word in auto.suppress.split(",")}
    if suppressed & {"all", "autoreply", "oof", "dr", "rn", "nrn"}:
        return "It asks not to be answered automatically (X-Auto-Response-Suppress)."
    if auto.auto_reply:
        return "It is an automatic answer (X-Autoreply)."
    if auto.report_type:
        return f"It is a report by a machine ({auto.report_type})."
    if auto.calendar_method in ("reply", "counter", "declinecounter"):
        return "It is a calendar's answer to an invitation."
    return None


def _machine_sender(mail: ParsedMail, envelope_from: str | None) -> str | None:
    for address in (mail.from_address, (envelope_from or "").lower()):
        if address and _MACHINE.match(address.rpartition("@")[0]):
            return f"Nobody reads what is sent to {address}."
    return None
