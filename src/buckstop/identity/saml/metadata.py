"""What a SAML provider says of itself, and what we say to it of this desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from buckstop.identity.asking import Unusable, content_of
from buckstop.identity.saml.xml import NAMES, check_certificate, is_a, parsed
from buckstop.kit.oauth import is_safe

KIND = "application/samlmetadata+xml"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
PROTOCOL = NAMES["p"]


@dataclass(frozen=True, slots=True)
class Described:
    """A provider: its name, where browsers are sent, and the keys that it signs with."""

    entity: str
    address: str
    certificates: tuple[str, ...]


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
    return Described(one.get("entityID", ""), _address(role), _certificates(role))


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


def ours(entity: str, back: str) -> str:
    """This desk for a provider: what it is called, and where people come back to, with what is
    signed in their hands."""
    quoted = {'"': "&quot;"}
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="{NAMES["md"]}" entityID="{escape(entity, quoted)}">
  <md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true"
      protocolSupportEnumeration="{PROTOCOL}">
    <md:AssertionConsumerService index="0" isDefault="true" Binding="{POST}"
        Location="{escape(back, quoted)}"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
"""
