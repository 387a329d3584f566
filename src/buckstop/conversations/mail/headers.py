"""The headers of a mail or of one of its parts."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from buckstop.conversations.mail import limits
from buckstop.conversations.mail.charset import decode
from buckstop.conversations.mail.storable import one_line, storable
from buckstop.conversations.mail.words import decode_words

_BLANK = re.compile(rb"\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL)
_EXTENDED = re.compile(r"(.+?)\*(?:(\d{1,3})\*?)?\Z")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(slots=True)
class Headers:
    """Header fields by lower-cased name, in order; values are bytes as they came."""

    fields: dict[str, list[bytes]] = field(default_factory=dict)
    problem: str = ""

    def raw(self, name: str) -> str:
        """The first such field, unfolded, 8-bit text decoded, encoded words left; "" if none."""
        values = self.fields.get(name)
        return _unfold(values[0]) if values else ""

    def text(self, name: str, most: int = limits.SUBJECT) -> str:
        """The first such field as a person reads it, on one line."""
        return one_line(decode_words(self.raw(name)), most)

    def every(self, name: str) -> str:
        """All such fields, joined by commas (To and Cc may stand more than once)."""
        return ", ".join(_unfold(value) for value in self.fields.get(name, [])[:10])

    def has(self, name: str) -> bool:
        """Whether there is such a field at all."""
        return name in self.fields


def read_headers(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """The headers in `raw[start:end]` and where the body begins; never more than `limits`."""
    headers = Headers()
    if raw.startswith((b"From ", b">From "), start):  # an mbox's separator line
        start = _next_line(raw, start, end)
    if not _FIELD.match(raw, start, end):
        blank_line = _LINE_END.match(raw, start, end)
        return headers, blank_line.end() if blank_line else start
    blank = _BLANK.search(raw, start, end)
    head_end, body = (blank.start() + 1, blank.end()) if blank else (end, end)
    shown_end = min(head_end, start + limits.HEAD_BYTES)
    if shown_end < head_end:
        headers.problem = (
            "The headers are longer than half a megabyte; only their beginning was read."
        )
    stopped = _read_fields(raw, start, shown_end, headers)
    return headers, stopped if stopped is not None else body


def _read_fields(raw: bytes, start: int, end: int, headers: Headers) -> int | None:
    """Fill `headers`; where a line is no header field the body begins there: its position."""
    at, count = start, 0
    while at < end:
        stop = _next_line(raw, at, end)
        match = _FIELD.match(raw, at, stop)
        if match is None:
            return at
        while stop < end and raw[stop] in b" \t":
            stop = _next_line(raw, stop, end)
        count += 1
        if count > limits.HEADERS:
            headers.problem = f"More than {limits.HEADERS} header fields; the rest was not read."
            return None
        name = match[1].decode("ascii").lower()
        value = raw[match.end() : min(stop, match.end() + limits.HEADER_BYTES)]
        if stop - match.end() > limits.HEADER_BYTES:
            shown = name[:40]
            headers.problem = f"The header {shown} is very long; only its beginning was read."
        headers.fields.setdefault(name, []).append(value)
        at = stop
    return None


def _next_line(raw: bytes, at: int, end: int) -> int:
    found = raw.find(b"\n", at, end)
    return end if found < 0 else found + 1


def _unfold(value: bytes) -> str:
    text = decode(value)[0]
    if "\n" in text or "\r" in text:
        text = _FOLD.sub(" ", text.strip("\r\n"))
    return storable(text).strip()


def read_parameters(value: bytes) -> tuple[str, dict[str, bytes]]:
    """The first word of a header such as Content-Type (lower-cased), and its parameters.

    Understands RFC 2231 (`filename*0*=`). A parameter's value is in UTF-8 then, else as it came.
    """
    text = _FOLD.sub(" ", value.decode("latin-1").strip())
    main, _, _ = text.partition(";")
    plain: dict[str, bytes] = {}
    extended: dict[str, list[tuple[int, str]]] = {}
    for match in _PARAMETER.finditer(text):
        name, content = match[1].lower(), match[2].strip()
        if content.startswith('"'):
            content = _ESCAPED.sub(r"\1", content.strip('"'))
        if long := _EXTENDED.match(name):
            extended.setdefault(long[1], []).append((int(long[2] or 0), content))
        else:
            plain.setdefault(name, content.encode("latin-1"))
    for name, pieces in extended.items():
        plain[name] = _join_extended("".join(text for _, text in sorted(pieces)))
    return main.strip().lower(), plain


def _join_extended(value: str) -> bytes:
    charset, mark, rest = value.partition("'")
    _, second_mark, encoded = rest.partition("'")
    if not (mark and second_mark):
        charset, encoded = "", value
    content = unquote_to_bytes(encoded.encode("latin-1"))
    return decode(content, charset)[0].encode("utf-8", "replace")


def first_value(headers: Headers, name: str) -> bytes:
    """The first such field as bytes, b"" if there is none."""
    values = headers.fields.get(name)
    return values[0] if values else b""
