"""Authentication-Results headers (RFC 8601): what servers on the way found out of the sender."""

import re

from buckstop.kit.addresses import normal_domain
from buckstop.mail.headers import Headers
from buckstop.mail.parsed import Authentication
from buckstop.mail.storable import one_line

_COMMENT = re.compile(r"\([^()]*+\)")
_RESULT = re.compile(r"\s*([a-z][a-z0-9-]{1,30})(?:/\d+)?\s*=\s*([a-z]{1,20})\b", re.I)
_PROPERTY = re.compile(
    r"\b(?:header\.(?:from|d|i)|smtp\.(?:mailfrom|mfrom|helo)|policy\.d)\s*=\s*\"?([^\s;\"]{1,320})",
    re.I,
)
_MOST = 20


def read_authentication(headers: Headers) -> tuple[Authentication, ...]:
    """What each such header says, from the first (the nearest to us) on; at most twenty."""
    values = headers.each("authentication-results")[:_MOST]
    return tuple(_read(value) for value in values)


def _read(value: str) -> Authentication:
    server, _, rest = _COMMENT.sub(" ", value).partition(";")
    results: dict[str, str] = {}
    domains: dict[str, tuple[str, ...]] = {}
    for said in rest.split(";")[:100]:
        found = _RESULT.match(said)
        if found is None:
            continue
        method, result = found[1].lower(), found[2].lower()
        if results.get(method) != "pass":
            results[method] = result
        if result == "pass":
            domains[method] = tuple(dict.fromkeys((*domains.get(method, ()), *_domains(said))))
    return Authentication(
        one_line(server.split()[0] if server.split() else "", 253).lower(), results, domains
    )


def _domains(said: str) -> list[str]:
    """The domains that a result is about, in one form; of an address what stands behind the @."""
    found = (normal_domain(one[1].rpartition("@")[2]) for one in _PROPERTY.finditer(said))
    return [domain for domain in found if domain]
