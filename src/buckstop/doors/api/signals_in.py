"""Signals at the pace of a storm: an ASGI application that commits what comes in groups.

The same address as `hooks` serves, for servers that speak ASGI; it goes by no page's middleware,
since it asks for nothing but the secret in its path.
"""

import json
import re
from http import HTTPStatus
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse

from buckstop.doors.api.errors import problem
from buckstop.doors.api.hooks import ADDRESS, LARGEST, SOURCE, TOO_LARGE
from buckstop.doors.api.saying import not_found
from buckstop.doors.shared.group_commit import DatabaseAway, GroupCommit
from buckstop.kit import clock
from buckstop.kit.http import Bodies
from buckstop.kit.http.bodies import Left, Message, NotTaken, Receive
from buckstop.kit.http.bridge import Send
from buckstop.signals.actions.receiving import Sent, receive_many

_ADDRESS = re.compile(f"/signals/{ADDRESS}")
AT_ONCE = 256
RESTS = 0.02
"""Seconds: a tool doesn't mind waiting so long, and mail has the disk meanwhile."""


def is_signal(scope: Message) -> bool:
    """Whether a request is for this application."""
    return scope["method"] == "POST" and _ADDRESS.fullmatch(scope["path"]) is not None


def commit(batch: list[Sent]) -> None:
    """Keep a batch of messages: when this returns they are on the disk."""
    try:
        receive_many(batch, at=clock.now())
    except (OperationalError, InterfaceError) as away:
        connection.close()
        raise DatabaseAway(str(away)) from away


class SignalsIn:
    """Answers 202 to each message once it is committed, together with those that came meanwhile."""

    def __init__(self) -> None:
        self._commits = GroupCommit(commit, most=AT_ONCE, rests=RESTS)
        self._bodies = Bodies(largest=LARGEST)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        found = _ADDRESS.fullmatch(scope["path"])
        assert found is not None
        try:
            body = await self._bodies.read(scope, receive)
        except Left:
            return
        except NotTaken as no:
            await _refuse(send, problem(no.status, TOO_LARGE, code="too-large"))
            return
        with body.file:
            sent = Sent(found["kind"], found["secret"], body.file.read())
        try:
            await self._commits.add(sent)
        except DatabaseAway:
            said = problem(HTTPStatus.SERVICE_UNAVAILABLE, "Try again in half a minute.")
            await _refuse(send, said)
            return
        if sent.kept is None:
            await _refuse(send, not_found(SOURCE))
            return
        kept = json.dumps({"kept": str(sent.kept)}).encode()
        await _answer(send, HTTPStatus.ACCEPTED, "application/json", kept)


async def _refuse(send: Send, said: HttpResponse) -> None:
    await _answer(send, HTTPStatus(said.status_code), said["Content-Type"], said.content)


async def _answer(send: Send, status: HTTPStatus, kind: str, said: bytes) -> None:
    headers: list[Any] = [
        (b"content-type", kind.encode()), (b"content-length", str(len(said)).encode()),
        (b"cache-control", b"no-store"),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": said})
