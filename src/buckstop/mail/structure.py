"""The tree of a mail's parts, as ranges of its bytes.

Own and not the standard library's `email.feedparser`, which recurses per level (RecursionError
at a thousand nested parts) and needs a Python object per line. This one finds delimiters in the
bytes, level by level, and stops at `limits.DEPTH` and `limits.PARTS`.
"""

import re
from dataclasses import dataclass, field

from buckstop.mail import limits
from buckstop.mail.headers import (
    Headers,
    first_value,
    read_headers,
    read_parameters,
)

_LINE_ENDS = re.compile(rb"[\r\n]*")


@dataclass(slots=True)
class Part:
    """One part: its headers, and its body as `raw[start:end]`."""

    headers: Headers
    content_type: str
    parameters: dict[str, bytes]
    start: int
    end: int
    depth: int
    children: list["Part"] = field(default_factory=list)


def read_structure(raw: bytes) -> tuple[Part, list[str]]:
    """The tree of parts of `raw`, and sentences about what was off."""
    problems: list[str] = []
    blank_lines = _LINE_ENDS.match(raw)
    root = _part(raw, blank_lines.end() if blank_lines else 0, len(raw), 0)
    _fill(raw, root, problems)
    parts = flat(root)
    for part in parts:
        problems += part.headers.problems
    _tell_charsets(parts)
    return root, problems


def flat(root: Part) -> list[Part]:
    """`root` and all parts under it, in their order."""
    found, waiting = [], [root]
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting.extend(reversed(part.children))
    return found


def _fill(raw: bytes, root: Part, problems: list[str]) -> None:
    waiting, count = [root], 1
    while waiting:
        part = waiting.pop(0)
        for start, end in _inner(raw, part, problems):
            if part.depth >= limits.DEPTH:
                problems.append(
                    f"Parts are nested deeper than {limits.DEPTH} levels; "
                    "what lies deeper was not read."
                )
                return
            if count >= limits.PARTS:
                problems.append(f"More than {limits.PARTS} parts; the rest was not read.")
                return
            count += 1
            digest = part.content_type == "multipart/digest"
            child = _part(raw, start, end, part.depth + 1, digest)
            part.children.append(child)
            waiting.append(child)


def _tell_charsets(parts: list[Part]) -> None:
    """8-bit text in a field is in the charset of the body that it stands above, or the first's."""
    declared = [part.parameters.get("charset", b"").decode("latin-1") for part in parts]
    first = next((charset for charset in declared if charset), "")
    for part, charset in zip(parts, declared, strict=True):
        part.headers.charset = charset or first


def _part(raw: bytes, start: int, end: int, depth: int, digest: bool = False) -> Part:
    headers, body = read_headers(raw, start, end)
    given = first_value(headers, "content-type")
    content_type, parameters = read_parameters(given) if given else ("", {})
    if content_type.count("/") != 1 or not all(content_type.split("/")):
        content_type = "message/rfc822" if digest else "text/plain"
    return Part(headers, content_type, parameters, body, end, depth)


def _inner(raw: bytes, part: Part, problems: list[str]) -> list[tuple[int, int]]:
    """The ranges of the parts right inside of `part`."""
    if part.content_type in ("message/rfc822", "message/global"):
        return [(part.start, part.end)] if _is_plain(part) else []
    if not part.content_type.startswith("multipart/"):
        return []
    boundary = part.parameters.get("boundary", b"").rstrip()
    ranges = _between(raw, part.start, part.end, boundary) if boundary else []
    if not ranges:
        problems.append(
            "The mail says that it has several parts, but no boundary between them was found; "
            "it is shown as text."
        )
        part.content_type = "text/plain"
    return ranges


def _is_plain(part: Part) -> bool:
    encoding = first_value(part.headers, "content-transfer-encoding").strip().lower()
    return encoding in (b"", b"7bit", b"8bit", b"binary")


def _between(raw: bytes, start: int, end: int, boundary: bytes) -> list[tuple[int, int]]:
    """The ranges between delimiter lines, at most `limits.PARTS` + 1 of them."""
    ranges: list[tuple[int, int]] = []
    line = b"--" + re.escape(boundary) + rb"(--)?[ \t]*+\r?(?:\n|\Z)"
    opened: int | None = None
    found = re.compile(line).match(raw, start, end)
    behind = re.compile(rb"\n" + line)
    while found := found or behind.search(raw, start, end):
        begin = found.start() + (raw[found.start()] == 0x0A)
        if opened is not None:
            ranges.append((opened, _before_line_end(raw, opened, begin)))
        opened = found.end() if raw[found.end() - 1] == 0x0A else None
        if found[1] or len(ranges) > limits.PARTS:
            return ranges
        # The line end of one delimiter may be the one before the next.
        start, found = found.end() - 1, None
    if opened is not None:
        ranges.append((opened, end))
    return ranges


def _before_line_end(raw: bytes, start: int, end: int) -> int:
    if end > start and raw[end - 1] == 0x0A:
        end -= 1
        if end > start and raw[end - 1] == 0x0D:
            end -= 1
    return end
