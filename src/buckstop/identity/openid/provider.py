"""What a provider says of itself, asked anew at each log-in: keys that it changed are known."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _

from buckstop.kit.oauth import is_safe
from buckstop.outbox.channels.push.guard import anywhere

SECONDS = 10
MOST = 1_000_000
"""Bytes of an answer that are read."""


class Unusable(Exception):
    """Why a provider can't let anybody in: a sentence for who looks after it."""


@dataclass(frozen=True, slots=True)
class Said:
    """Its addresses, and how it signs. `logout` is empty where it has none."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str = ""
    logout: str = ""
    names_itself: bool = False
    pkce: tuple[str, ...] = ()
    client_by: tuple[str, ...] = field(default=("client_secret_basic",))


def said_by(issuer: str) -> Said:
    """Read its description. Raises Unusable with what is wrong."""
    address = issuer.rstrip("/") + "/.well-known/openid-configuration"
    read = fetched(address)
    told = {"issuer": issuer, "says": str(read.get("issuer"))[:200]}
    if read.get("issuer") != issuer:
        raise Unusable(
            _(
                "It calls itself “%(says)s”, and here stands “%(issuer)s”: the two have to be the"
                " same, to the last stroke."
            )
            % told
        )
    needed = {
        "authorization": read.get("authorization_endpoint"),
        "token": read.get("token_endpoint"),
        "keys": read.get("jwks_uri"),
    }
    for name, one in needed.items():
        if not isinstance(one, str) or not is_safe(one):
            raise Unusable(
                _("Its description has no address that begins with https:// for: %(what)s.")
                % {"what": name}
            )
    return Said(
        issuer=issuer,
        userinfo=_address(read, "userinfo_endpoint"),
        logout=_address(read, "end_session_endpoint"),
        names_itself=read.get("authorization_response_iss_parameter_supported") is True,
        pkce=_words(read, "code_challenge_methods_supported"),
        client_by=_words(read, "token_endpoint_auth_methods_supported") or ("client_secret_basic",),
        **{name: str(one) for name, one in needed.items()},
    )


def fetched(address: str, *, bearer: str = "") -> dict[str, Any]:
    """A JSON object that stands at an address. Raises Unusable."""
    if not is_safe(address):
        raise Unusable(_("%(address)s doesn’t begin with https://.") % {"address": address})
    headers = {"Accept": "application/json"}
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    try:
        with anywhere():  # it may be of the house's own network
            answer = requests.get(
                address, timeout=SECONDS, headers=headers, allow_redirects=False, stream=True
            )
        with answer:
            content = answer.raw.read(MOST + 1, decode_content=True)
    except (requests.RequestException, OSError) as failure:
        raise Unusable(unreachable(address, failure)) from failure
    if answer.status_code != 200:
        told = {"address": address, "status": answer.status_code}
        raise Unusable(_("%(address)s answers with %(status)s.") % told)
    try:
        read = json.loads(content[:MOST])
    except ValueError as wrong:
        told = {"address": address}
        raise Unusable(_("What stands at %(address)s isn’t JSON.") % told) from wrong
    if not isinstance(read, dict):
        raise Unusable(_("What stands at %(address)s isn’t a description.") % {"address": address})
    return read


def unreachable(address: str, failure: Exception) -> str:
    """Why nobody answers there."""
    host = urlsplit(address).hostname or address
    if isinstance(failure, requests.exceptions.SSLError):
        return _("The certificate of %(host)s isn’t one that we trust.") % {"host": host}
    if isinstance(failure, requests.Timeout):
        return _("%(host)s didn’t answer in %(n)s seconds.") % {"host": host, "n": SECONDS}
    return _("%(host)s can’t be reached from here.") % {"host": host}


def _address(read: dict[str, Any], name: str) -> str:
    value = read.get(name)
    return value if isinstance(value, str) and is_safe(value) else ""


def _words(read: dict[str, Any], name: str) -> tuple[str, ...]:
    value = read.get(name)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
