"""One log-in by OpenID Connect: authorization code with PKCE, state and nonce."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from django.utils.translation import gettext as _

from buckstop.configuration.secrets import unseal
from buckstop.identity.asking import (
    SECONDS,
    Unusable,
    calling,
    few_at_a_time,
    in_time,
    unreachable,
)
from buckstop.identity.openid.provider import Said, fetched, said_by
from buckstop.identity.openid.registration import Registration
from buckstop.identity.openid.tokens import claims_of
from buckstop.identity.rules import Answered, Vouched

SCOPES = "openid email profile"


@dataclass(frozen=True, slots=True)
class Begun:
    """What we keep of a log-in while the provider asks who somebody is."""

    state: str
    nonce: str
    verifier: str


def begin(registration: Registration, *, back: str) -> tuple[str, Begun]:
    """Where to send the browser, and what to remember. Raises Unusable."""
    begun = Begun(*(generate_token(48) for _one in range(3)))
    with few_at_a_time(registration):
        said = said_by(registration)
    with _client(registration, said, back) as client:
        url, _state = client.create_authorization_url(
            said.authorization,
            state=begun.state,
            nonce=begun.nonce,
            code_verifier=begun.verifier,
        )
    return str(url), begun


def finish(
    registration: Registration, begun: Begun, given: Mapping[str, str], *, back: str, at: datetime
) -> Answered:
    """Who came back. Raises Unusable. `given` is what stands in the address."""
    with few_at_a_time(registration):
        return _finished(registration, begun, given, back=back, at=at)


def _finished(
    registration: Registration, begun: Begun, given: Mapping[str, str], *, back: str, at: datetime
) -> Answered:
    if error := given.get("error"):
        why = given.get("error_description") or error
        told = {"provider": registration.name, "why": why[:300]}
        raise Unusable(_("%(provider)s says: %(why)s") % told)
    said = said_by(registration)
    named = given.get("iss")
    if (named and named != said.issuer) or (said.names_itself and not named):
        raise Unusable(_("Its answer was issued by somebody else than it."))
    got = _exchanged(registration, said, given.get("code", ""), begun.verifier, back)
    token = got.get("id_token")
    if not isinstance(token, str):
        raise Unusable(_("It gave no ID token. Is “openid” among the scopes?"))
    claims = claims_of(token, said, client=registration.client, nonce=begun.nonce, at=at)
    claims = _completed(claims, said, str(got.get("access_token") or ""), registration)
    return Answered(_vouched(claims, registration), str(claims.get("sid") or ""), said.logout)


def trial(registration: Registration, *, back: str) -> list[str]:
    """Ask what can be asked without anybody logging in. Raises Unusable; returns remarks."""
    with few_at_a_time(registration):
        return _tried(registration, back)


def _tried(registration: Registration, back: str) -> list[str]:
    said = said_by(registration)
    if not fetched(said.keys, inside=said.inside).get("keys"):
        raise Unusable(_("It publishes no keys to check its signatures with."))
    try:
        _exchanged(registration, said, "tried-from-the-desk", generate_token(48), back)
    except _Refused as refusal:
        if refusal.code in ("invalid_client", "unauthorized_client"):
            raise Unusable(
                _("It doesn’t know this desk: the client ID or its secret is wrong (%(why)s).")
                % {"why": refusal.code}
            ) from refusal
    remarks = []
    if said.pkce and "S256" not in said.pkce:
        remarks.append(_("It doesn’t say that it knows PKCE with S256."))
    if not said.logout:
        remarks.append(_("It has no log-out: who logs out here stays logged in there."))
    return remarks


class _Refused(Unusable):
    """The provider gave no token, for a reason with a name."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def _exchanged(
    registration: Registration, said: Said, code: str, verifier: str, back: str
) -> dict[str, Any]:
    with calling(inside=said.inside), _client(registration, said, back) as client:
        try:
            got = client.fetch_token(
                said.token, code=code, code_verifier=verifier, timeout=SECONDS,
                allow_redirects=False,
            )  # fmt: skip
        except AuthlibBaseError as refused:
            why = refused.description or refused.error or type(refused).__name__
            told = {"provider": registration.name, "why": str(why)[:300]}
            raise _Refused(
                str(refused.error), _("%(provider)s gave no token: %(why)s") % told
            ) from refused
        except (requests.RequestException, OSError) as failure:
            raise Unusable(unreachable(said.token, failure)) from failure
        except (ValueError, KeyError) as wrong:
            told = {"provider": registration.name}
            raise Unusable(_("%(provider)s answered with what is no token.") % told) from wrong
    return dict(got)


class _Client(OAuth2Session):  # type: ignore[misc]  # authlib has no types
    """It takes no more of an answer than we read anywhere, and waits no longer for it."""

    def send(self, request: Any, **options: Any) -> Any:
        return in_time(super().send(request, **(options | {"stream": True})))


def _client(registration: Registration, said: Said, back: str) -> _Client:
    secret = unseal(registration.secret) if registration.secret else ""
    by = "client_secret_basic" if "client_secret_basic" in said.client_by else "client_secret_post"
    client = _Client(
        registration.client,
        secret,
        token_endpoint_auth_method=by if secret else "none",
        scope=registration.scopes or SCOPES,
        redirect_uri=back,
        code_challenge_method="S256",
    )
    client.trust_env = registration.inside  # as in `asking.content_of`
    return client


def _completed(
    claims: dict[str, Any], said: Said, access: str, registration: Registration
) -> dict[str, Any]:
    """With what only its userinfo says, where something is missing."""
    wanted = {"email", *([registration.groups] if registration.groups else [])}
    if wanted <= claims.keys() or not said.userinfo or not access:
        return claims
    more = fetched(said.userinfo, bearer=access, inside=said.inside)
    if more.get("sub") != claims["sub"]:
        raise Unusable(_("It told us about somebody else than who came in."))
    return {**more, **claims}


def _vouched(claims: dict[str, Any], registration: Registration) -> Vouched:
    email = claims.get("email")
    groups = claims.get(registration.groups) if registration.groups else None
    named = groups if isinstance(groups, list) else [groups] if isinstance(groups, str) else []
    return Vouched(
        subject=claims["sub"][:255],
        email=email.strip().lower() if isinstance(email, str) else "",
        verified=claims.get("email_verified") in (True, "true") or registration.vouches,
        denied=claims.get("email_verified", True) not in (True, "true"),
        name=str(claims.get("name") or "")[:120],
        groups=frozenset(str(one) for one in named) if registration.groups else None,
    )
