"""A message to a channel of a chat tool: posted to its incoming webhook, in the tool's own form."""

import json
import time
from collections.abc import Mapping
from typing import Any

import urllib3
from django.utils.translation import gettext_noop

from buckstop.outbox.channels.push import guard
from buckstop.outbox.outcomes import Came, Outcome

READ = 2_000  # bytes of an answer that are read
TAKEN = Outcome(Came.ACCEPTED, 200, "The channel took it.")
IN_TIME = gettext_noop("The channel didn't answer in time; it may have arrived.")
NOT_REACHED = gettext_noop("The channel can't be reached, or isn't at a public address.")
GONE = gettext_noop("There is no such webhook any more: make a new one there.")
REFUSED = gettext_noop("The channel refused it.")
LATER = gettext_noop("The channel takes no more just now.")
_GONE = (404, 410)


def post(address: str, body: Mapping[str, Any], *, connect: float, answer: float) -> Outcome:
    """Post it, never to what isn't public and wherever no redirect leads; never raises for what the
    network or the other side does. Seconds."""
    guard.install()
    timeout = urllib3.Timeout(connect=connect, read=answer)
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Buckstop"}
    began = time.monotonic()
    try:
        with urllib3.PoolManager(timeout=timeout, retries=False) as pool:
            said = pool.request(
                "POST", address, body=json.dumps(body).encode(), headers=headers, redirect=False,
                preload_content=False,
            )  # fmt: skip
            said.read(READ)
            said.close()
    except (urllib3.exceptions.ReadTimeoutError, urllib3.exceptions.ProtocolError):
        return Outcome(Came.UNCERTAIN, 0, IN_TIME)
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        late = time.monotonic() - began >= answer
        return Outcome(*((Came.UNCERTAIN, 0, IN_TIME) if late else (Came.REFUSED, 0, NOT_REACHED)))
    return outcome(said.status)


def outcome(status: int) -> Outcome:
    """What a status says; where it was moved to, nothing of ours goes."""
    if 200 <= status < 300:
        return TAKEN
    if status == 429 or status >= 500:
        return Outcome(Came.LATER, status, LATER)
    return Outcome(Came.REFUSED, status, GONE if status in _GONE else REFUSED)
