"""Single log-out by SAML: asked of a provider, answered by it, and asked of us.

What it asks counts only when it signed it, for us, in the last minutes, and once. Its answer to us
changes nothing, for who logged out here is out before it is asked: it says what we may tell them.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from buckstop.identity.asking import Unusable
from buckstop.identity.models import Protocol, Provider, SigningKey
from buckstop.identity.queries import open_providers
from buckstop.identity.saml.answers import LEEWAY, SUCCESS, time_of
from buckstop.identity.saml.messages import (
    Given,
    Sent,
    document,
    is_signed,
    issuer_of,
    proved,
    sent,
)
from buckstop.identity.saml.metadata import Described, described
from buckstop.identity.saml.xml import NAMES, is_a, text_of

TRAVELS = timedelta(minutes=5)
"""For which a request is good that doesn't say for how long it is."""
AS_NAMED = ("Format", "NameQualifier", "SPNameQualifier")
"""What belongs to a name besides its letters: ADFS looks for exactly what it said itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A provider's request: whom to log out, in which sessions (all where it names none). `name`:
    what it is called, which counts once; `relay`: what it wants to have back."""

    provider: Provider
    there: Described
    name: str
    who: frozenset[str]
    sessions: frozenset[str]
    until: datetime
    relay: str


@dataclass(frozen=True, slots=True)
class Told:
    """A provider's answer to the request of ours called `to`: whether they are out there too, and
    whether it signed that."""

    provider: Provider
    to: str
    is_out: bool
    is_proved: bool


def ask(
    there: Described, by: Mapping[str, Any], *, us: str, key: SigningKey, at: datetime
) -> tuple[Sent, str]:
    """Where to send the browser of who logged out here and came as `by` says; and what that is
    called. The provider names a service for it. Raises Unusable."""
    name = f"_{secrets.token_hex(24)}"
    named = dict(by.get("named") or {})
    more = "".join(f" {one}={quoteattr(named[one])}" for one in AS_NAMED if named.get(one))
    session = str(by.get("session") or "")
    index = f"<p:SessionIndex>{escape(session)}</p:SessionIndex>" if session else ""
    who = escape(str(named.get("name") or by["subject"]))
    message = _message(
        "LogoutRequest", name, us, there.log_out, at, f"<a:NameID{more}>{who}</a:NameID>{index}"
    )
    return sent(message, "SAMLRequest", to=there.log_out, by=there.log_out_by, key=key), name


def answer(asked: Asked, *, us: str, key: SigningKey, at: datetime) -> Sent | None:
    """Where to send the browser that brought a request which was done; None where the provider
    names no address for answers. Raises Unusable."""
    there = asked.there
    if not there.log_out:
        return None
    name = f"_{secrets.token_hex(24)}"
    status = f"<p:Status><p:StatusCode Value={quoteattr(SUCCESS)}/></p:Status>"
    message = _message("LogoutResponse", name, us, there.log_out_answers, at, status, to=asked.name)
    return sent(
        message, "SAMLResponse", to=there.log_out_answers, by=there.log_out_by, key=key,
        relay=asked.relay,
    )  # fmt: skip


def read(given: Given, *, here: str, at: datetime) -> Asked | Told:
    """What a provider said of a log-out. `here`: our address for that. Raises Unusable."""
    kind = "SAMLRequest" if "SAMLRequest" in given.parts else "SAMLResponse"
    asks = kind == "SAMLRequest"
    root = document(given, kind)
    if not is_a(root, "p:LogoutRequest" if asks else "p:LogoutResponse"):
        raise Unusable(_("It brought no message of a provider."))
    named = open_providers().filter(protocol=Protocol.SAML, issuer=issuer_of(root))
    provider = named.first()
    if provider is None:
        raise Unusable(_("Nobody comes in by that provider now."))
    is_proved = is_signed(given, root)
    if asks and not is_proved:  # before anybody is asked for their keys
        raise Unusable(_("Its request isn’t signed, so nobody was logged out."))
    there = described(provider.metadata, at=at)
    if is_proved:
        root = proved(given, root, kind, there.certificates)
    if issuer_of(root) != there.entity or there.entity != provider.issuer:
        raise Unusable(_("Its answer was issued by somebody else than it."))
    if asks:
        return _asked(root, provider, there, given, here, at)
    return _told(root, provider, here, is_proved)


def _asked(
    root: Any, provider: Provider, there: Described, given: Given, here: str, at: datetime
) -> Asked:
    if not is_a(root, "p:LogoutRequest") or root.get("Destination") != here:
        raise Unusable(_("Its request is meant for another program than this desk."))
    issued = time_of(root, "IssueInstant")
    ends = time_of(root, "NotOnOrAfter")
    if issued is None or issued > at + LEEWAY:
        raise Unusable(_("Its request is from the future: its clock and ours differ."))
    until = min(issued + TRAVELS, ends or issued + TRAVELS) + LEEWAY
    if at >= until:
        raise Unusable(_("Its request is too old, or its clock and ours differ."))
    name, who = root.get("ID", ""), text_of(root, "a:NameID")
    if not name or not who:
        raise Unusable(_("Its request doesn’t say in the clear who logged out there."))
    every = root.findall("p:SessionIndex", NAMES)
    sessions = frozenset("".join(one.itertext()).strip() for one in every) - {""}
    relay = given.parts.get("RelayState", "")
    return Asked(provider, there, name, frozenset({who[:255]}), sessions, until, relay)


def _told(root: Any, provider: Provider, here: str, is_proved: bool) -> Told:
    if not is_a(root, "p:LogoutResponse") or root.get("Destination", here) != here:
        raise Unusable(_("Its answer is meant for another address than ours."))
    code = root.find("p:Status/p:StatusCode", NAMES)
    is_out = code is not None and code.get("Value") == SUCCESS
    is_all = root.find("p:Status/p:StatusCode/p:StatusCode", NAMES) is None
    return Told(provider, root.get("InResponseTo", ""), is_out and is_all, is_proved)


def _message(
    kind: str, name: str, us: str, there: str, at: datetime, content: str, to: str = ""
) -> str:
    """A message of ours. What is empty in it is where a signature goes that stands within."""
    when = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    answers = f" InResponseTo={quoteattr(to)}" if to else ""
    return f"""<p:{kind} xmlns:p="{NAMES["p"]}" xmlns:a="{NAMES["a"]}" ID="{name}" Version="2.0" \
IssueInstant="{when}" Destination={quoteattr(there)}{answers}>\
<a:Issuer>{escape(us)}</a:Issuer>{content}</p:{kind}>"""
