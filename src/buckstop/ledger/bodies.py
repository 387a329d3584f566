"""How what somebody wrote is kept."""

import os

from buckstop.kit.text import storable
from buckstop.ledger import sealing
from buckstop.ledger.models import Body


def new_body(text: str | None = None, raw: bytes | None = None) -> Body:
    """A body with its salted digest, not saved yet."""
    body = Body(text=text and storable(text), raw=raw, salt=os.urandom(16))
    body.digest = sealing.digest(bytes(body.salt), body.content())
    return body


def digest_of(body: Body | None) -> str:
    """The digest by which an entry names a body; "" where nothing was written."""
    return body.digest if body is not None else ""
