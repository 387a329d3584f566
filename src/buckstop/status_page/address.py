"""Where the status page is: for everybody, or at an address that can't be guessed."""

import base64

from django.conf import settings

from buckstop.kit import signatures
from buckstop.status_page.settings import CUSTOMERS, PUBLIC, STATUS_PAGE

PURPOSE = "buckstop.status"


def secret() -> str:
    """The part of the address that only customers know."""
    return _written(signatures.signature(PURPOSE, ""))


def is_secret(text: str) -> bool:
    """Whether somebody came by that address."""
    return signatures.is_ours(text, PURPOSE, "", _written)


def _written(signature: bytes) -> str:
    return base64.urlsafe_b64encode(signature[:15]).decode()


def root() -> str:
    """Where all of it is: at a host name of its own, where it has one."""
    return settings.STATUS_URL or f"{settings.BASE_URL}/status"


def address(kind: str) -> str:
    """The whole address of the page that is for everybody, or for customers."""
    return f"{root()}/{secret()}/" if kind == CUSTOMERS else f"{root()}/"


def url() -> str:
    """The same of the page that there is; empty where there is none."""
    kind = STATUS_PAGE.value
    return address(kind) if kind in (PUBLIC, CUSTOMERS) else ""
