"""What a SAML provider signed of somebody, checked: by whom, for whom, when, and what asked it."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from buckstop.identity.asking import Unusable
from buckstop.identity.models import Provider
from buckstop.identity.rules import Vouched
from buckstop.identity.saml.metadata import Described
from buckstop.identity.saml.xml import NAMES, is_a, parsed, signed, text_of

LEEWAY = timedelta(seconds=120)
"""By how much the provider's clock may be off."""
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
MAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
MAILS = (
    "email", "mail", "emailaddress", "urn:oid:0.9.2342.19200300.100.1.3",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
)  # fmt: skip
CALLED = (
    "displayname", "name", "cn", "urn:oid:2.16.840.1.113730.3.1.241", "urn:oid:2.5.4.3",
    "http://schemas.microsoft.com/identity/claims/displayname",
)  # fmt: skip
"""Names of attributes, in lower case: as Entra ID, Okta, Google, Shibboleth and ADFS send them."""


@dataclass(frozen=True, slots=True)
class Asserted:
    """Who came, what asked for it, and what makes it good once."""

    vouched: Vouched
    session: str
    named: dict[str, str]
    asked: str
    name: str
    until: datetime


def document(given: str) -> Any:
    """The response that a browser brought. Raises Unusable."""
    try:
        root = parsed(b64decode("".join(given.split()), validate=True))
    except (binascii.Error, ValueError) as wrong:
        raise Unusable(_("It brought no answer of a provider.")) from wrong
    if not is_a(root, "p:Response"):
        raise Unusable(_("It brought no answer of a provider."))
    return root


def issuer_of(root: Any) -> str:
    """By whom it says to be; nothing is believed of it but where the keys are looked for."""
    return text_of(root, "a:Issuer") or text_of(root, "a:Assertion/a:Issuer")


def asserted(
    root: Any, provider: Provider, described: Described, *, us: str, back: str, at: datetime
) -> Asserted:
    """What was signed of whom. Raises Unusable. `us`: what this desk is called, `back`: where
    people come back to."""
    _check_status(root, provider)
    assertion = _signed_assertion(root, described)
    if text_of(assertion, "a:Issuer") != described.entity:
        raise Unusable(_("Its answer was issued by somebody else than it."))
    until = min(_check_conditions(assertion, us, at), _check_bearer(assertion, back, at))
    if assertion.find("a:AuthnStatement", NAMES) is None:
        raise Unusable(_("Its answer doesn’t say that you logged in there."))
    asked = assertion.find("a:Subject/a:SubjectConfirmation/a:SubjectConfirmationData", NAMES)
    statement = assertion.find("a:AuthnStatement", NAMES)
    return Asserted(
        vouched=_vouched(assertion, provider),
        session=statement.get("SessionIndex", ""),
        named=_named(assertion),
        asked=asked.get("InResponseTo", ""),
        name=assertion.get("ID", ""),
        until=until + LEEWAY,
    )


def _check_status(root: Any, provider: Provider) -> None:
    code = root.find("p:Status/p:StatusCode", NAMES)
    if code is not None and code.get("Value") == SUCCESS:
        return
    inner = root.find("p:Status/p:StatusCode/p:StatusCode", NAMES)
    named = inner if inner is not None else code
    why = text_of(root, "p:Status/p:StatusMessage") or (
        named.get("Value", "") if named is not None else ""
    ).rpartition(":")[2]  # fmt: skip
    told = {"provider": provider.name, "why": why[:300] or _("no")}
    raise Unusable(_("%(provider)s says: %(why)s") % told)


def _signed_assertion(root: Any, described: Described) -> Any:
    """The one assertion, as what was signed has it: with the answer around it, or by itself."""
    if root.find("ds:Signature", NAMES) is not None:
        covered = signed(root, "./", described.certificates)
    elif root.find("a:Assertion/ds:Signature", NAMES) is not None:
        covered = signed(root, f"./{{{NAMES['a']}}}Assertion/", described.certificates)
    elif root.find(".//a:EncryptedAssertion", NAMES) is not None:
        raise Unusable(_("Its answer is encrypted, which isn’t read here: https:// protects it."))
    else:
        raise Unusable(_("Its answer isn’t signed."))
    if is_a(covered, "a:Assertion"):
        return covered
    within = covered.findall("a:Assertion", NAMES) if is_a(covered, "p:Response") else []
    if len(within) != 1:
        raise Unusable(_("What it signed is no answer about one person."))
    return within[0]


