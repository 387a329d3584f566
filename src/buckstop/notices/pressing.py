"""Buttons of messages into chat: what is pressed there, signed so that nobody else makes one up.

Who pressed is no part of it: whoever takes presses knows that, and the verb says who may.
"""

import re
from base64 import b32encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from buckstop.chat_tools.tool import Button
from buckstop.kit import signatures
from buckstop.ledger.reading import fact_of
from buckstop.notices.models import Notice
from buckstop.notices.rules import asks_for
from buckstop.problems.commitments import kind
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import CommitmentState

ACCEPT, DECLINE = "a", "d"
_VALUE = re.compile(r"([ad])\.([0-9a-f]{32})\.([0-9a-f]{32})?\.([a-z2-7]{26})")
_FOR = "notices.press"
_takers: list[Callable[[str], str]] = []


def taken_by(taker: Callable[[str], str]) -> None:
    """Say once, at start-up, who knows where presses of a chat tool come: "" where nowhere."""
    _takers.append(taker)


def pressed_at(tool: str) -> str:
    """Where the presses of a chat tool come; "" where nobody takes them."""
    return next((at for taker in _takers if (at := taker(tool))), "")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What is said of which commitment; `person` alone may press it, where it was told to one."""

    turn: str
    key: UUID
    person: UUID | None


def value(tool: str, turn: str, key: UUID, person: UUID | None) -> str:
    """What comes back of a button, by that tool and no other."""
    whose = person.hex if person else ""
    mark = _mark(signatures.signature(_FOR, f"{tool} {turn}{key.hex}{whose}"))
    return f"{turn}.{key.hex}.{whose}.{mark}"


def read_value(tool: str, text: str) -> Pressed | None:
    """What was pressed; None where we made no such button for that tool."""
    found = _VALUE.fullmatch(text)
    if found is None:
        return None
    turn, key, whose, mark = found[1], found[2], found[3] or "", found[4]
    if not signatures.is_ours(mark, _FOR, f"{tool} {turn}{key}{whose}", _mark):
        return None
    return Pressed(turn, UUID(key), UUID(whose) if whose else None)


def buttons(notices: Sequence[Notice], tool: str) -> list[Button]:
    """Of the one thing that these notices ask of their person, where a word answers it."""
    keys = {key for one in notices if one.entry and (key := asks_for(fact_of(one.entry)))}
    return buttons_of(keys.pop(), tool, notices[0].person_id) if len(keys) == 1 else []


def buttons_of(key: UUID, tool: str, person: UUID | None = None) -> list[Button]:
    """Of what is owed there, while nobody answered."""
    row = Commitment.objects.filter(pk=key, ended_at=None).first()
    if row is None or row.state != CommitmentState.REQUESTED:
        return []
    words = kind.of(row).yes_and_no()
    if words is None or row.case_id:
        return []
    yes, no = words
    return [
        Button(yes, value(tool, ACCEPT, key, person), main=True),
        Button(no, value(tool, DECLINE, key, person)),
    ]


def _mark(signature: bytes) -> str:
    return b32encode(signature[:16]).decode().lower().rstrip("=")
