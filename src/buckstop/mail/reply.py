"""What somebody said now, and what they quoted: folded on the page, never cut away."""

import re
from dataclasses import dataclass

from buckstop.mail.quotation import (
    as_judged,
    folds_at,
    header_block,
    introduction_end,
    is_quoted,
    unquoted,
)
from buckstop.mail.signature import (
    is_contact_line,
    is_device_line,
    is_full_name,
    reaches_somebody,
)

_ABOVE = {
    "en": "Please write above this line",
    "de": "Bitte schreiben Sie oberhalb dieser Zeile",
    "es": "Escriba por encima de esta línea",
    "fr": "Merci d’écrire au-dessus de cette ligne",
}
"""By language; whatever language one was written in, it is known again."""
MARKER = f"— {_ABOVE['en']} —"

_SIGNATURE_LINES = 10
_LINES = 5_000  # looked at for the beginning of a quotation; who says more than that says it all
_RAW_HEADER = re.compile(r"[A-Za-z][A-Za-z-]{3,40}: ?\S")
_OPENING = 6  # lines of a quoted run in which it must say whose words they are


@dataclass(frozen=True, slots=True)
class Reply:
    """`said` and `quoted` hold together every line that isn't blank."""

    said: str
    quoted: str


def marker_in(language: str) -> str:
    """What stands in every mail of ours above what is quoted, in the language of its reader."""
    return f"— {_ABOVE[language]} —" if language in _ABOVE else MARKER


def is_marker(line: str) -> bool:
    """Whether a line is the one that stands in every mail of ours, quoted or not."""
    return "—" in line and line.strip(" \t\xa0>*|—") in _ABOVE.values()


def split_reply(text: str, *, is_answer: bool = True) -> Reply:
    """Tell what was said from what was quoted and from signatures; when in doubt it was said.

    Where the mail `is_answer` to nothing, labelled lines without a title are a form's or pasted.
    """
    written = text.split("\n")
    lines = as_judged(text).split("\n")
    start = _after_leading_quotation(lines, is_answer)
    end = _end_of_said(lines, start, is_answer)
    for _ in range(2):  # a signature may stand below a quotation, and above one
        end = _before_signature(lines, start, end)
        end = _before_trailing_quotation(lines, start, end)
    if not any(line.strip() for line in lines[start:end]):
        return Reply(text.strip("\n"), "")
    return Reply(
        said="\n".join(written[start:end]).strip("\n"),
        quoted="\n".join([*written[:start], *written[end:]]).strip("\n"),
    )


def only_signature(quoted: str) -> bool:
    """Whether what was folded is a signature and no quotation."""
    lines = [line for line in as_judged(quoted).split("\n") if line.strip()]
    return 0 < len(lines) <= 2 * _SIGNATURE_LINES and all(
        _is_delimiter(line) or _signs(line) for line in lines
    )


def _after_leading_quotation(lines: list[str], is_answer: bool) -> int:
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
    block = folds_at(lines, first)
    if (
        block is not None
        and (is_answer or block.titled)
        and any(line.strip() for line in lines[block.end :])
    ):
        return block.end
    return 0


def _end_of_said(lines: list[str], start: int, is_answer: bool) -> int:
    """The first line from `start` on at which a quotation begins."""
    for at in range(start, min(len(lines), start + _LINES)):
        line = lines[at]
        if not line.strip():
            continue
        if is_marker(line):
            return _unless_answered_within(lines, _before_introduction(lines, start, at), at + 1)
        if is_quoted(line):
            continue
        introduced = introduction_end(lines, at)
        if introduced is not None:
            return _unless_answered_within(lines, at, introduced + 1)
        block = folds_at(lines, at)
        if block is None or not (is_answer or block.titled):
            continue
        if not _announced(lines, start, at):
            return _unless_answered_within(lines, at, block.end)
    return len(lines)


def _announced(lines: list[str], start: int, at: int) -> bool:
    """Whether somebody's own line leads to it, "The slip reads:", or headers that only a raw mail
    has stand right above."""
    above = next((line for line in reversed(lines[max(start, at - 4) : at]) if line.strip()), "")
    raw = at > start and bool(_RAW_HEADER.match(lines[at - 1]))
    return above.rstrip().endswith(":") or raw


