"""Proof of work: a machine that asks for something pays with a second of its time, a person with
nothing. As ALTCHA's published protocol says, so that its widgets solve ours.

Pure but for the secret: a challenge is signed, so none is kept. Who takes a solution must see to it
that none counts twice: `Solved.challenge` names it.
"""

import base64
import binascii
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from buckstop.kit import signatures

LIVES = timedelta(minutes=30)
MOST = 40_000  # hashes, twice as many as it takes on average: about a second in a browser
_LONGEST = 2_000  # of what is sent as a solution
_ALGORITHM = "SHA-256"
_END = "&"  # of a salt: without it digits of the number could be taken for some of its time


@dataclass(frozen=True, slots=True)
class Solved:
    """The challenge that was solved."""

    challenge: str


def challenge(purpose: str, at: datetime) -> dict[str, Any]:
    """What is to be solved within half an hour, ready to be sent as JSON."""
    salt = f"{secrets.token_hex(12)}?expires={int((at + LIVES).timestamp())}{_END}"
    said = _digest(salt, secrets.randbelow(MOST))
    return {
        "algorithm": _ALGORITHM,
        "challenge": said,
        "maxnumber": MOST,
        "salt": salt,
        "signature": signatures.signature(purpose, said).hex(),
    }


def solved(purpose: str, payload: str, at: datetime) -> Solved | None:
    """What a solution solves, as base64 of JSON; None where it doesn't, or not any more."""
    said = _read(payload)
    salt, number, given = said.get("salt"), said.get("number"), said.get("challenge")
    if not (isinstance(salt, str) and isinstance(given, str) and type(number) is int):
        return None
    if not signatures.is_ours(str(said.get("signature")), purpose, given, bytes.hex):
        return None
    if said.get("algorithm") != _ALGORITHM or not salt.endswith(_END):
        return None
    if _digest(salt, number) != given:
        return None
    return Solved(given) if at.timestamp() <= _expires(salt) else None


def _read(payload: str) -> dict[str, Any]:
    if len(payload) > _LONGEST:
        return {}
    try:
        said = json.loads(base64.b64decode(payload, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _expires(salt: str) -> int:
    """When it ends, as its salt says; the salt is signed with the challenge that it made."""
    [ends] = parse_qs(salt.partition("?")[2]).get("expires", ["0"])
    return int(ends) if ends.isascii() and ends.isdigit() else 0


def _digest(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()
