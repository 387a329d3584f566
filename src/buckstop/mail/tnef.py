"""winmail.dat (TNEF, [MS-OXTNEF]): the wrapper that Outlook puts around words and files.

Own and linear: the library for it (tnefparse 1.4) believes every count that the file states, so
that some thirty bytes keep it busy for minutes, and copies what remains for each object (see
docs/decisions/0022-winmail-dat-by-our-own-reader.md).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from buckstop.mail import limits
from buckstop.mail.charset import decode
from buckstop.mail.html_text import html_to_text
from buckstop.mail.rtf import rtf_text

_SIGNATURE = 0x223E9F78
_OBJECTS = 20_000
_DEPTH = 3
_BODY, _MAPI, _CODEPAGE = 0x800C, 0x9003, 0x9007
_NEXT_FILE, _FILE_TITLE, _FILE_DATA, _FILE_MAPI = 0x9002, 0x8010, 0x800F, 0x9005
# Properties, by their number alone.
_TEXT, _HTML, _RTF, _INTERNET_CODEPAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_LONG_NAME, _NAME, _DISPLAY_NAME = 0x3707, 0x3704, 0x3001
_DATA, _TYPE, _CONTENT_ID = 0x3701, 0x370E, 0x3712
# The bytes of a property's value by its kind, and the kinds that say how many they have.
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x0A: 4, 0x0B: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8,
          0x40: 8, 0x48: 16}  # fmt: skip
_STRING, _UNICODE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_ENCLOSED = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"

type _Properties = dict[int, bytes | str | int]


@dataclass(slots=True)
class PackedFile:
    """A file within winmail.dat; its type may not be said."""

    name: str = ""
    content: bytes = b""
    content_type: str = ""
    content_id: str = ""


@dataclass(slots=True)
class Packed:
    """What winmail.dat holds; `whole` is whether it could be read to its end."""

    text: str = ""
    html: str = ""
    files: list[PackedFile] = field(default_factory=list)
    whole: bool = True


def read_tnef(content: bytes, depth: int = 0) -> Packed | None:
    """What is packed into `content`, or None where it isn't TNEF."""
    if len(content) < 6 or struct.unpack_from("<I", content)[0] != _SIGNATURE:
        return None
    packed, codepage, rich, plain = Packed(), "windows-1252", b"", b""
    file: PackedFile | None = None
    for name, data in _objects(content, packed):
        if name == _CODEPAGE and len(data) >= 4:
            codepage = f"cp{struct.unpack_from('<I', data)[0]}"
        elif name == _BODY:
            plain = data
        elif name == _MAPI:
            rich = _read_message(_properties(data, codepage), packed, codepage) or rich
        elif name == _NEXT_FILE or (file is None and name in (_FILE_TITLE, _FILE_DATA, _FILE_MAPI)):
            file = PackedFile()
            packed.files.append(file)
        if file is not None and name in (_FILE_TITLE, _FILE_DATA, _FILE_MAPI):
            _read_file(name, data, file, codepage, packed, depth)
    packed.text = packed.text or decode(plain.rstrip(b"\0"), codepage)[0]
    if not packed.text and packed.html:
        packed.text = html_to_text(packed.html[: limits.HTML])
    packed.text = packed.text or rtf_text(rich)
    packed.files = [one for one in packed.files if one.name or one.content]
    return packed


def _objects(content: bytes, packed: Packed) -> Iterator[tuple[int, bytes]]:
    """The name and the data of each object, as far as they go."""
    at = 6
    for _ in range(_OBJECTS):
        if at + 9 > len(content):
            return
        name, _kind, size = struct.unpack_from("<HHI", content, at + 1)
        if at + 9 + size > len(content):
            packed.whole = False
        yield name, content[at + 9 : at + 9 + size]
        at += 11 + size
    packed.whole = False


