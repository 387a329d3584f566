"""What a provider publishes, asked of it over the network, and why it can't be had."""

from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _

from buckstop.kit.oauth import is_safe
from buckstop.outbox.channels.push.guard import anywhere

SECONDS = 10
MOST = 1_000_000
"""Bytes of an answer that are read."""


class Unusable(Exception):
    """Why a provider can't let anybody in: a sentence for who looks after it."""


def content_of(address: str, *, accept: str, bearer: str = "") -> bytes:
    """What stands at an address. Raises Unusable."""
    if not is_safe(address):
        raise Unusable(_("%(address)s doesn’t begin with https://.") % {"address": address})
    headers = {"Accept": accept}
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    try:
        with anywhere():  # it may be of the house's own network
            answer = requests.get(
                address, timeout=SECONDS, headers=headers, allow_redirects=False, stream=True
            )
        with answer:
            content: bytes = answer.raw.read(MOST + 1, decode_content=True)
    except (requests.RequestException, OSError) as failure:
        raise Unusable(unreachable(address, failure)) from failure
    if answer.status_code != 200:
        told = {"address": address, "status": answer.status_code}
        raise Unusable(_("%(address)s answers with %(status)s.") % told)
    return content[:MOST]


def unreachable(address: str, failure: Exception) -> str:
    """Why nobody answers there."""
    host = urlsplit(address).hostname or address
    if isinstance(failure, requests.exceptions.SSLError):
        return _("The certificate of %(host)s isn’t one that we trust.") % {"host": host}
    if isinstance(failure, requests.Timeout):
        return _("%(host)s didn’t answer in %(n)s seconds.") % {"host": host, "n": SECONDS}
    return _("%(host)s can’t be reached from here.") % {"host": host}
