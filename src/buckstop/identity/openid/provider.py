"""What a provider says of itself, asked anew at each log-in: keys that it changed are known."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from buckstop.identity.asking import Unusable, content_of
from buckstop.identity.openid.registration import Registration
from buckstop.kit.oauth import is_safe


@dataclass(frozen=True, slots=True)
class Said:
    """Its addresses, and how it signs. `logout` is empty where it has none; `inside`: see
    `Registration`."""

    issuer: str
    authorization: str
    token: str
    keys: str
    inside: bool
    userinfo: str = ""
    logout: str = ""
    names_itself: bool = False
    pkce: tuple[str, ...] = ()
    client_by: tuple[str, ...] = field(default=("client_secret_basic",))


def said_by(registration: Registration) -> Said:
    """Read its description. Raises Unusable with what is wrong."""
    issuer, inside = registration.issuer, registration.inside
    address = issuer.rstrip("/") + "/.well-known/openid-configuration"
    read = fetched(address, inside=inside)
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
        inside=inside,
        userinfo=_address(read, "userinfo_endpoint"),
        logout=_address(read, "end_session_endpoint"),
        names_itself=read.get("authorization_response_iss_parameter_supported") is True,
        pkce=_words(read, "code_challenge_methods_supported"),
        client_by=_words(read, "token_endpoint_auth_methods_supported") or ("client_secret_basic",),
        **{name: str(one) for name, one in needed.items()},
    )


def fetched(address: str, *, inside: bool, bearer: str = "") -> dict[str, Any]:
    """A JSON object that stands at an address. Raises Unusable."""
    try:
        accept = "application/json"
        read = json.loads(content_of(address, accept=accept, bearer=bearer, inside=inside))
    except ValueError as wrong:
        told = {"address": address}
        raise Unusable(_("What stands at %(address)s isn’t JSON.") % told) from wrong
    if not isinstance(read, dict):
        raise Unusable(_("What stands at %(address)s isn’t a description.") % {"address": address})
    return read


def _address(read: dict[str, Any], name: str) -> str:
    value = read.get(name)
    return value if isinstance(value, str) and is_safe(value) else ""


def _words(read: dict[str, Any], name: str) -> tuple[str, ...]:
    value = read.get(name)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
