"""How what somebody wrote is kept."""

import os
from typing import Any

from buckstop.kit.bulk import new_row
from buckstop.kit.text import storable
from buckstop.ledger import sealing
from buckstop.ledger.models import Body


def new_body(text: str | None = None, raw: bytes | None = None) -> Body:
    """A body with its salted digest, not saved yet."""
    salt = os.urandom(16)
    body = new_row(Body, text=text and storable(text), raw=raw, salt=salt)
    body.digest = sealing.digest(salt, body.content())
    return body


KEEP = """
INSERT INTO ledger_body (id, raw, salt, digest)
SELECT given.* FROM unnest(%b::uuid[], %b::bytea[], %b::bytea[], %t::text[])
    given (id, raw, salt, digest) WHERE id IN (SELECT id FROM wanted)
"""
"""Keeps those of new bodies whose keys a CTE `wanted` (id) has, in the statement that found them;
its parameters are `columns` of them."""


def columns(bodies: list[Body]) -> list[list[Any]]:
    """A column each of `KEEP`."""
    return [
        [body.pk for body in bodies],
        [body.raw for body in bodies],
        [body.salt for body in bodies],
        [body.digest for body in bodies],
    ]


def digest_of(body: Body | None) -> str:
    """The digest by which an entry names a body; "" where nothing was written."""
    return body.digest if body is not None else ""