def _check_conditions(assertion: Any, us: str, at: datetime) -> datetime:
    conditions = assertion.find("a:Conditions", NAMES)
    audiences = [] if conditions is None else conditions.findall("a:AudienceRestriction", NAMES)
    named = [{text_of(one, ".") for one in each.findall("a:Audience", NAMES)} for each in audiences]
    if not named or not all(us in each for each in named):
        raise Unusable(_("Its answer is meant for another program than this desk."))
    begins = time_of(conditions, "NotBefore")
    if begins is not None and at < begins - LEEWAY:
        raise Unusable(_("Its answer is from the future: its clock and ours differ."))
    ends = time_of(conditions, "NotOnOrAfter")
    if ends is not None and at >= ends + LEEWAY:
        raise Unusable(_("Its answer is too old, or its clock and ours differ."))
    return ends or datetime.max.replace(tzinfo=UTC) - LEEWAY


def _check_bearer(assertion: Any, back: str, at: datetime) -> datetime:
    """Who brings it may use it: here, now, and because they asked."""
    every = assertion.findall("a:Subject/a:SubjectConfirmation", NAMES)
    if len(every) != 1 or every[0].get("Method") != BEARER:
        raise Unusable(_("Its answer isn’t one for who brings it."))
    said = every[0].find("a:SubjectConfirmationData", NAMES)
    if said is None or said.get("Recipient") != back:
        raise Unusable(_("Its answer is meant for another address than ours."))
    ends = time_of(said, "NotOnOrAfter")
    if ends is None or at >= ends + LEEWAY:
        raise Unusable(_("Its answer is too old, or its clock and ours differ."))
    if not said.get("InResponseTo"):
        raise Unusable(_("Nobody asked for that here. Begin at the log-in page of this desk."))
    return ends


def time_of(element: Any, name: str) -> datetime | None:
    """The time in an attribute, where it has that. Raises Unusable where it is none."""
    said = element.get(name)
    if said is None:
        return None
    found = parse_datetime(said)
    if found is None or found.tzinfo is None:
        raise Unusable(_("“%(time)s” is no time.") % {"time": said[:40]})
    return found


def _vouched(assertion: Any, provider: Provider) -> Vouched:
    name_id = assertion.find("a:Subject/a:NameID", NAMES)
    subject = text_of(assertion, "a:Subject/a:NameID")
    if not subject:
        raise Unusable(_("Its answer doesn’t say who you are."))
    if name_id.get("Format") == TRANSIENT:
        raise Unusable(
            _("It calls you something else each time (transient). Let it send a name that stays.")
        )
    said = _attributes(assertion)
    email = _first(said, MAILS) or (subject if name_id.get("Format") == MAIL else "")
    return Vouched(
        subject=subject[:255],
        email=email.strip().lower(),
        verified=provider.vouches,
        name=_first(said, CALLED)[:120],
        groups=frozenset(said.get(provider.groups.lower(), ())) if provider.groups else None,
    )


def _named(assertion: Any) -> dict[str, str]:
    """How exactly it names them, for when they log out."""
    name = assertion.find("a:Subject/a:NameID", NAMES)
    return {**dict(name.attrib), "name": text_of(assertion, "a:Subject/a:NameID")}


def _attributes(assertion: Any) -> dict[str, list[str]]:
    """What is said of them, by its name in lower case."""
    found: dict[str, list[str]] = {}
    for one in assertion.findall("a:AttributeStatement/a:Attribute", NAMES):
        values = [text_of(each, ".") for each in one.findall("a:AttributeValue", NAMES)]
        for name in {one.get("Name", "").lower(), one.get("FriendlyName", "").lower()} - {""}:
            found.setdefault(name, []).extend(values)
    return found


def _first(said: Mapping[str, list[str]], names: tuple[str, ...]) -> str:
    return next((value for name in names for value in said.get(name, ()) if value), "")
