"""Access tokens (OAuth 2.0, RFC 6749): what a long-lived secret is exchanged for.

With a refresh token (section 6), or by the client's own secret (section 4.4), as Microsoft has it
for programs. Both are one POST, whoever the provider is.
"""

import json
from dataclasses import dataclass
from typing import override
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

PATIENCE = 15.0  # seconds
LARGEST = 64 * 1024  # bytes of an answer
USUAL = 3600  # seconds that a token lives where nothing else is said
_LOCAL = ("localhost", "127.0.0.1", "::1")


class NotGranted(Exception):
    """No token came, as a sentence with the provider's own words."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Who asks where for what; without a refresh token the client asks in its own name."""

    token_url: str
    client_id: str
    client_secret: str = ""
    scope: str = ""
    refresh_token: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """`lives` is in seconds; `refresh_token` the one that counts from now on, or ""."""

    value: str
    lives: int
    refresh_token: str


class _NotLed(HTTPRedirectHandler):
    """Secrets go to the address that was written, and nowhere else."""

    @override
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def is_safe(url: str) -> bool:
    """Whether a secret may be sent there: by https, or to this machine."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in _LOCAL)
    except ValueError:
        return False


def exchange(grant: Grant) -> Token:
    """A token for the grant. Raises NotGranted."""
    if not is_safe(grant.token_url):
        raise NotGranted("The address of tokens must begin with https://.")
    said = {"client_id": grant.client_id, "client_secret": grant.client_secret}
    said |= {"scope": grant.scope, "refresh_token": grant.refresh_token}
    kind = "refresh_token" if grant.refresh_token else "client_credentials"
    form = {name: value for name, value in said.items() if value} | {"grant_type": kind}
    request = Request(grant.token_url, urlencode(form).encode(), method="POST")
    try:
        with build_opener(_NotLed).open(request, timeout=PATIENCE) as answer:
            return _read(answer.read(LARGEST))
    except HTTPError as refused:
        raise NotGranted(_why(refused.code, refused.read(LARGEST))) from refused
    except (OSError, ValueError) as failure:
        raise NotGranted(f"Tokens can’t be asked for: {failure}") from failure


def _read(raw: bytes) -> Token:
    said = json.loads(raw)
    if not isinstance(said, dict) or not isinstance(said.get("access_token"), str):
        raise NotGranted("The answer has no token in it.")
    lives = said.get("expires_in", USUAL)
    fits = isinstance(lives, int | str) and str(lives).isdigit()
    return Token(
        value=said["access_token"],
        lives=int(lives) if fits else USUAL,
        refresh_token=str(said.get("refresh_token") or ""),
    )


def _why(code: int, raw: bytes) -> str:
    """The provider's own words, as RFC 6749, 5.2, has them."""
    try:
        said = json.loads(raw)
        words = str(said.get("error_description") or said.get("error") or "")
    except (ValueError, AttributeError):
        words = ""
    line = " ".join(words.split())[:300]
    return f"No token was granted ({code}): {line}" if line else f"No token was granted ({code})."
