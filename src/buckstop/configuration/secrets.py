"""Sealing what must not be read in the database: with the secret key, by Fernet.

A new secret key opens what former ones sealed as long as these are named in
BUCKSTOP_FORMER_SECRET_KEYS; what is chosen anew is sealed with the new one.
"""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FOR_WHAT = b"buckstop: settings at rest"


def seal(text: str) -> str:
    """`text` so that only who has the secret key can read it."""
    return _box().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str | None:
    """What was sealed; None where no key of ours opens it."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except (InvalidToken, UnicodeError):
        return None


def sealed_anew(sealed: str) -> str | None:
    """The same, sealed with the key of now; None where no key of ours opens it."""
    try:
        return _box().rotate(sealed.encode()).decode("ascii")
    except (InvalidToken, UnicodeError):
        return None


def _box() -> MultiFernet:
    return _box_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=FOR_WHAT).derive(key.encode())
