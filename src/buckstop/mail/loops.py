"""Mail manners (RFC 3834), as two questions that have nothing to do with each other.

*Written by a machine* is about the words: nobody sat there when they were said. *Hold back the
letter* is about our answer: a machine of ours doesn't write, but a person's words are heard.
What somebody's address or subject looks like says nothing about who wrote.
"""

import re
from collections.abc import Collection

from buckstop.mail.parsed import ParsedMail

_NO_REPLY = re.compile(r"(?:.*[.+_-])?(?:no|do-?not|dont)[-_.]?reply(?:[.+_-].*)?|mailer-daemon\Z")
_SUPPRESSED = {"all", "autoreply", "oof"}


def written_by_machine(mail: ParsedMail, envelope_from: str | None) -> str:
    """Why nobody sat there when this was written, as a sentence; "" where somebody may have.

    `envelope_from` is the return path given in the SMTP conversation: "" is the null sender,
    None means unknown (mail fetched from a mailbox).
    """
    auto = mail.auto
    path = envelope_from if envelope_from is not None else auto.return_path
    if path is not None and path.strip() in ("", "<>"):
        return "It has a null return path, as reports and automatic mails have."
    if mail.bounce is not None:
        return "It reports that a mail could not be delivered."
    if auto.auto_submitted and not _says_no(auto.auto_submitted):
        return f"It says that it was sent automatically (Auto-Submitted: {auto.auto_submitted})."
    if (auto.auto_reply and not _says_no(auto.auto_reply)) or auto.precedence == "auto_reply":
        return "It is an automatic answer (X-Autoreply)."
    if auto.report_type:
        return f"It is a report by a machine ({auto.report_type})."
    if auto.calendar_method in ("reply", "counter", "declinecounter"):
        return "It is a calendar's answer to an invitation."
    return ""


def _says_no(value: str) -> bool:
    """Whether a header denies what it is there for; comments and parameters say nothing."""
    word = re.split(r"[\s;,(]", value.strip(), maxsplit=1)[0]
    return word in ("no", "none", "false", "0", "n")


def hold_back_letter(
    mail: ParsedMail,
    envelope_from: str | None,
    author: str,
    own_addresses: Collection[str] = (),
) -> str:
    """Why no machine of ours writes to `author`, who wrote this; "" where one may.

    `author` and `own_addresses` are addresses in their one form.
    """
    if not author:
        return "It has no sender's address to answer to."
    if author in own_addresses:
        return "It says that it comes from one of our own addresses."
    return (
        written_by_machine(mail, envelope_from)
        or _went_to_many(mail, own_addresses)
        or _asks_for_none(mail, author)
    )


def is_own_list(list_id: str, own_addresses: Collection[str]) -> bool:
    """Whether a List-Id is that of a group address through which mail comes to us."""
    inside = list_id.rpartition("<")[2].rstrip("> ")
    domains = {address.rpartition("@")[2] for address in own_addresses}
    return any(inside == domain or inside.endswith(f".{domain}") for domain in domains)


def _went_to_many(mail: ParsedMail, own_addresses: Collection[str]) -> str:
    auto = mail.auto
    if auto.list_id and is_own_list(auto.list_id, own_addresses):
        return ""
    if auto.list_id:
        return f"It came by a mailing list ({auto.list_id})."
    if auto.list_post or auto.list_unsubscribe:
        return "It went to many: it says how to leave a list (List-Post, List-Unsubscribe)."
    if auto.precedence in ("bulk", "junk", "list"):
        return f"It says that it went to many (Precedence: {auto.precedence})."
    if auto.spam:
        return "A filter on its way called it spam."
    return ""


def _asks_for_none(mail: ParsedMail, author: str) -> str:
    if {word.strip() for word in mail.auto.suppress.split(",")} & _SUPPRESSED:
        return "It asks not to be answered automatically (X-Auto-Response-Suppress)."
    if _NO_REPLY.fullmatch(author.rpartition("@")[0]):
        return f"Nobody reads what is sent to {author}."
    return ""
