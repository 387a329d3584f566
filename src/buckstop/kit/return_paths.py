"""Return paths that say what was sent: a report that comes to one needs no other proof.

`help+b<26 letters>+<token>@…`: a letter for the kind, a key in base 32, and behind it whatever mark
the address has otherwise. Only who was sent the mail, and the servers on the way, ever see it.
"""

import re
from base64 import b32decode, b32encode
from uuid import UUID

LONGEST_LOCAL = 64
"""Characters left of the @ that every server takes (RFC 5321, 4.5.3.1.1)."""

_MARK = re.compile(r"\+([a-z])([a-z2-7]{26})(?:\+[a-z0-9]+)?@")


def return_path(address: str, kind: str, key: UUID, mark: str = "") -> str:
    """`address` with `key` in it, and `mark`; without the key where that would be too long."""
    local, _, domain = address.rpartition("@")
    behind = f"+{mark}" if mark else ""
    coded = b32encode(key.bytes).decode().rstrip("=").lower()
    for found in (f"{local}+{kind}{coded}{behind}", f"{local}{behind}"):
        if len(found) <= LONGEST_LOCAL:
            return f"{found}@{domain}"
    return address


def read_return_path(address: str, kind: str) -> UUID | None:
    """The key in a return path of that kind, or None where it has none."""
    found = _MARK.search(address.lower())
    if found is None or found[1] != kind:
        return None
    raw = b32decode(found[2].upper() + "======")
    return UUID(bytes=raw) if b32encode(raw).decode().rstrip("=").lower() == found[2] else None
