"""The one rule for what an e-mail address is, and the one form of each.

Whoever reads, stores, compares or writes an address asks here, so that what one part of the
house takes no other part refuses: `normal` gives the form that can be compared as it stands and
put into an envelope as it stands. The local part may hold letters beyond ASCII (RFC 6531), the
domain never does: a domain in another script is written as DNS knows it, `xn--…`.
"""

import re
import unicodedata
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address

import idna

LONGEST = 254
"""Characters of an address (RFC 3696, erratum 1690)."""

# Longer than RFC 5321 has it (64): addresses that answers come back to are, and are delivered.
_LONGEST_LOCAL = 128
_LONGEST_DOMAIN = 253
# An atom's characters (RFC 5322); beyond ASCII see `_is_written`.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u00a0-\U0010ffff]"
_DOTTED = re.compile(rf"{_ATOM}+(?:\.{_ATOM}+)*\Z")
# Some telephones' addresses have dots where no dot may stand: right only in quotes.
_ODD_DOTS = re.compile(rf"(?:{_ATOM}|\.)+\Z")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\Z')
_ESCAPED = re.compile(r"\\(.)")
# Underscores are in no name of DNS's rules, and in many of real machines.
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\Z")
_PAIRS = {"<": ">", '"': '"', "'": "'", "‘": "’", "“": "”", "„": "“", "«": "»", "`": "`"}


@lru_cache(maxsize=1024)  # a mail's few addresses stand in many of its headers
def normal(address: str) -> str:
    """`address` in the one form that all of its spellings share, or "" where it isn't one.

    Blanks, brackets and paired quotes around it go, and so do `mailto:` and a final dot.
    """
    if len(address) > 4 * LONGEST:
        return ""
    address = _bare(unicodedata.normalize("NFC", address))
    local, at, domain = address.rpartition("@")
    local, domain = _local(local), normal_domain(domain)
    found = f"{local}@{domain}".lower()
    return found if at and local and domain and len(found) <= LONGEST else ""


def normal_domain(domain: str) -> str:
    """A mail domain as DNS knows it, lower-cased and in ASCII, or "" where it can't be one."""
    domain = domain.strip()
    if domain.startswith("[") and domain.endswith("]"):
        return _literal(domain[1:-1])
    if len(domain) > _LONGEST_DOMAIN + 1:
        return ""
    if not domain.isascii():
        try:
            domain = idna.encode(domain, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError, ValueError):
            return ""
    domain = domain.lower().removesuffix(".")
    labels = domain.split(".")
    return domain if len(domain) <= _LONGEST_DOMAIN and all(map(_LABEL.match, labels)) else ""


def _bare(address: str) -> str:
    """Without what people and programs put around an address; only pairs are taken off."""
    while True:
        address = address.strip()
        if address[:7].lower() == "mailto:":
            address = address[7:]
        elif len(address) > 2 and _PAIRS.get(address[0]) == address[-1]:
            address = address[1:-1]
        else:
            return address


def _local(local: str) -> str:
    """The part left of the @: unquoted wherever it can stand unquoted."""
    quoted = _QUOTED.match(local)
    if quoted:
        local = _ESCAPED.sub(r"\1", quoted[1])
    if not local or len(local.encode("utf-8", "replace")) > _LONGEST_LOCAL:
        return ""
    if not all(map(_is_written, local)):
        return ""
    if _DOTTED.match(local):
        return local
    if not quoted and not _ODD_DOTS.match(local):
        return ""
    escaped = local.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_written(mark: str) -> bool:
    """Whether `mark` is a sign to be seen: a blank (in quotes), or none that hides or turns."""
    return mark == " " or unicodedata.category(mark)[0] not in "CZ"


def _literal(written: str) -> str:
    """A domain that is a machine's number in square brackets (RFC 5321, 4.1.3)."""
    try:
        if written[:5].lower() == "ipv6:":
            return f"[ipv6:{IPv6Address(written[5:])}]"
        return f"[{IPv4Address(written)}]"
    except AddressValueError:
        return ""


def unmarked(address: str) -> str:
    """`help+something@` as `help@`: the address that one with a mark is of."""
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"
