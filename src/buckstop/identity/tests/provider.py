"""A provider of OpenID Connect in a thread: real HTTP, real keys, signed with joserfc.

It checks what a good one checks (client, code used once, PKCE, address to come back to), and says
of whoever comes what `person` says. `spoil` changes the claims before they are signed, as a broken
or hostile one would.
"""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from buckstop.kit import clock

CLIENT, SECRET = "buckstop-desk", "between the two of us"
type Claims = dict[str, Any]


class OpenIdProvider:
    """One provider. Its clock is the tests'."""

    def __init__(self) -> None:
        self.person: Claims = {}
        self.apart: Claims = {}  # what only its userinfo says
        self.spoil: Callable[[Claims], Claims] = lambda claims: claims
        self.codes: dict[str, dict[str, str]] = {}
        self.signs = self._new_key()
        self.published = [self.signs]
        handler = type("Handler", (_Handler,), {"of": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.said_issuer = self.issuer
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _new_key(self) -> RSAKey:
        return RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})

    def rotate(self) -> None:
        """It signs with another key from now on, and publishes that alone."""
        self.signs = self._new_key()
        self.published = [self.signs]

    def signed(self, claims: Claims, **header: Any) -> str:
        made = {"alg": "RS256", "kid": self.signs.kid, **header}
        return jwt.encode(made, claims, self.signs, algorithms=[made["alg"]])

    def logout_token(self, **claims: Any) -> str:
        events: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}
        now = int(clock.now().timestamp())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "jti": "1", "events": events}
        return self.signed(said | claims)

    # --- what it answers

    def description(self) -> Claims:
        at = self.issuer
        return {
            "issuer": self.said_issuer,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/keys",
            "userinfo_endpoint": f"{at}/userinfo",
            "end_session_endpoint": f"{at}/logout",
            "authorization_response_iss_parameter_supported": True,
            "code_challenge_methods_supported": ["S256"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes: whoever comes is let in at once."""
        code = secrets.token_hex(8)
        self.codes[code] = asked
        told = {"code": code, "state": asked["state"], "iss": self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(told)}"

    def token(self, given: dict[str, str], auth: str) -> tuple[int, Claims]:
        client, _, secret = base64.b64decode(auth.removeprefix("Basic ")).decode().partition(":")
        if (client, secret) != (CLIENT, SECRET.replace(" ", "+")) and secret != SECRET:
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(given.get("code", ""), None)
        proof = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != given["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant", "error_description": "no such code"}
        now = int(clock.now().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300,
                  "nonce": asked["nonce"], **self.person}  # fmt: skip
        token = self.signed(self.spoil(claims))
        return 200, {"id_token": token, "access_token": "for-userinfo", "token_type": "Bearer"}


class _Handler(BaseHTTPRequestHandler):
    of: OpenIdProvider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self._answer(200, self.of.description())
        elif parts.path == "/keys":
            self._answer(200, dict(KeySet(list(self.of.published)).as_dict(private=False)))
        elif parts.path == "/userinfo":
            self._answer(200, {"sub": self.of.person["sub"], **self.of.apart})
        elif parts.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.of.authorize(asked))
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._answer(404, {})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        given = {n: v[0] for n, v in parse_qs(self.rfile.read(length).decode()).items()}
        self._answer(*self.of.token(given, self.headers.get("Authorization", "")))

    def _answer(self, status: int, said: Claims) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Nothing."""
