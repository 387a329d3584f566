"""What is said of a provider, checked. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from buckstop.identity.models import Protocol
from buckstop.kit.oauth import is_safe
from buckstop.kit.text import storable
from buckstop.ledger.refused import Refused
from buckstop.people.roles import Capability, Role, can

_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A provider as somebody writes it; see `models.Provider`."""

    name: str
    issuer: str
    client: str = ""
    protocol: str = Protocol.OPENID.value
    metadata: str = ""
    secret: str = ""
    scopes: str = ""
    groups: str = ""
    domains: Sequence[str] = ()
    vouches: bool = False
    joins: bool = False
    role: str = Role.COLLEAGUE.value
    strong: bool = True

    def __str__(self) -> str:
        """What the ledger keeps the digest of: all but the secret."""
        return "\n".join(
            str(one)
            for one in (self.name, self.issuer, self.client, self.scopes, self.groups,
                        " ".join(self.domains), self.vouches, self.joins, self.role, self.strong,
                        self.protocol, self.metadata)
        )  # fmt: skip


def check_terms(terms: Terms) -> Terms:
    """The same, tidied. Raises Refused with the field."""
    name, issuer = _check_name(terms.name), storable(terms.issuer).strip()
    if terms.protocol == Protocol.OPENID:
        _check_openid(issuer, terms.client)
    elif not issuer or len(issuer) > 500:
        raise Refused("metadata", _("Its metadata don’t say what it is called."), "metadata")
    domains = _domains(terms.domains)
    if wrong := next((one for one in domains if not _DOMAIN.fullmatch(one)), None):
        told = {"domain": wrong[:80]}
        raise Refused("domain", _("“%(domain)s” is no mail domain.") % told, "domains")
    check_role_of_joiners(terms.role)
    return Terms(
        name=name,
        issuer=issuer,
        client=terms.client.strip()[:300],
        protocol=terms.protocol,
        metadata=storable(terms.metadata).strip(),
        secret=terms.secret.strip(),
        scopes=" ".join(terms.scopes.split())[:300],
        groups=terms.groups.strip()[:80],
        domains=domains,
        vouches=terms.vouches,
        joins=terms.joins,
        role=terms.role,
        strong=terms.strong,
    )


def _check_name(name: str) -> str:
    said = " ".join(storable(name).split())
    if not said or len(said) > 80:
        raise Refused("name", _("Say in a few words what people know it by."), "name")
    return said


def _domains(said: Sequence[str]) -> tuple[str, ...]:
    tidied = (one.strip().lower().removeprefix("@") for one in said)
    return tuple(dict.fromkeys(one for one in tidied if one))


def _check_openid(issuer: str, client: str) -> None:
    parts = urlsplit(issuer)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise Refused("issuer", _("Write its address, beginning with https://."), "issuer")
    if not is_safe(issuer):
        raise Refused("issuer", _("Only https:// keeps what it says from others."), "issuer")
    if not client.strip():
        raise Refused("client", _("Write the client ID that it gave this desk."), "client")


def check_role_of_joiners(role: str) -> None:
    """Nobody administers the house because they came."""
    if not can(role, Capability.BE_STAFF) or can(role, Capability.ADMINISTER):
        raise Refused(
            "role", _("Choose what who joins may do; no admin joins by themselves."), "role"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTerms:
    """A customer's own provider as somebody writes it; see `models.CustomerProvider`."""

    name: str
    issuer: str
    client: str
    secret: str = ""
    domains: Sequence[str] = ()
    vouches: bool = False
    joins: bool = False

    def __str__(self) -> str:
        """What the ledger keeps the digest of: all but the secret."""
        domains = " ".join(self.domains)
        said = (self.name, self.issuer, self.client, domains, self.vouches, self.joins)
        return "\n".join(str(one) for one in said)


def check_customer_terms(terms: CustomerTerms, theirs: Collection[str]) -> CustomerTerms:
    """The same, tidied. `theirs`: the customer's mail domains, of which it speaks for some. Raises
    Refused with the field."""
    name, issuer = _check_name(terms.name), storable(terms.issuer).strip()
    _check_openid(issuer, terms.client)
    if len(issuer) > 500:
        raise Refused("issuer", _("That address is too long."), "issuer")
    domains = _domains(terms.domains)
    if not domains:
        raise Refused("domain", _("Choose for which mail domains it speaks."), "domains")
    if wrong := next((one for one in domains if one not in theirs), None):
        told = {"domain": wrong[:80]}
        raise Refused("domain", _("“%(domain)s” is no domain of this customer.") % told, "domains")
    return CustomerTerms(
        name=name,
        issuer=issuer,
        client=storable(terms.client).strip()[:300],
        secret=terms.secret.strip(),
        domains=domains,
        vouches=terms.vouches,
        joins=terms.joins,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a directory says of somebody."""

    user_name: str
    external: str
    name: str
    given: str
    family: str
    email: str
    active: bool
