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
from buckstop.identity.asking import SECONDS, Unusable, unreachable
from buckstop.identity.models import Provider
from buckstop.identity.openid.provider import Said, fetched, said_by
from buckstop.identity.openid.tokens import claims_of
from buckstop.identity.rules import Answered, Vouched
from buckstop.outbox.channels.push.guard import anywhere

SCOPES = "openid email profile"


@dataclass(frozen=True, slots=True)
class Begun:
    """What we keep of a log-in while the provider asks who somebody is."""

    state: str
    nonce: str
    verifier: str


def begin(provider: Provider, *, back: str) -> tuple[str, Begun]:
    """Where to send the browser, and what to remember. Raises Unusable."""
    said, begun = said_by(provider.issuer), Begun(*(generate_token(48) for _one in range(3)))
    with _client(provider, said, back) as client:
        url, _state = client.create_authorization_url(
            said.authorization,
            state=begun.state,
            nonce=begun.nonce,
            code_verifier=begun.verifier,
        )
    return str(url), begun


def finish(
    provider: Provider, begun: Begun, given: Mapping[str, str], *, back: str, at: datetime
) -> Answered:
    """Who came back. Raises Unusable. `given` is what stands in the address."""
    if error := given.get("error"):
        why = given.get("error_description") or error
        told = {"provider": provider.name, "why": why[:300]}
        raise Unusable(_("%(provider)s says: %(why)s") % told)
    said = said_by(provider.issuer)
    named = given.get("iss")
    if (named and named != said.issuer) or (said.names_itself and not named):
        raise Unusable(_("Its answer was issued by somebody else than it."))
    got = _exchanged(provider, said, given.get("code", ""), begun.verifier, back)
    token = got.get("id_token")
    if not isinstance(token, str):
        raise Unusable(_("It gave no ID token. Is “openid” among the scopes?"))
    claims = claims_of(token, said, client=provider.client, nonce=begun.nonce, at=at)
    claims = _completed(claims, said, str(got.get("access_token") or ""), provider)
    return Answered(_vouched(claims, provider), str(claims.get("sid") or ""), said.logout)


def trial(provider: Provider, *, back: str) -> list[str]:
    """Ask what can be asked without anybody logging in. Raises Unusable; returns remarks."""
    said = said_by(provider.issuer)
    if not fetched(said.keys).get("keys"):
        raise Unusable(_("It publishes no keys to check its signatures with."))
    try:
        _exchanged(provider, said, "tried-from-the-desk", generate_token(48), back)
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
    provider: Provider, said: Said, code: str, verifier: str, back: str
) -> dict[str, Any]:
    with anywhere(), _client(provider, said, back) as client:
        try:
            got = client.fetch_token(
                said.token, code=code, code_verifier=verifier, timeout=SECONDS,
                allow_redirects=False,
            )  # fmt: skip
        except AuthlibBaseError as refused:
            why = refused.description or refused.error or type(refused).__name__
            told = {"provider": provider.name, "why": str(why)[:300]}
            raise _Refused(
                str(refused.error), _("%(provider)s gave no token: %(why)s") % told
            ) from refused
        except (requests.RequestException, OSError) as failure:
            raise Unusable(unreachable(said.token, failure)) from failure
        except (ValueError, KeyError) as wrong:
            told = {"provider": provider.name}
            raise Unusable(_("%(provider)s answered with what is no token.") % told) from wrong
    return dict(got)


def _client(provider: Provider, said: Said, back: str) -> OAuth2Session:
    secret = unseal(provider.secret) if provider.secret else ""
    by = "client_secret_basic" if "client_secret_basic" in said.client_by else "client_secret_post"
    return OAuth2Session(
        provider.client,
        secret,
        token_endpoint_auth_method=by if secret else "none",
        scope=provider.scopes or SCOPES,
        redirect_uri=back,
        code_challenge_method="S256",
    )


def _completed(
    claims: dict[str, Any], said: Said, access: str, provider: Provider
) -> dict[str, Any]:
    """With what only its userinfo says, where something is missing."""
    wanted = {"email", *([provider.groups] if provider.groups else [])}
    if wanted <= claims.keys() or not said.userinfo or not access:
        return claims
    more = fetched(said.userinfo, bearer=access)
    if more.get("sub") != claims["sub"]:
        raise Unusable(_("It told us about somebody else than who came in."))
    return {**more, **claims}


def _vouched(claims: dict[str, Any], provider: Provider) -> Vouched:
    email = claims.get("email")
    groups = claims.get(provider.groups) if provider.groups else None
    named = groups if isinstance(groups, list) else [groups] if isinstance(groups, str) else []
    return Vouched(
        subject=claims["sub"][:255],
        email=email.strip().lower() if isinstance(email, str) else "",
        verified=claims.get("email_verified") in (True, "true") or provider.vouches,
        name=str(claims.get("name") or "")[:120],
        groups=frozenset(str(one) for one in named) if provider.groups else None,
    )
