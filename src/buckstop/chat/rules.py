"""What somebody wrote to us in a channel. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

_LINK = re.compile(r"link\s+([a-z2-9]{4})-?([a-z2-9]{4})", re.IGNORECASE)
_ANSWER = re.compile(r"(accept|decline)\s+(P-\d{1,9})\b[\s:,.]*(.*)", re.IGNORECASE | re.DOTALL)
_HELP = re.compile(r"(help|link|accept|decline|\?)?", re.IGNORECASE)


class Wants(StrEnum):
    """What they want by it."""

    HELP = "help"
    LINK = "link"
    ACCEPT = "accept"
    DECLINE = "decline"
    RAISE = "raise"


@dataclass(frozen=True, slots=True)
class Command:
    """`what` is a code, words; `ref` the problem that is answered on."""

    wants: Wants
    what: str = ""
    ref: str = ""


def read_command(text: str) -> Command:
    """`link ABCD-EFGH`, `accept P-12`, `decline P-12 why`; anything else is what is wrong."""
    said = text.strip()
    if found := _LINK.fullmatch(said):
        return Command(Wants.LINK, (found[1] + found[2]).lower())
    if found := _ANSWER.fullmatch(said):
        return Command(Wants(found[1].lower()), found[3].strip(), found[2].upper())
    if _HELP.fullmatch(said):
        return Command(Wants.HELP)
    return Command(Wants.RAISE, said)
