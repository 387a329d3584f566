"""Pure decisions about conversations."""

import hashlib
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused

CAP_PER_HOUR = 5  # letters of the desk to one address, of all kinds: more would feed a loop
CAP_PER_DOMAIN = 200  # to one customer's mail domain: a whole house that is hit still hears
LONGEST = 200_000  # characters of one message
PLACEHOLDER = re.compile(r"\{\{(customer|contact|reference|owner|promise)\}\}")
"""What a snippet leaves to be filled in where it is used."""

_TOKEN = re.compile(r"\+([a-z2-9]{12})@")
_OURS = re.compile(r"<[0-9a-f]{32}\.([a-z2-9]{12})@")


def fingerprint(raw: bytes, key: str) -> str:
    """A keyed digest of a whole mail: tells doubles apart and nothing about its content."""
    return hashlib.blake2b(raw, key=key.encode()[:64], digest_size=32).hexdigest()


def tokens(recipient: str, references: Iterable[str]) -> list[str]:
    """The reply tokens of cases: of the address it was sent to first, then of what it answers."""
    found = [match.group(1) for match in _TOKEN.finditer(recipient.lower())]
    for reference in references:
        found += [match.group(1) for match in _OURS.finditer(reference.lower())]
    return list(dict.fromkeys(found))


def check_text(text: str) -> str:
    """What can be said: something, and not a book."""
    said = text.replace("\x00", "").strip()
    if not said:
        raise Refused("no-words", _("Write what you want to say."), "text")
    if len(said) > LONGEST:
        raise Refused(
            "too-long",
            _("That is over %(longest)s characters; attach it as a file.")
            % {"longest": f"{LONGEST:,}"},
            "text",
        )
    return said


def check_letter(text: str) -> str:
    """What can be said to a customer: what can be said at all, with nothing left to fill in."""
    said = check_text(text)
    if gap := PLACEHOLDER.search(said):
        raise Refused("unfilled", _("Fill in %(gap)s first.") % {"gap": gap[0]}, "text")
    return said


def reply_subject(subject: str) -> str:
    """The customer's own subject, kept, as an answer to it."""
    bare = subject.strip() or "Your message"
    return bare if bare.lower().startswith(("re:", "aw:", "sv:", "antw:")) else f"Re: {bare}"