def _before_introduction(lines: list[str], start: int, marker: int) -> int:
    """Where the quotation that holds our marker begins: by it, even a bare block is known."""
    for at in range(max(start, marker - 8), marker):
        if introduction_end(lines, at) is not None or header_block(lines, at) is not None:
            return at
    at = marker
    while at > start and is_quoted(lines[at - 1]):
        at -= 1
    return at


def _unless_answered_within(lines: list[str], cut: int, quotation: int) -> int:
    """`cut`, or the end of the last answer given between quoted lines."""
    last = _last_answer(lines, quotation)
    return cut if last is None else last + 1


def _answers_within(lines: list[str], start: int) -> bool:
    return _last_answer(lines, start) is not None


def _last_answer(lines: list[str], start: int) -> int | None:
    """The last line that is neither quoted nor signature, below a quoted one; None if none is."""
    last, quoted = None, False
    end = _before_signature(lines, start, len(lines), below_quotation=True)
    for at in range(start, end):
        line = lines[at]
        if is_quoted(line):
            quoted = True
        elif quoted and line.strip() and not line.startswith("|"):
            last = at
    return last


def _before_trailing_quotation(lines: list[str], start: int, end: int) -> int:
    """Where a quoted run at the end begins, if its first lines say whose words it holds.

    Without that it may as well be what a console printed, or a chosen passage.
    """
    at = end
    while at > start and (is_quoted(lines[at - 1]) or not lines[at - 1].strip()):
        at -= 1
    while at < end and not lines[at].strip():
        at += 1
    run = [unquoted(line) for line in lines[at : min(end, at + 2 * _OPENING)]]
    said_whose = any(
        is_marker(run[n]) or introduction_end(run, n) is not None or folds_at(run, n) is not None
        for n in range(min(_OPENING, len(run)))
    )
    return at if said_whose and at > start else end


def _before_signature(
    lines: list[str], start: int, end: int, *, below_quotation: bool = False
) -> int:
    """Where a signature at the end begins: below its mark, a few lines that reach somebody."""
    beside = below_quotation or end < len(lines)
    at = _delimiter(lines, start, end, quoted_below=beside)
    if at is not None:
        end = at
    at, added = end, 0
    while at > start and added < _SIGNATURE_LINES:
        if lines[at - 1].strip():
            if not (is_device_line(lines[at - 1]) or (added and _is_delimiter(lines[at - 1]))):
                break
            added += 1
        at -= 1
    return at if at > start else end


def _delimiter(lines: list[str], start: int, end: int, *, quoted_below: bool) -> int | None:
    below: list[str] = []
    for at in range(end - 1, start - 1, -1):
        line = lines[at]
        if _is_delimiter(line):
            # programs write "-- "; a bare "--" is as often typed between two steps
            marked = quoted_below or not below or any(map(reaches_somebody, below))
            if line.rstrip("\r\t") != "--":
                marked = marked or is_full_name(below[-1])
            marked = marked and not (_announced(lines, start, at) or _lists(below))
            return at if marked and any(one.strip() for one in lines[start:at]) else None
        if not line.strip():
            continue
        if len(below) >= _SIGNATURE_LINES or not _signs(line):
            return None
        below.append(line)
    return None


def _lists(below: list[str]) -> bool:
    """Whether lines, the last one first, count things: "3 boxes", "Pump 1", "Pump 2"."""
    first = [line.split()[0].strip(".:").casefold() for line in below]
    words = [word for word in first if len(word) > 3 and word.isalpha()]
    return len(words) > len(set(words)) or bool(
        below and first[-1].isdigit() and not reaches_somebody(below[-1])
    )


def _signs(line: str) -> bool:
    return not is_quoted(line) and (is_contact_line(line) or is_device_line(line))


def _is_delimiter(line: str) -> bool:
    return len(line) <= 8 and line.strip() == "--"
