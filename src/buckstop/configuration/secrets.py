"""Sealing what must not be read in the database: with the secret key, by Fernet.

What former keys sealed opens as long as they aren't withdrawn; what is chosen anew is sealed with
the new one, and `reseal` seals everything anew.
"""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from buckstop.configuration import current
from buckstop.kit import secret_key

FOR_WHAT = b"buckstop: settings at rest"
FINGERPRINTS = "key-of-fingerprints"
"""Beside the settings, and like a secret one; chosen by nobody."""


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


def is_of_now(sealed: str) -> bool:
    """Whether the key of now opens it, without those of before."""
    secret_key.follow()
    try:
        _box_of((settings.SECRET_KEY,)).decrypt(sealed.encode())
    except (InvalidToken, UnicodeError):
        return False
    return True


def fingerprint_key() -> str:
    """By what mails are known again: the first secret key that this house had, whatever signs now,
    since a mail that comes once more after a change of keys is still the same mail."""
    kept = unseal(current.chosen().get(FINGERPRINTS) or "")
    return kept or first_key()


def first_key() -> str:
    """The oldest key that still opens."""
    secret_key.follow()
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)[-1]


def _box() -> MultiFernet:
    secret_key.follow()
    return _box_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=FOR_WHAT).derive(key.encode())
