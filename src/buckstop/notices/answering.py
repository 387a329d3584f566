"""Answers by mail: the address to which one of us replies to what they are asked, signed for them.

`help+a<26 letters>+<mark>@…`: what is asked, and a mark that only we can make, for one person: who
has the address of somebody else's mail can answer nothing with it.
"""

import re
from base64 import b32encode
from collections.abc import Iterable
from uuid import UUID

from buckstop.kit import signatures
from buckstop.kit.return_paths import read_return_path, return_path
from buckstop.ledger.reading import fact_of
from buckstop.notices.models import Notice
from buckstop.notices.rules import asks_for, offers
from buckstop.outbox.settings import sender
from buckstop.problems.commitments import kind
from buckstop.problems.commitments.machine import Turn
from buckstop.problems.models import Commitment

ANSWER, TURN = "a", "w"
"""Kinds of the addresses, beside those of return paths: of what is owed, of a turn offered."""
_MARK = re.compile(r"\+[aw][a-z2-7]{26}\+([a-z2-7]{16})@")


def answer_address(key: UUID, person: UUID, kind: str = ANSWER) -> str:
    """Where `person` replies to what has that key; "" where our own address is too long for it."""
    address = return_path(sender(), kind, key, _mark(signatures.signature(*_said(key, person))))
    return address if read_return_path(address, kind) else ""


def answered_at(address: str, kind: str = ANSWER) -> tuple[UUID, str] | None:
    """What a mail to that address answers, and the mark; None where it is no such address."""
    key, mark = read_return_path(address, kind), _MARK.search(address.lower())
    return (key, mark[1]) if key is not None and mark is not None else None


def is_signed(key: UUID, person: UUID, mark: str) -> bool:
    """Whether that mark was made for that person."""
    return signatures.is_ours(mark, *_said(key, person), _mark)


def _said(key: UUID, person: UUID) -> tuple[str, str]:
    return "notices.answer", f"{key.hex}{person.hex}"


def _mark(signature: bytes) -> str:
    return b32encode(signature[:10]).decode().lower()


def asked_in(notices: Iterable[Notice]) -> Commitment | None:
    """What a mail of these notices can be answered to: the one thing that they ask in words."""
    keys = {key for one in notices if one.entry and (key := asks_for(fact_of(one.entry)))}
    if len(keys) != 1:
        return None
    row = Commitment.objects.filter(pk__in=keys, ended_at=None).select_related("creditor").first()
    if row is None or Turn.REPORT not in kind.of(row).turns or not kind.of(row).answers:
        return None
    return row


def turn_in(notices: Iterable[Notice]) -> UUID | None:
    """The one turn that a mail of these notices offers, where it offers one."""
    turns = {key for one in notices if one.entry and (key := offers(fact_of(one.entry)))}
    return turns.pop() if len(turns) == 1 else None
