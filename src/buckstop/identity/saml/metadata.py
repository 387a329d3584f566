"""What a SAML provider says of itself, and what we say to it of this desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from buckstop.identity.asking import Unusable, content_of
from buckstop.identity.saml.xml import NAMES, check_certificate, is_a, parsed
from buckstop.kit.oauth import is_safe

KIND = "application/samlmetadata+xml"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
PROTOCOL = NAMES["p"]
_KEY = f"""<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="{NAMES["ds"]}"><ds:X509Data>
      <ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    """
_LOG_OUT = """<md:SingleLogoutService Binding="%s" Location=%s/>
    """


@dataclass(frozen=True, slots=True)
class Described:
    """A provider: its name, where browsers are sent, and the keys that it signs with.

    `log_out`: where it is told of a log-out, by the way `log_out_by`, and `log_out_answers`: where
    it is answered; empty where it knows none. `wants_signed`: only who signs may ask it for a
    log-in.
    """

    entity: str
    address: str
    certificates: tuple[str, ...]
    log_out: str = ""
    log_out_answers: str = ""
    log_out_by: str = ""
    wants_signed: bool = False


def described(metadata: str, *, at: datetime) -> Described:
    """Read it, or what stands at its address: asked anew each time, so that a key that changed is
    known at once. Raises Unusable."""
    metadata = metadata.strip()
    if not metadata.startswith("<"):
        return _read(content_of(metadata, accept=f"{KIND}, application/xml, text/xml"), at)
    return _read(metadata.encode(), at)


def _read(content: bytes, at: datetime) -> Described:
    root = parsed(content)
    every = [root] if is_a(root, "md:EntityDescriptor") else root.findall(
        "md:EntityDescriptor", NAMES
    )  # fmt: skip
    found = [one for one in every if one.find("md:IDPSSODescriptor", NAMES) is not None]
    if not found:
        raise Unusable(_("Those are no metadata of a provider (IDPSSODescriptor is missing)."))
    if len(found) > 1:
        raise Unusable(_("Those are metadata of several providers. Give those of one."))
    [one] = found
    _check_time(root, at)
    _check_time(one, at)
    role = one.find("md:IDPSSODescriptor", NAMES)
    log_out, answers, by = _log_out(role)
    return Described(
        entity=one.get("entityID", ""),
        address=_address(role),
        certificates=_certificates(role),
        log_out=log_out,
        log_out_answers=answers,
        log_out_by=by,
        wants_signed=role.get("WantAuthnRequestsSigned") in ("true", "1"),
    )


def _check_time(root: Any, at: datetime) -> None:
    until = parse_datetime(root.get("validUntil", ""))
    if until is not None and until < at:
        raise Unusable(_("Its metadata were good until %(day)s.") % {"day": until.date()})


def _address(role: Any) -> str:
    for one in role.findall("md:SingleSignOnService", NAMES):
        if one.get("Binding") == REDIRECT and is_safe(one.get("Location", "")):
            return str(one.get("Location"))
    raise Unusable(
        _("Its metadata have no address that begins with https:// for: %(what)s.")
        % {"what": "SingleSignOnService, HTTP-Redirect"}
    )


def _log_out(role: Any) -> tuple[str, str, str]:
    """By redirect where it knows that: it needs no press of a button, and goes within a frame."""
    for by in (REDIRECT, POST):
        for one in role.findall("md:SingleLogoutService", NAMES):
            there = one.get("Location", "")
            answers = one.get("ResponseLocation") or there
            if one.get("Binding") == by and is_safe(there) and is_safe(answers):
                return there, answers, by
    return "", "", ""


def _certificates(role: Any) -> tuple[str, ...]:
    found = [
        "".join(each.itertext())
        for key in role.findall("md:KeyDescriptor", NAMES)
        if key.get("use") in (None, "signing")
        for each in key.findall("ds:KeyInfo/ds:X509Data/ds:X509Certificate", NAMES)
    ]
    if not found:
        raise Unusable(_("It publishes no keys to check its signatures with."))
    for one in found:
        check_certificate(one)
    return tuple(found)


def ours(entity: str, back: str, log_out: str, certificates: Sequence[str]) -> str:
    """This desk for a provider: what it is called, where people come back to, with what is signed
    in their hands, where it tells us of log-outs, and the keys that we sign with."""
    keys = "".join(_KEY % one for one in certificates)
    services = "".join(_LOG_OUT % (by, quoteattr(log_out)) for by in (REDIRECT, POST))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="{NAMES["md"]}" entityID={quoteattr(entity)}>
  <md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true"
      protocolSupportEnumeration="{PROTOCOL}">
    {keys}{services}<md:AssertionConsumerService index="0" isDefault="true" Binding="{POST}"
        Location={quoteattr(back)}/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
"""
