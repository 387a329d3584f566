"""Networks from which something opens. Pure."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused

type Network = IPv4Network | IPv6Network
MOST = 50


def check_networks(written: Iterable[str]) -> tuple[str, ...]:
    """The networks, each in its one form. Raises Refused."""
    found = [_network(one.strip()) for one in written if one.strip()]
    if len(found) > MOST:
        raise Refused("networks", _("Those are too many networks."), "networks")
    return tuple(dict.fromkeys(str(one) for one in found))


def opens_from(address: str, networks: Iterable[str]) -> bool:
    """Whether it opens from that address; from everywhere where no network is named."""
    named = _read(tuple(networks))
    if not named:
        return True
    try:
        here = ip_address(address)
    except ValueError:
        return False
    if here.version == 6 and here.ipv4_mapped is not None:
        here = here.ipv4_mapped
    return any(here in network for network in named)


@lru_cache(maxsize=200)
def _read(networks: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(_network(one) for one in networks)


def _network(written: str) -> Network:
    try:
        return ip_network(written, strict=False)
    except ValueError as wrong:
        told = {"network": written[:60]}
        says = _("“%(network)s” is no network. Write it as 192.0.2.0/24 or 2001:db8::/32.")
        raise Refused("networks", says % told, "networks") from wrong
