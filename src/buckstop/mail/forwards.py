"""Who wrote first, where a mail was passed on."""

import re

from buckstop.mail.addresses import read_addresses
from buckstop.mail.parsed import Forwarded
from buckstop.mail.quotation import as_judged, header_block

_FORWARD_SUBJECT = re.compile(
    r"\s*(?:\[[^\]]{1,40}\]\s*)?(?:fwd?|wg|tr|rv|enc|i|vs|doorst|vb|пересл)\s*:", re.I
)
_MAILTO = re.compile(r"\[?mailto:([^\]\s>]+)\]?", re.I)
_LINES = 400


def read_forwarded(text: str, subject: str, enclosed: Forwarded | None) -> Forwarded | None:
    """The sender of the mail inside of this one: a proposal, for anyone can type such a line.

    `enclosed` is who wrote a mail that came along as an attachment. A header block counts
    where the subject says that the mail was passed on, or a title above the block does.
    """
    if enclosed is not None:
        return enclosed
    passed_on = bool(_FORWARD_SUBJECT.match(subject))
    if not passed_on and "orward" not in text and "---" not in text:
        return None
    lines = as_judged(text[:40_000]).split("\n", _LINES)[:_LINES]
    for at in range(len(lines)):
        block = header_block(lines, at)
        if (
            block is not None
            and block.sender
            and (passed_on or _says_forwarded(lines, block.start))
        ):
            found = read_addresses(_MAILTO.sub(r"<\1>", block.sender.replace("*", "")), most=1)
            return Forwarded(*found[0]) if found else Forwarded(block.sender[:200], "")
    return None


def _says_forwarded(lines: list[str], start: int) -> bool:
    words = "\n".join(lines[start : start + 3]).lower()
    return any(
        word in words
        for word in (
            "orward",
            "weitergeleitet",
            "transféré",
            "réexpédié",
            "reenviado",
            "inoltrat",
            "doorgestuurd",
            "encaminhad",
            "vidarebefordrat",
            "пересылаем",
            "przekazan",
        )
    )
