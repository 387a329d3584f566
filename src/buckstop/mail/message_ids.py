"""Message-IDs, angle brackets included: `<left@right>`."""

import re

from buckstop.mail import limits

_ID = re.compile(r"<[^<>]{1,900}>")
_SPACE = re.compile(r"\s+")


def read_ids(value: str) -> list[str]:
    """The Message-IDs in a header's value, in order, each once; the last ones where too many."""
    value = value[-limits.ADDRESS_LIST :]  # the nearest stand last
    found = {_clean(match[0]): None for match in _ID.finditer(value)}
    if not found and "@" in value:
        found = {f"<{_clean(word).strip('<>')}>": None for word in value.split() if "@" in word}
    return [one for one in found if 2 < len(one) <= limits.MESSAGE_ID][-limits.REFERENCES :]


def first_id(value: str) -> str:
    """The first Message-ID in a header's value, or ""."""
    ids = read_ids(value)
    return ids[0] if ids else ""


def domain_of(message_id: str) -> str:
    """What stands right of the last @, lower-cased."""
    return message_id.rpartition("@")[2].strip("<> ").lower()


def _clean(message_id: str) -> str:
    # A folded or mistyped id holds spaces; other mailers drop them when they answer.
    return _SPACE.sub("", message_id)
