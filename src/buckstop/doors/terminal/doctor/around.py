"""What is around this machine: the relay, the names of our mail domain, the pages' certificate."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import dns.exception
import dns.resolver
from django.conf import settings

from buckstop.doors.terminal.doctor.found import Found, Look, note
from buckstop.kit import clock
from buckstop.outbox.providers.access import ApiAccess
from buckstop.outbox.providers.known import BY_API
from buckstop.outbox.settings import DKIM_KEY, DKIM_SELECTOR, api_access, relay, sender

PATIENCE = 5.0  # seconds
ENDS_SOON = timedelta(days=14)
NOT_PUBLIC = ("localhost", "example", "test", "invalid", "local", "internal", "lan")


def mail_relay() -> Found:
    """Whether anybody takes our mail."""
    if settings.DEMO:
        return Found("mail relay", True, "Mail stays in the demo's viewer.")
    if (access := api_access()) is not None:
        return _mail_api(access)
    at = relay()
    if at is None:
        return Found("mail relay", False, "No mail can leave.", "Choose a relay in the browser.")
    where = f"{at.host}:{at.port}"
    kind = smtplib.SMTP_SSL if at.tls == "from the start" else smtplib.SMTP
    try:
        with kind(at.host, at.port, timeout=PATIENCE) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as failure:
        do = "See whether it runs, and whether a firewall lets us there."
        return Found("mail relay", False, f"{where} can't be reached: {failure}.", do)
    return Found("mail relay", True, f"{where} answers.")


def _mail_api(access: ApiAccess) -> Found:
    """Whether the provider's API can be reached; whether it takes our key, a test letter says."""
    parts = urlsplit(BY_API[access.provider].at(access.region))
    where = (parts.hostname or "", parts.port or 443)
    try:
        socket.create_connection(where, timeout=PATIENCE).close()
    except OSError as failure:
        do = "See whether a firewall lets us there."
        return Found("mail relay", False, f"{where[0]} can't be reached: {failure}.", do)
    return Found("mail relay", True, f"{where[0]} answers.")


def mail_domain() -> Iterator[Found]:
    """What others find of our domain, and believe our mail by: MX, SPF, DKIM, DMARC."""
    domain = sender().rpartition("@")[2]
    if domain.rpartition(".")[2] in NOT_PUBLIC:
        yield Found("mail domain", True, f"{domain} is no name of the public internet.")
        return
    try:
        yield _route(domain)
        yield _spf(domain)
        yield from _dkim(domain)
        yield _dmarc(domain)
    except dns.exception.DNSException as failure:
        says = f"{domain} can't be looked up from here ({type(failure).__name__})."
        yield note("mail domain", says, "Look from elsewhere, or let this machine ask for names.")


def _route(domain: str) -> Found:
    if _records(domain, "MX") or _records(domain, "A"):
        return Found("mail domain", True, f"Mail for {domain} has a server.")
    do = "Add an MX record that names your mail server."
    return Found("mail domain", False, f"Nobody takes mail for {domain}: it has no MX.", do)


def _spf(domain: str) -> Found:
    if any(text.startswith("v=spf1") for text in _texts(domain)):
        return Found("SPF", True, f"{domain} says which servers may send for it.")
    do = "Add a TXT record such as “v=spf1 mx include:your-relay.example -all”."
    return Found("SPF", False, f"{domain} doesn't say which servers may send for it.", do)


def _dkim(domain: str) -> Iterator[Found]:
    selector = DKIM_SELECTOR.value
    if not selector or not DKIM_KEY.value:
        yield note("DKIM", "We sign nothing ourselves; your relay may.")
        return
    name = f"{selector}._domainkey.{domain}"
    if any("p=" in text and "p=;" not in text for text in _texts(name)):
        yield Found("DKIM", True, f"{name} has the key for our signatures.")
    else:
        do = f"Add the public key as a TXT record of {name}."
        yield Found("DKIM", False, f"Nobody can check our signatures: {name} has no key.", do)


def _dmarc(domain: str) -> Found:
    parents = domain.split(".")
    for name in (domain, ".".join(parents[-2:])):
        if any(text.startswith("v=DMARC1") for text in _texts(f"_dmarc.{name}")):
            return Found("DMARC", True, f"{name} says what others do with mail that isn't ours.")
    do = f"Add a TXT record of _dmarc.{domain}, such as “v=DMARC1; p=none; rua=mailto:…”."
    return note("DMARC", f"{domain} doesn't say what others do with mail in its name.", do)


def _texts(name: str) -> list[str]:
    return [b"".join(one.strings).decode("utf-8", "replace") for one in _records(name, "TXT")]


def _records(name: str, kind: str) -> list[Any]:
    """None where that name has none; raises where nobody answers."""
    try:
        return list(dns.resolver.resolve(name, kind, lifetime=PATIENCE))
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []


def certificate() -> Found:
    """Until when browsers believe that our pages are ours."""
    parts = urlsplit(settings.BASE_URL)
    if parts.scheme != "https":
        return Found("certificate", True, "The pages are asked for by http: there is none.")
    where = (parts.hostname or "", parts.port or 443)
    try:
        ends = _ends(where)
    except ssl.SSLCertVerificationError as failure:
        says = f"Browsers refuse it: {failure.verify_message}."
        return Found("certificate", False, says, "Renew it where TLS ends: your proxy.")
    except OSError as failure:
        says = f"{where[0]} can't be reached from here: {failure}."
        return note("certificate", says, "Look at it from elsewhere.")
    left = ends - clock.now()
    do = "" if left > ENDS_SOON else "Renew it where TLS ends: your proxy."
    return Found("certificate", not do, f"It ends on {ends:%Y-%m-%d}, in {left.days} days.", do)


def _ends(where: tuple[str, int]) -> datetime:
    trusted = ssl.create_default_context()
    with (
        socket.create_connection(where, timeout=PATIENCE) as plain,
        trusted.wrap_socket(plain, server_hostname=where[0]) as connection,
    ):
        told = connection.getpeercert() or {}
    return datetime.fromtimestamp(
        ssl.cert_time_to_seconds(str(told["notAfter"])), clock.now().tzinfo
    )


LOOKS: tuple[Look, ...] = (mail_relay, certificate)
WITH_SETTINGS: tuple[Look, ...] = (mail_domain,)
"""What needs what was chosen in the browser, and so the database."""
