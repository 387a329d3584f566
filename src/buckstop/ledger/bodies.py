"""How what somebody wrote is kept."""

import os

from buckstop.kit.text import storable
from buckstop.ledger import sealing
from buckstop.ledger.models import Body


def new_body(text: str | None = None, raw: bytes | None = None) -> Body:
    """A body with its salted digest, not saved yet."""
    salt = os.urandom(16)
    body = Body(text=text and storable(text), raw=raw, salt=salt)
    body.digest = sealing.digest(salt, body.content())
    return body


def digest_of(body: Body | None) -> str:
    """The digest by which an entry names a body; "" where nothing was written."""
    return body.digest if body is not None else ""
