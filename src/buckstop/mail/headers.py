"""The headers of a mail or of one of its parts."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from buckstop.mail import limits
from buckstop.mail.charset import decode
from buckstop.mail.storable import one_line, storable
from buckstop.mail.words import decode_words

_BLANK = re.compile(rb"\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
# Fields by which headers are known again behind a line that is none.
_KNOWN = re.compile(
    rb"^(?:from|to|cc|subject|date|message-id|mime-version|received|return-path|reply-to|sender|"
    rb"references|in-reply-to|delivered-to|user-agent|importance|priority|thread-\w+|list-\w+|"
    rb"auto-submitted|precedence|dkim-signature|authentication-results|arc-[\w-]+|content-[\w-]+|"
    rb"x-[\w-]+)[ \t]*:",
    re.I | re.M,
)
_ODD_LINE = re.compile(rb"[ \t]*\r?\n|>?From ")
# An unindented line behind one of these was meant to go on with it.
_GO_ON = frozenset(["subject", "references", "in-reply-to", "to", "cc"])
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_PARAMETER = re.compile(
    r""";\s*([^\s=;"]{1,60})\s*=\s*("[^"\\]*+(?:\\.[^"\\]*+)*+"(?=\s*(?:;|\Z))|[^;]*)""", re.DOTALL
)
_EXTENDED = re.compile(r"(.+?)\*(?:(\d{1,3})\*?)?\Z")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(slots=True)
class Headers:
    """Header fields by lower-cased name, in order; values are bytes as they came.

    `charset` is that of the body: 8-bit text in a field is most likely in it too.
    """

    fields: dict[str, list[bytes]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    charset: str = ""

    def raw(self, name: str) -> str:
        """The first such field, unfolded, 8-bit text decoded, encoded words left; "" if none."""
        values = self.fields.get(name)
        return _unfold(values[0], self.charset) if values else ""

    def text(self, name: str, most: int = limits.SUBJECT) -> str:
        """The first such field as a person reads it, on one line."""
        return one_line(decode_words(self.raw(name)), most)

    def each(self, name: str) -> list[str]:
        """All such fields, unfolded."""
        values = self.fields.get(name, [])[: limits.FIELDS]
        return [_unfold(value, self.charset) for value in values]

    def every(self, name: str) -> str:
        """All such fields, joined by commas (To and Cc may stand more than once)."""
        return ", ".join(self.each(name))

    def has(self, name: str) -> bool:
        """Whether there is such a field at all."""
        return name in self.fields


def read_headers(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """The headers in `raw[start:end]` and where the body begins; never more than `limits`."""
    headers = Headers()
    blank_line = _LINE_END.match(raw, start, end)
    if blank_line:
        return headers, blank_line.end()
    blank = _BLANK.search(raw, start, end)
    head_end, body = (blank.start() + 1, blank.end()) if blank else (end, end)
    shown_end = min(head_end, start + limits.HEAD_BYTES)
    first = _first_field(raw, start, shown_end)
    if first is None:
        return headers, start
    if shown_end < head_end:
        headers.problems.append(
            "The headers are longer than half a megabyte; only their beginning was read."
        )
    stopped = _read_fields(raw, first, shown_end, headers)
    return headers, stopped if stopped is not None else body


def _first_field(raw: bytes, start: int, end: int) -> int | None:
    """Where the headers begin: behind lines of blanks and what a mailbox file left there."""
    at = start
    while at < end and (odd := _ODD_LINE.match(raw, at, end)):
        at = _next_line(raw, at, end)
        if odd[0].strip() == b"" and at >= end:
            return None
    if _FIELD.match(raw, at, end):
        return at
    known = {match[0].lower().rstrip(b" \t:") for match in _KNOWN.finditer(raw, at, end)}
    if len(known) < 2:  # one could be a word with a colon in a mail without headers
        return None
    found = _KNOWN.search(raw, at, end)
    return found.start() if found else None


def _read_fields(raw: bytes, start: int, end: int, headers: Headers) -> int | None:
    """Fill `headers`; where a line is none and none follows the body begins there: its position."""
    at, count, following, name = start, 0, start, ""
    while at < end:
        stop = _next_line(raw, at, end)
        match = _FIELD.match(raw, at, stop)
        if match is None:
            if following <= at:
                known = _KNOWN.search(raw, stop, end)
                if known is None:
                    return at
                following = known.start()
            if name in _GO_ON and not _ODD_LINE.match(raw, at, stop):
                values = headers.fields[name]
                values[-1] = (values[-1] + b" " + raw[at:stop])[: limits.HEADER_BYTES]
            at = stop
            continue
        while stop < end and raw[stop] in b" \t":
            stop = _next_line(raw, stop, end)
        count += 1
        if count > limits.HEADERS:
            headers.problems.append(
                f"More than {limits.HEADERS} header fields; the rest was not read."
            )
            return None
        name = match[1].decode("ascii").lower()
        headers.fields.setdefault(name, []).append(_value(raw, match.end(), stop, name, headers))
        at = stop
    return None


def _value(raw: bytes, start: int, end: int, name: str, headers: Headers) -> bytes:
    if end - start <= limits.HEADER_BYTES:
        return raw[start:end]
    if name == "references":  # the nearest stand last
        headers.problems.append("The header references is very long; only its end was read.")
        return raw[end - limits.HEADER_BYTES : end]
    headers.problems.append(f"The header {name[:40]} is very long; only its beginning was read.")
    return raw[start : start + limits.HEADER_BYTES]


def _next_line(raw: bytes, at: int, end: int) -> int:
    found = raw.find(b"\n", at, end)
    return end if found < 0 else found + 1


def _unfold(value: bytes, charset: str) -> str:
    try:
        text = decode(value)[0] if value.isascii() else value.decode("utf-8")
    except UnicodeDecodeError:
        text = decode(value, charset)[0]
    if "\n" in text or "\r" in text:
        text = _FOLD.sub(" ", text.strip("\r\n"))
    return storable(text).strip()


def read_parameters(value: bytes) -> tuple[str, dict[str, bytes]]:
    """The first word of a header such as Content-Type (lower-cased), and its parameters.

    Understands RFC 2231 (`filename*0*=`). A parameter's value is in UTF-8 then, else as it came.
    """
    text = _FOLD.sub(" ", value[: limits.HEADER_BYTES].decode("latin-1").strip())
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
