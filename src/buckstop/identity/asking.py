"""What a provider publishes, asked of it over the network, and why it can't be had."""

import io
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock
from urllib.parse import urlsplit

import requests
import urllib3
from django.utils.translation import gettext as _

from buckstop.identity.openid.registration import Registration
from buckstop.kit.oauth import is_safe
from buckstop.outbox.channels.push import guard

SECONDS = 10
LONGEST = 20
"""Seconds that a whole answer may take to come."""
MOST = 1_000_000
"""Bytes of an answer that are read."""
PIECE = 65_536
AT_A_TIME = 3
"""Log-ins of one customer's provider that may wait for it in one process: the other threads of
pages are for others, however slow it is."""

_waiting: Counter[str] = Counter()
_counting = Lock()


class Unusable(Exception):
    """Why a provider can't let anybody in: a sentence for who looks after it."""


def calling(*, inside: bool) -> AbstractContextManager[None]:
    """Where meanwhile may be called: anywhere, where an admin of the house named it; else public
    addresses alone, looked at when the connection is made."""
    if inside:
        return guard.anywhere()
    guard.install()
    return nullcontext()


@contextmanager
def few_at_a_time(registration: Registration) -> Iterator[None]:
    """Wait for a provider. Raises Unusable where too many wait already for one that isn't ours."""
    key = "" if registration.inside else registration.key
    with _counting:
        if key and _waiting[key] >= AT_A_TIME:
            raise Unusable(_("Many log in by it at this moment. Try again in a few seconds."))
        _waiting[key] += 1
    try:
        yield
    finally:
        with _counting:
            _waiting[key] -= 1
            if not _waiting[key]:
                del _waiting[key]


def content_of(address: str, *, accept: str, bearer: str = "", inside: bool = True) -> bytes:
    """What stands at an address. Raises Unusable."""
    if not is_safe(address):
        raise Unusable(_("%(address)s doesn’t begin with https://.") % {"address": address})
    headers = {"Accept": accept}
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    try:
        with calling(inside=inside), requests.Session() as session:
            session.trust_env = inside  # no proxy looks at where a name leads
            answer = session.get(
                address, timeout=SECONDS, headers=headers, allow_redirects=False, stream=True
            )
            content = in_time(answer).content
    except (requests.RequestException, OSError) as failure:
        raise Unusable(unreachable(address, failure)) from failure
    if answer.status_code != 200:
        told = {"address": address, "status": answer.status_code}
        raise Unusable(_("%(address)s answers with %(status)s.") % told)
    return content


def in_time(answer: requests.Response) -> requests.Response:
    """The same with its content read: no more of it than we take, and for no longer."""
    ends, found = time.monotonic() + LONGEST, bytearray()
    try:
        while len(found) < MOST and (piece := answer.raw.read1(PIECE, decode_content=True)):
            found += piece
            if time.monotonic() > ends:
                raise requests.Timeout
    except urllib3.exceptions.TimeoutError as late:
        raise requests.Timeout from late
    except urllib3.exceptions.HTTPError as broken:
        raise requests.ConnectionError from broken
    finally:
        answer.close()
    answer.raw = io.BytesIO(bytes(found[:MOST]))
    return answer


def unreachable(address: str, failure: Exception) -> str:
    """Why nobody answers there."""
    host = urlsplit(address).hostname or address
    if guard.is_private(failure):
        return _("%(host)s has no public address, and others aren’t called.") % {"host": host}
    if isinstance(failure, requests.exceptions.SSLError):
        return _("The certificate of %(host)s isn’t one that we trust.") % {"host": host}
    if isinstance(failure, requests.Timeout):
        return _("%(host)s didn’t answer in %(n)s seconds.") % {"host": host, "n": SECONDS}
    return _("%(host)s can’t be reached from here.") % {"host": host}