def _read_message(properties: _Properties, packed: Packed, codepage: str) -> bytes:
    """Text and HTML into `packed`; returns the Rich Text, compressed."""
    number = properties.get(_INTERNET_CODEPAGE)
    charset = f"cp{number}" if isinstance(number, int) else ""
    text, html, rich = (properties.get(one) for one in (_TEXT, _HTML, _RTF))
    if isinstance(text, bytes):
        text = decode(text, charset or codepage)[0]
    if isinstance(html, bytes):
        html = decode(html, charset)[0]
    packed.text = text.rstrip("\0") if isinstance(text, str) else packed.text
    packed.html = html.rstrip("\0") if isinstance(html, str) else packed.html
    return rich if isinstance(rich, bytes) else b""


def _read_file(
    name: int, data: bytes, file: PackedFile, codepage: str, packed: Packed, depth: int
) -> None:
    if name == _FILE_TITLE:
        file.name = file.name or decode(data.rstrip(b"\0"), codepage)[0]
        return
    if name == _FILE_DATA:
        file.content = data
        return
    properties = _properties(data, codepage)
    for one in (_DISPLAY_NAME, _NAME, _LONG_NAME):
        file.name = str(properties.get(one) or file.name)
    file.content_type = str(properties.get(_TYPE) or "")
    file.content_id = str(properties.get(_CONTENT_ID) or "")
    inner = properties.get(_DATA)
    if isinstance(inner, bytes):
        file.content = inner
        if inner.startswith(_ENCLOSED) and depth < _DEPTH:
            _unpack_enclosed(inner[len(_ENCLOSED) :], file, packed, depth)


def _unpack_enclosed(content: bytes, file: PackedFile, packed: Packed, depth: int) -> None:
    """A mail within: its words become a text file, its files stand beside it."""
    inner = read_tnef(content, depth + 1)
    if inner is not None:
        file.content, file.content_type = inner.text.encode("utf-8", "replace"), "text/plain"
        file.name = f"{file.name or 'Message'}.txt"
        packed.files += inner.files


def _properties(data: bytes, codepage: str) -> _Properties:
    """Properties by number; it ends where the data does, whatever count they state."""
    found: _Properties = {}
    at = 4
    try:
        while at < len(data):
            kind, number = struct.unpack_from("<HH", data, at)
            at = _behind_name(data, at + 4, number)
            values, at = _values(data, at, kind, codepage)
            if values and number < 0x8000:
                found.setdefault(number, values)
    except (struct.error, ValueError):
        pass  # the rest is damaged, or of a kind that nobody knows
    return found


def _behind_name(data: bytes, at: int, number: int) -> int:
    """Behind the longer name that a property of its maker's own has."""
    if number < 0x8000:
        return at
    kind, size = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (_padded(size) if kind else 0)


def _values(data: bytes, at: int, kind: int, codepage: str) -> tuple[bytes | str | int, int]:
    """The first value of a property, and where the next property begins."""
    several, kind = bool(kind & 0x1000), kind & ~0x1000
    count = 1
    if several or kind in (_STRING, _UNICODE, _OBJECT, _BINARY):
        count = struct.unpack_from("<I", data, at)[0]
        at += 4
    if kind in _FIXED:
        size = _FIXED[kind]
        value = int.from_bytes(data[at : at + size], "little")
        return value, at + max(size * count, 1)
    if kind not in (_STRING, _UNICODE, _OBJECT, _BINARY):
        raise ValueError(kind)
    first: bytes | str = b""
    for number in range(count):
        size = struct.unpack_from("<I", data, at)[0]
        if number == 0:
            first = data[at + 4 : at + 4 + size]
        at += 4 + _padded(size)
    if isinstance(first, bytes) and kind == _UNICODE:
        first = first.decode("utf-16-le", "replace").rstrip("\0")
    elif isinstance(first, bytes) and kind == _STRING:
        first = decode(first.rstrip(b"\0"), codepage)[0]
    return first, at


def _padded(size: int) -> int:
    return size + -size % 4
