"""A mail that somebody passed on, taken apart: their comment, and the words of who wrote first."""

from buckstop.mail.quotation import as_judged, header_block
from buckstop.mail.reply import split_reply

_LINES = 2_000
_LETTERS = 100_000


def take_apart(text: str) -> tuple[str, str]:
    """The comment above and what was passed on below, or all of it as passed on.

    Where no headers of an enclosed mail stand in the text nothing is a comment for sure, and the
    second part is empty.
    """
    lines = text[:_LETTERS].split("\n", _LINES)
    judged = as_judged(text[:_LETTERS]).split("\n", _LINES)
    for at in range(min(len(lines), _LINES)):
        block = header_block(judged, at)
        if block is not None and block.sender:
            comment = "\n".join(lines[: block.start]).strip()
            below = _unquoted("\n".join(lines[block.end :])) + text[_LETTERS:]
            words = split_reply(below).said.strip()
            return comment, words or below.strip()
    return text.strip(), ""


def _unquoted(text: str) -> str:
    """Without the marks of quotation, where every line bears one."""
    lines = text.strip("\n").split("\n")
    if all(line.startswith(">") for line in lines if line.strip()):
        lines = [line.removeprefix(">").removeprefix(" ") for line in lines]
    return "\n".join(lines)
