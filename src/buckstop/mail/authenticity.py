"""Whether the server in front of us vouches for the From of a mail (RFC 8601).

Anybody can write anybody's From. Only what the house's own server found out counts, and only
where it is named: others' verdicts travel along in the same header.
"""

from buckstop.mail.parsed import Authentication, ParsedMail

_METHODS = ("dmarc", "dkim", "spf")


def is_proved(mail: ParsedMail, trusted: str) -> bool:
    """Whether `trusted`, the name our own mail server signs its verdicts with, vouches for it.

    DMARC that passed for the From's domain, or DKIM or SPF that passed for that very domain where
    DMARC didn't fail.
    """
    domain, verdict = mail.from_address.rpartition("@")[2], _verdict(mail, trusted)
    if not domain or verdict is None or verdict.results.get("dmarc") == "fail":
        return False
    return any(domain in verdict.domains.get(method, ()) for method in _METHODS)


def is_refuted(mail: ParsedMail, trusted: str) -> bool:
    """Whether our own mail server says that it isn't from where it says: DMARC failed."""
    verdict = _verdict(mail, trusted)
    return verdict is not None and verdict.results.get("dmarc") == "fail"


def _verdict(mail: ParsedMail, trusted: str) -> Authentication | None:
    """What our own server found out; of several such headers the nearest to us counts."""
    ours = (one for one in mail.authentication if trusted and one.by == trusted.lower())
    return next(ours, None)
