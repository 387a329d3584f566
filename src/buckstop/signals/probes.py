"""Checks of our own: one look at an address from here. Never at one that isn't public."""

import re
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.outbox.channels.push.guard import Private, install, public_addresses
from buckstop.signals.tools.signal import Severity

PATIENCE = 10.0  # seconds
SOON, VERY_SOON = 14, 3  # days of a certificate
READ = 262_144  # bytes of a page that are looked at


class Look(StrEnum):
    """What is looked at."""

    HTTP = "http"
    TCP = "tcp"
    TLS = "tls"
    DNS = "dns"


LABELS = {
    Look.HTTP: gettext_lazy("a web page answers"),
    Look.TCP: gettext_lazy("a port is open"),
    Look.TLS: gettext_lazy("a certificate is valid for 14 days more"),
    Look.DNS: gettext_lazy("a name has an address"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """What to look at, where, and which words (of a page) or address (of a name) must be there."""

    look: Look
    address: str
    expects: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong, and how bad that is."""

    why: str
    severity: Severity = Severity.CRITICAL


def probe(check: Check, now: datetime) -> Wrong | None:
    """Look, and once more where something is wrong: one packet lost is no trouble."""
    if settings.DEMO:
        return None  # nothing leaves the demo
    return _once(check, now) and _once(check, now)


def _once(check: Check, now: datetime) -> Wrong | None:
    try:
        return _LOOKS[check.look](check, now)
    except ssl.SSLError as failure:
        return Wrong(_("Its certificate isn’t good: %(why)s.") % {"why": failure.reason or ""})
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as failure:
        return Wrong(_why(failure))


def _http(check: Check, now: datetime) -> Wrong | None:
    del now
    install()
    timeout = urllib3.Timeout(connect=PATIENCE / 2, read=PATIENCE)
    with urllib3.PoolManager(timeout=timeout, retries=False) as pool:
        answer = pool.request("GET", check.address, redirect=False, preload_content=False)
        text = answer.read(READ).decode(errors="replace")
        answer.close()
    if answer.status >= 400:
        return Wrong(_("It answers %(status)s.") % {"status": answer.status})
    if check.expects and check.expects not in text:
        return Wrong(_("“%(words)s” isn’t on the page.") % {"words": check.expects})
    return None


def _tcp(check: Check, now: datetime) -> Wrong | None:
    del now
    _connected(check.address, 0).close()
    return None


def _tls(check: Check, now: datetime) -> Wrong | None:
    host, _port = host_and_port(check.address, 443)
    with (
        _connected(check.address, 443) as plain,
        ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secured,
    ):
        ends = ssl.cert_time_to_seconds(str((secured.getpeercert() or {})["notAfter"]))
    days = (datetime.fromtimestamp(ends, UTC) - now).days
    if days >= SOON:
        return None
    said = ngettext(
        "Its certificate ends in %(n)s day.", "Its certificate ends in %(n)s days.", days
    )
    return Wrong(said % {"n": days}, Severity.CRITICAL if days < VERY_SOON else Severity.WARNING)


def _dns(check: Check, now: datetime) -> Wrong | None:
    del now
    found = {str(one[4][0]) for one in socket.getaddrinfo(check.address, None)}
    if check.expects and check.expects not in found:
        said = {"name": check.address, "there": ", ".join(sorted(found))}
        return Wrong(_("%(name)s has another address: %(there)s.") % said)
    return None


_LOOKS: Mapping[Look, Callable[[Check, datetime], Wrong | None]] = {
    Look.HTTP: _http, Look.TCP: _tcp, Look.TLS: _tls, Look.DNS: _dns,
}  # fmt: skip


def _connected(address: str, usual: int) -> socket.socket:
    """To a public address of it alone; the same that was looked at."""
    host, port = host_and_port(address, usual)
    failed: OSError | None = None
    for text in public_addresses(host, port):
        try:
            return socket.create_connection((text, port), timeout=PATIENCE)
        except OSError as failure:
            failed = failure
    raise failed or OSError("it has no address")


def host_and_port(address: str, usual: int) -> tuple[str, int]:
    """The parts of `host:port`. Raises ValueError."""
    parts = urlsplit(f"//{address}")
    port = parts.port or usual
    host = parts.hostname or ""
    plain = re.fullmatch(r"[a-z0-9._:-]+", host) and not parts.path and parts.username is None
    if not plain or not 0 < port < 65_536:
        raise ValueError(address)
    return host, port


def _why(failure: BaseException) -> str:
    reasons: list[BaseException] = []
    reason: BaseException | None = failure
    while reason is not None and reason not in reasons:
        reasons.append(reason)
        inner = getattr(reason, "reason", None)
        reason = inner if isinstance(inner, BaseException) else reason.__cause__
    if any(isinstance(one, Private) for one in reasons):
        return _("Its address isn’t a public one.")
    if any(isinstance(one, socket.gaierror) for one in reasons):
        return _("Its name has no address.")
    if any(isinstance(one, TimeoutError | urllib3.exceptions.TimeoutError) for one in reasons):
        return _("It didn’t answer in time.")
    return _("It can’t be reached: %(why)s.") % {"why": type(reasons[-1]).__name__}
