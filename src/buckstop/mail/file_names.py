"""Names of the files that come along: such as any machine can keep, with the ending they had."""

import re
import unicodedata
from collections.abc import Collection
from mimetypes import MimeTypes

from buckstop.mail import limits
from buckstop.mail.charset import decode
from buckstop.mail.storable import one_line
from buckstop.mail.words import decode_words

_FORBIDDEN = re.compile(r'[:?<>|*/\\"]+')
_ENDING = re.compile(r"(?:\.tar)?\.[^\s.]{1,12}\Z", re.I)
_RAW = 600
_JOINERS = "\u200c\u200d"  # scripts and emoji are written with them
# Python's own table, not the machine's: a name must not depend on where it was made.
_TYPES = MimeTypes()
_ENDINGS = {
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "text/calendar": ".ics",
    "text/plain": ".txt",
    "text/rfc822-headers": ".txt",
    "message/delivery-status": ".txt",
    "image/jpeg": ".jpg",
    "image/pjpeg": ".jpg",
    "image/heic": ".heic",
    "audio/mp4": ".m4a",
    "audio/x-m4a": ".m4a",
    "application/ms-tnef": ".dat",
    "application/vnd.ms-tnef": ".dat",
    "application/x-zip-compressed": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/octet-stream": ".bin",
}

_ENCODED = 4_000
"""Bytes of encoded words of one name: more than 200 signs need."""


def read_file_name(value: bytes, charset: str = "") -> str:
    """The name in a header's parameter, "" where there is none; raw 8-bit signs in `charset`."""
    if b"=?" in value and len(value) > _ENCODED:
        value = value[: _ENCODED * 3 // 4] + value[-_ENCODED // 4 :]  # its ending must survive
    try:
        written = value[: limits.HEADER_BYTES].decode("utf-8")
    except UnicodeDecodeError:
        # Guessing a set takes time, and a mail may have hundreds of names.
        value = value if len(value) <= _RAW else value[: _RAW // 2] + value[-_RAW // 2 :]
        written = decode(value, charset)[0]
    written = decode_words(written).replace("\\", "/").rstrip("/ ")
    return file_name(written.rsplit("/", 1)[-1])


def file_name(written: str) -> str:
    """`written` as the name of a file: nothing in it that a system forbids or that deceives."""
    shown = "".join(
        sign if sign in _JOINERS or unicodedata.category(sign) not in ("Cc", "Cf") else " "
        for sign in written[: 8 * limits.NAME] + written[8 * limits.NAME :][-limits.NAME :]
    )
    name = _FORBIDDEN.sub("_", one_line(shown, 9 * limits.NAME)).lstrip(". ").rstrip(". ")
    return _cut(name)


def with_ending(name: str, content_type: str) -> str:
    """`name` with the ending that its type has, where it has none of that type."""
    ending = ending_of(content_type)
    return name if name.lower().endswith(ending) else _cut(name, ending)


def ending_of(content_type: str) -> str:
    """The usual ending of a type's files; `.bin` where nobody knows."""
    return _ENDINGS.get(content_type) or _TYPES.guess_extension(content_type) or ".bin"


def told_apart(name: str, taken: Collection[str]) -> str:
    """`name`, or with a number in it where a file of that name is there; `taken` in small letters.

    The number stands before the ending: "image (2).png".
    """
    ending = _ending(name)
    stem, found = name.removesuffix(ending), name
    for number in range(2, len(taken) + 3):
        if found.lower() not in taken:
            break
        found = _cut(stem, f" ({number}){ending}")  # a long name loses signs, never its number
    return found


def _cut(name: str, ending: str = "") -> str:
    """At most `limits.NAME` signs, of which the ending is the last to go."""
    if len(name) + len(ending) <= limits.NAME:
        return name + ending
    ending = ending or _ending(name)
    return name[: limits.NAME - len(ending) - 1].rstrip(". ") + "…" + ending


def _ending(name: str) -> str:
    found = _ENDING.search(name, max(0, len(name) - 20))
    return found[0] if found and found.start() else ""
