"""Signatures of Standard Webhooks 1.0.0: HMAC-SHA256 over the id, the time and the body."""

import secrets
from base64 import b64decode, b64encode
from hashlib import sha256
from hmac import digest

PREFIX = "whsec_"


def new_secret() -> str:
    """A key to sign with, as both sides keep it."""
    return PREFIX + b64encode(secrets.token_bytes(32)).decode("ascii")


def signature(secret: str, name: str, stamp: int, body: bytes) -> str:
    """`v1,…`: what proves that whoever has `secret` sent `body` under `name` at `stamp`."""
    key = b64decode(secret.removeprefix(PREFIX))
    signed = b".".join((name.encode(), str(stamp).encode(), body))
    return f"v1,{b64encode(digest(key, signed, sha256)).decode('ascii')}"


def headers(name: str, stamp: int, body: bytes, keys: list[str]) -> dict[str, str]:
    """What goes with `body`; signed by each of `keys`, of which there are two while one changes."""
    return {
        "webhook-id": name,
        "webhook-timestamp": str(stamp),
        "webhook-signature": " ".join(signature(key, name, stamp, body) for key in keys),
        "content-type": "application/json",
        "user-agent": "Buckstop-Webhooks",
    }
