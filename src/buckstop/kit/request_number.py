"""The number of the request that is being answered: on its answer, its error page, and in the log.

Whoever asks us may send one in `X-Request-ID`, so that a proxy's log and ours say the same; else we
make one that can be told on the phone.
"""

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none that passes for another
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")

_number: ContextVar[str] = ContextVar("request_number", default="")


def current() -> str:
    """The number of the request in hand; "" where none is."""
    return _number.get()


def begin(sent: str = "") -> str:
    """A request begins: it has the number that was sent, if that is well formed, else a new one."""
    number = sent if _WELL_FORMED.fullmatch(sent) else new()
    _number.set(number)
    return number


def end() -> None:
    """It is answered: what this thread does now is of no request."""
    _number.set("")


def new() -> str:
    """Such as K7Q2-9FXM-4TRB: sixty bits."""
    drawn = "".join(LETTERS[byte % 32] for byte in secrets.token_bytes(12))  # one call, not twelve
    return f"{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"
