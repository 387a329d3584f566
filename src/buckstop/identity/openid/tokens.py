"""What a provider signed, checked: signature, issuer, audience, times, nonce."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from buckstop.identity.asking import Unusable
from buckstop.identity.openid.provider import Said, fetched

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
              "ES256", "ES384", "ES512", "EdDSA"]  # fmt: skip
"""None that a secret shared by two, or nothing, signs."""
LEEWAY = 120
"""Seconds by which the provider's clock may be off."""
TRAVELS = 300
"""Seconds for which a logout token that says no end may be on its way."""
LONGEST = 86400
"""Seconds for which one may be good at most."""
BACKCHANNEL = "http://schemas.openid.net/event/backchannel-logout"


def claims_of(token: str, said: Said, *, client: str, nonce: str, at: datetime) -> dict[str, Any]:
    """What an ID token says. Raises Unusable."""
    claims = _signed(token, said, client=client, at=at)
    if claims.get("nonce") != nonce:
        raise Unusable(_("Its answer belongs to another log-in than yours. Try again."))
    _not_over(claims, at)
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise Unusable(_("Its answer doesn’t say who you are."))
    return claims


@dataclass(frozen=True, slots=True)
class LoggedOut:
    """Who logged out there, or which session; `name`: what the token is called, for it counts
    once, and no longer than `until`."""

    subject: str
    session: str
    name: str
    until: datetime


def logout_of(token: str, said: Said, *, client: str, at: datetime) -> LoggedOut:
    """What a logout token says. Raises Unusable."""
    claims = _signed(token, said, client=client, at=at)
    events = claims.get("events")
    if not isinstance(events, dict) or BACKCHANNEL not in events or "nonce" in claims:
        raise Unusable(_("That isn’t a logout token."))
    if "exp" not in claims:  # older providers say none: it is good for as long as it may travel
        claims["exp"] = claims["iat"] + TRAVELS
    _not_over(claims, at)
    subject, session = str(claims.get("sub") or ""), str(claims.get("sid") or "")
    if not subject and not session:
        raise Unusable(_("A logout token says whom it is about."))
    name = claims.get("jti")
    if not isinstance(name, str) or not name:
        raise Unusable(_("A logout token says what it is called (jti), for it counts once."))
    ends = datetime.fromtimestamp(min(claims["exp"], at.timestamp() + LONGEST), UTC)
    return LoggedOut(subject, session, name, ends + timedelta(seconds=LEEWAY))


def _signed(token: str, said: Said, *, client: str, at: datetime) -> dict[str, Any]:
    """The claims of a token that the provider signed, for us, now."""
    try:
        published: Any = fetched(said.keys, inside=said.inside)
        keys = KeySet.import_key_set(published)
        claims: dict[str, Any] = dict(jwt.decode(token, keys, algorithms=ALGORITHMS).claims)
    except InvalidKeyIdError as wrong:
        raise Unusable(_("It signed with a key that it doesn’t publish.")) from wrong
    except (JoseError, ValueError, KeyError, TypeError) as wrong:
        raise Unusable(_("Its signature isn’t right.")) from wrong
    if claims.get("iss") != said.issuer:
        raise Unusable(_("Its answer was issued by somebody else than it."))
    audience = claims.get("aud")
    for_whom = audience if isinstance(audience, list) else [audience]
    if (
        client not in for_whom
        or claims.get("azp", client if len(for_whom) == 1 else None) != client
    ):
        raise Unusable(_("Its answer is meant for another program than this desk."))
    begun: Any = claims.get("iat")
    if not _number(begun) or begun > at.timestamp() + LEEWAY:
        raise Unusable(_clock())
    return claims


def _not_over(claims: dict[str, Any], at: datetime) -> None:
    ends: Any = claims.get("exp")
    begins: Any = claims.get("nbf")
    now = at.timestamp()
    if not _number(ends) or now > ends + LEEWAY:
        raise Unusable(_("Its answer is too old, or its clock and ours differ."))
    if begins is not None and (not _number(begins) or now < begins - LEEWAY):
        raise Unusable(_clock())


def _clock() -> str:
    return _("Its answer is from the future: its clock and ours differ by more than two minutes.")


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
