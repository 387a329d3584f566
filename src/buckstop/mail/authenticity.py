"""Whether the server in front of us vouches for the From of a mail (RFC 8601).

Anybody can write anybody's From. Only what the house's own server found out counts, and only
where it is named: others' verdicts travel along in the same header.
"""

from buckstop.mail.parsed import ParsedMail

_METHODS = ("dmarc", "dkim", "spf")


def is_proved(mail: ParsedMail, trusted: str) -> bool:
    """Whether `trusted`, the name our own mail server signs its verdicts with, vouches for it.

    DMARC that passed for the From's domain, or DKIM or SPF that passed for that very domain where
    DMARC didn't fail. Of several such headers the nearest to us counts.
    """
    domain = mail.from_address.rpartition("@")[2]
    ours = [one for one in mail.authentication if trusted and one.by == trusted.lower()]
    if not domain or not ours or ours[0].results.get("dmarc") == "fail":
        return False
    return any(domain in ours[0].domains.get(method, ()) for method in _METHODS)
