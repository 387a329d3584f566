"""What somebody said now, and what they quoted: folded on the page, never cut away."""

import re
from dataclasses import dataclass

from buckstop.conversations.mail.quotation import header_block, introduction_end, is_quoted

MARKER = "— Please write above this line —"
"""Stands in every mail of ours above what is quoted."""

_MARKER = re.compile(r"[\s>*|]*—?\s*Please write above this line\s*—?[\s*]*\Z")
_SIGNATURE = re.compile(r"--[ \xa0]?\Z")
_SIGNATURE_LINES = 12
_LINES = 5_000  # looked at for the beginning of a quotation; who says more than that says it all
_FROM_A_DEVICE = re.compile(
    r"\W*(?:(?:\w+ )?(?:sent|written) (?:from|via|with|using|by)\b|(?:\w+ )?from (?:my )?"
    r"(?:mobile|phone|iphone|ipad)\b|get \[?outlook for|gesendet (?:von|mit)\b|"
    r"von meinem .{1,40} gesendet|diese nachricht wurde von .{1,80} gesendet|"
    r"envoyé (?:de|depuis|à partir)\b|enviado (?:desde|do|de|a partir)\b|inviato da\b|"
    r"verzonden (?:vanaf|met|via)\b|sendt fra\b|skickat från\b|wysłane z\b|"
    r"отправлено (?:из|с)\b|lähetetty\b|從我的 .{1,40} 傳送)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """`said` and `quoted` hold together every line that isn't blank."""

    said: str
    quoted: str


def split_reply(text: str) -> Reply:
    """Tell what was said from what was quoted and from signatures; when in doubt it was said."""
    lines = text.split("\n")
    start = _after_leading_quotation(lines)
    end = _end_of_said(lines, start)
    for _ in range(2):  # a signature may stand below a quotation, and above one
        end = _before_signature(lines, start, end)
        end = _before_trailing_quotation(lines, start, end)
    if not any(line.strip() for line in lines[start:end]):
        return Reply(text.strip("\n"), "")
    return Reply(
        said="\n".join(lines[start:end]).strip("\n"),
        quoted="\n".join([*lines[:start], *lines[end:]]).strip("\n"),
    )


def _after_leading_quotation(lines: list[str]) -> int:
    """Where the words begin for those who write below what they quote, or who only pass it on."""
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if first >= len(lines):
        return 0
    introduced = introduction_end(lines, first)
    if introduced is not None:
        start = introduced + 1
        while start < len(lines) and (is_quoted(lines[start]) or not lines[start].strip()):
            start += 1
        return start if start < len(lines) and not _answers_within(lines, start) else 0
    block = header_block(lines, first)
    if block is not None and any(line.strip() for line in lines[block.end :]):
        return block.end
    return 0


def _end_of_said(lines: list[str], start: int) -> int:
    """The first line from `start` on at which a quotation begins."""
    for at in range(start, min(len(lines), start + _LINES)):
        line = lines[at]
        if not line.strip():
            continue
        if _MARKER.match(line):
            return _unless_answered_within(lines, _before_introduction(lines, start, at), at + 1)
        if is_quoted(line):
            continue
        introduced = introduction_end(lines, at)
        if introduced is not None:
            return _unless_answered_within(lines, at, introduced + 1)
        if header_block(lines, at) is not None:
            return at
    return len(lines)


def _before_introduction(lines: list[str], start: int, marker: int) -> int:
    for at in range(max(start, marker - 6), marker):
        if introduction_end(lines, at) is not None or header_block(lines, at) is not None:
            return at
    return marker


def _unless_answered_within(lines: list[str], cut: int, quotation: int) -> int:
    """`cut`, or the end of the last answer given between quoted lines."""
    last = _last_answer(lines, quotation)
    return cut if last is None else last + 1


def _answers_within(lines: list[str], start: int) -> bool:
    return _last_answer(lines, start) is not None


def _last_answer(lines: list[str], start: int) -> int | None:
    """The last line that is neither quoted nor signature, below a quoted one; None if none is."""
    last, quoted = None, False
    for at in range(start, len(lines)):
        line = lines[at]
        if is_quoted(line):
            quoted = True
        elif _SIGNATURE.match(line.strip("\t ")) or _FROM_A_DEVICE.match(line):
            break
        elif quoted and line.strip() and not line.startswith("|"):
            last = at
    return last


def _before_trailing_quotation(lines: list[str], start: int, end: int) -> int:
    at = end
    while at > start and (is_quoted(lines[at - 1]) or not lines[at - 1].strip()):
        at -= 1
    return at if at > start else end


def _before_signature(lines: list[str], start: int, end: int) -> int:
    for at in range(start, end):
        if _SIGNATURE.match(lines[at].strip()) and any(one.strip() for one in lines[start:at]):
            below = [line for line in lines[at + 1 : end] if line.strip()]
            if len(below) <= _SIGNATURE_LINES:
                end = at
                break
    at = end
    while at > start and (not lines[at - 1].strip() or _is_device(lines[at - 1])):
        at -= 1
    return at if at > start else end


def _is_device(line: str) -> bool:
    return len(line) <= 120 and bool(_FROM_A_DEVICE.match(line))
