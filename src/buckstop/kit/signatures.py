"""Signing by the secret key, and knowing again what we signed: by the key of now, or by one of
before that wasn't withdrawn yet.
"""

from collections.abc import Callable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from buckstop.kit import secret_key

type Written = Callable[[bytes], str | bytes]
"""How a signature stands where it is read: cut, or in letters."""


def signature(purpose: str, said: str | bytes) -> bytes:
    """32 bytes that only we can make. What is signed for one purpose is nothing for another."""
    secret_key.follow()
    return _signed(purpose, said, settings.SECRET_KEY)


def is_ours(given: str | bytes, purpose: str, said: str | bytes, written: Written) -> bool:
    """Whether `given` is the signature of what is said, by any key that still opens."""
    secret_key.follow()
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(given, written(_signed(purpose, said, key))) for key in keys)


def _signed(purpose: str, said: str | bytes, key: str) -> bytes:
    return salted_hmac(purpose, said, secret=key, algorithm="sha256").digest()
