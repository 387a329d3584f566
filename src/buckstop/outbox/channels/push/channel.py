"""Messages to chat, push and text services, by apprise: each person's own gateway."""

import json
import logging
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, Self

from django.conf import settings
from django.utils.translation import gettext_noop

from buckstop.ledger.refused import Refused
from buckstop.outbox.channels.channel import Channel, Parcel
from buckstop.outbox.channels.push.gateways import BY_PUSH, check_gateway
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.outbox.posting import post

CONNECT = 5.0  # seconds
ANSWER = 10.0
"""Seconds that a gateway may take to answer: one that took it may still have passed it on."""
WHOLE = 20.0  # seconds of one message, however its gateway drips
TAKEN = Outcome(Came.ACCEPTED, 200, "The gateway took it.")
IN_TIME = gettext_noop("The gateway didn't answer in time; it may have arrived.")
NOT_REACHED = gettext_noop("The gateway can't be reached, or isn't at a public address.")
REFUSED = gettext_noop("The gateway refused it.")
NOT_OURS = gettext_noop("This gateway isn't one of those that are allowed.")
_CODE = re.compile(r"error=(\d{3})\b")


def packed(address: str, title: str, text: str, body: Mapping[str, Any] | None = None) -> bytes:
    """What a parcel of this channel holds. The gateway's address has secrets in it, so it comes
    with the words and stands in no delivery. `body` is for the webhook of a chat tool."""
    said: dict[str, Any] = {"address": address, "title": title, "text": text}
    return json.dumps(said | ({"body": body} if body else {})).encode()


class Push(Channel):
    """One message to one person's gateway each; none of them speaks for the others."""

    code = BY_PUSH
    label = gettext_noop("chat, push and text messages")
    rests = False

    @classmethod
    def opened_with(cls) -> object:
        return settings.DEMO

    @classmethod
    def opened(cls) -> Self:
        return cls()

    @classmethod
    def closed_because(cls) -> str:
        return ""

    @staticmethod
    def normal(address: str) -> str:
        return address.strip().lower()

    def send(self, batch: Iterable[Parcel]) -> Iterator[Outcome]:
        for parcel in batch:
            said = json.loads(parcel.content)
            yield self._send(parcel, **said)

    def _send(
        self,
        parcel: Parcel,
        *,
        address: str,
        title: str,
        text: str,
        body: Mapping[str, Any] | None = None,
    ) -> Outcome:
        if settings.DEMO:
            return Outcome(Came.ACCEPTED, 200, "Nothing leaves the demo.")
        try:
            address = check_gateway(address)
        except Refused as refusal:
            return Outcome(Came.REFUSED, 0, refusal.sentence)
        if body is not None:
            if not parcel.may_end():
                return Outcome(Came.LATER, 0, "", stands_still=True)
            return post(address, body, connect=CONNECT, answer=ANSWER)
        ready = _ready(address)
        if ready is None:
            return Outcome(Came.REFUSED, 0, NOT_OURS)
        if not parcel.may_end():
            return Outcome(Came.LATER, 0, "", stands_still=True)
        began = time.monotonic()
        came = ready.notify(title=title, body=text, timeout=WHOLE)
        return _outcome(came, time.monotonic() - began)


def _ready(address: str) -> Any:
    """The gateway with our limits; None where apprise can't read its address."""
    apprise = import_module("apprise")
    import_module(f"{__package__}.guard").install()
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # what it says may hold secrets
    asset = apprise.AppriseAsset(http_redirects=False, app_id="Buckstop", app_desc="Buckstop")
    gateway = apprise.Apprise.instantiate(address, asset=asset)
    if gateway is None:
        return None
    gateway.redirects = False
    gateway.socket_connect_timeout, gateway.socket_read_timeout = CONNECT, ANSWER
    found = apprise.Apprise(asset=asset)
    found.add(gateway)
    return found


def _outcome(came: Any, seconds: float) -> Outcome:
    """What apprise answered. It doesn't part a time-out from a no, but a no comes sooner."""
    if came:
        return TAKEN
    if came.status.name in ("TIMEOUT", "PARTIAL") or seconds >= ANSWER:
        return Outcome(Came.UNCERTAIN, 0, IN_TIME)
    said = " ".join(str(entry) for entry in came.logs())
    if found := _CODE.search(said):
        return Outcome(Came.REFUSED, int(found[1]), REFUSED)
    return Outcome(Came.REFUSED, 0, NOT_REACHED)
