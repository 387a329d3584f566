"""Nobody makes this machine call what only it can reach: addresses that aren't public are refused.

The address is looked at where the connection is made, after its name was resolved, so a name that
answers differently the second time, or a redirect, leads nowhere private either.
"""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from urllib3.util import connection

_open = connection.create_connection
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 behind NAT64 (RFC 6052)
_TUNNELLED = ipaddress.ip_network("2001::/32")  # Teredo
_anywhere: ContextVar[bool] = ContextVar("anywhere", default=False)
type Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Private(OSError):
    """The address isn't a public one."""


def is_private(failure: BaseException | None) -> bool:
    """Whether that is why nobody was called, however libraries wrapped it."""
    while failure is not None and not isinstance(failure, Private):
        failure = failure.__cause__ or failure.__context__
    return failure is not None


def is_public(address: Address) -> bool:
    """Whether it is one of the internet, also where it is an IPv4 address in IPv6's clothes."""
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if address in _TRANSLATED or int(address) >> 32 == 0:
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return is_public(inside)
        if address in _TUNNELLED:
            return False
    return address.is_global and not address.is_multicast


def public_addresses(host: str, port: int) -> Iterator[str]:
    """The addresses of `host` that may be called; raises Private where there is none, and OSError
    where it has none at all."""
    named = host.strip("[]").lower().rstrip(".")
    found = socket.getaddrinfo(named, port, type=socket.SOCK_STREAM)
    texts = dict.fromkeys(str(one[4][0]) for one in found)
    if named not in settings.PUSH_PRIVATE_HOSTS:
        texts = {
            text: None for text in texts if is_public(ipaddress.ip_address(text.partition("%")[0]))
        }
    if not texts:
        raise Private("the address isn't a public one")
    return iter(texts)


def guarded(address: tuple[str, int], *rest: Any, **more: Any) -> socket.socket:
    """urllib3's way to open a connection, to public addresses alone."""
    if _anywhere.get():
        return _open(address, *rest, **more)
    host, port = address
    failed: OSError | None = None
    for text in public_addresses(host, port):
        try:
            return _open((text, port), *rest, **more)
        except OSError as failure:
            failed = failure
    raise failed or OSError("it has no address")


@contextmanager
def anywhere() -> Iterator[None]:
    """What is called meanwhile may be private: an admin named it, and nobody else can."""
    before = _anywhere.set(True)
    try:
        yield
    finally:
        _anywhere.reset(before)


def install() -> None:
    """From now on whatever this process sends through urllib3 goes by the guard."""
    connection.create_connection = guarded
