"""The bytes of an entry and its hash. Pure; `docs/decisions/0003` has the format, version 1.

An entry is two strings of bytes. The *content* says what happened; the *seal* says where in which
chain, the hash of the seal before, and the salted digest of the content. The entry's hash is
the SHA-256 of the seal. So a chain can be checked by somebody who was shown only seals.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from buckstop.ledger.actor import Actor

GENESIS = bytes(32)
VERSION = 1


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry's stored bytes and the hash of them."""

    content: bytes
    salt: bytes
    seal: bytes
    hash: bytes


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: dict[str, Any]) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8."""
    return _ENCODER.encode(value).encode()


def digest(salt: bytes, content: bytes) -> str:
    """Salted SHA-256, in hexadecimal: says nothing of the content to who hasn't the salt."""
    return hashlib.sha256(salt + content).hexdigest()


def content_bytes(
    code: str,
    fields: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    audience: str,
    cases: tuple[UUID, ...],
) -> bytes:
    """What happened, as it is stored for ever."""
    actor = {"kind": str(by.kind), "id": by.id.hex if by.id else None}
    return canonical(
        {
            "at": at.isoformat(),
            "audience": audience,
            "by": actor,
            "cases": [case.hex for case in cases],
            "code": code,
            "fields": fields,
        }
    )


def seal(chain: UUID, number: int, previous: bytes, content: bytes) -> Sealed:
    """Seal `content` as entry `number` of `chain`, after the entry whose hash is `previous`."""
    salt = os.urandom(16)
    return Sealed(
        content=content,
        salt=salt,
        seal=(sealed := seal_bytes(chain, number, previous, digest(salt, content))),
        hash=hashlib.sha256(sealed).digest(),
    )


def seal_bytes(chain: UUID, number: int, previous: bytes, content_digest: str) -> bytes:
    """The seal's bytes; `content_digest` in hexadecimal."""
    return canonical(
        {
            "chain": chain.hex,
            "content": content_digest,
            "number": number,
            "previous": previous.hex(),
            "version": VERSION,
        }
    )
