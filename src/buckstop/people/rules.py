"""Pure decisions about people."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from buckstop.kit import addresses
from buckstop.kit.text import storable
from buckstop.ledger.refused import Refused
from buckstop.people.languages import Language
from buckstop.people.roles import Capability, can, roles_with

SCOPES = ("raise", "read", "write")
MOST_OF_TIER = 40
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{2,38}")

PRIVATE_MAIL = frozenset(
    [
        "aol.com",
        "bluewin.ch",
        "free.fr",
        "gmail.com",
        "gmx.at",
        "gmx.ch",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "live.com",
        "mail.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "orange.fr",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "t-online.de",
        "web.de",
        "yahoo.com",
        "yandex.ru",
        "ymail.com",
        "163.com",
    ]
)


def digest_of(secret: str) -> str:
    """What is kept of a secret that was random to begin with: its SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def domain_of(email: str) -> str:
    """The domain of an address, or '' where many people of no common customer share it."""
    domain = addresses.normal(email).rpartition("@")[2]
    return "" if domain in PRIVATE_MAIL else domain


def check_email(email: str) -> str:
    """The address in its one form; refused where it can't be one."""
    found = addresses.normal(email)
    if not found:
        raise Refused(
            "bad-address",
            _("“%(address)s” isn't an e-mail address.") % {"address": storable(email)},
            "email",
        )
    return found


def check_domain(domain: str) -> str:
    """The mail domain in its one form; refused where it can't be one."""
    found = addresses.normal_domain(domain)
    if not found:
        raise Refused(
            "bad-domain",
            _("“%(domain)s” isn't a mail domain.") % {"domain": storable(domain)},
            "domains",
        )
    return found


def check_domains(domains: Iterable[str]) -> tuple[str, ...]:
    """Mail domains in their one form, each once; refused where one belongs to everybody."""
    found = tuple(dict.fromkeys(check_domain(one.strip().removeprefix("@")) for one in domains))
    for domain in found:
        if domain in PRIVATE_MAIL:
            raise Refused(
                "shared",
                _("Anybody may have an address at %(domain)s.") % {"domain": domain},
                "domains",
            )
    return found


def check_reached(email: str, phone: str) -> tuple[list[str], list[str]]:
    """The addresses and phone numbers of a contact, one a line; refused where there is neither."""
    parts = re.split(r"[\s,;]+", email)
    emails = list(dict.fromkeys(check_email(one) for one in parts if one))
    phones = list(dict.fromkeys(one.strip() for one in phone.splitlines() if one.strip()))
    for one in phones:
        if not _PHONE.fullmatch(one):
            raise Refused("bad-phone", _("“%(one)s” isn’t a phone number.") % {"one": one}, "phone")
    if not emails and not phones:
        raise Refused("unreachable", _("Write a mail address or a phone number."), "email")
    return emails, phones


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, str]:
    """The names of what differs, with commas, and both states of it, a line each."""
    changed = [name for name in after if before[name] != after[name]]
    lines = [f"{name}: {before[name] or '—'} → {after[name] or '—'}" for name in changed]
    return ", ".join(changed), "\n".join(lines)


def check_role(role: str) -> None:
    """Refuse an unknown role, and say which there are."""
    if not can(role, Capability.BE_STAFF):
        roles = ", ".join(roles_with(Capability.BE_STAFF))
        raise Refused(
            "bad-role",
            _("There is no role “%(role)s”. Roles: %(roles)s.") % {"role": role, "roles": roles},
            "role",
        )


def check_tier(tier: str) -> str:
    """A tier as the house calls it, without blanks around it; refused where it is too long."""
    found = " ".join(storable(tier).split())
    if len(found) > MOST_OF_TIER:
        too_long = _("A tier has at most %(most)s letters.") % {"most": MOST_OF_TIER}
        raise Refused("long-tier", too_long, "tier")
    return found


def check_language(code: str) -> str:
    """The code of a language that we know, or ''; refused where it is another."""
    if code and code not in Language.values:
        unknown = _("“%(code)s” isn’t a language we know.") % {"code": storable(code)}
        raise Refused("bad-language", unknown, "language")
    return code


def language_called(name: str) -> str:
    """The code of a language by its code or its name, or ''; refused where it is another."""
    said = " ".join(storable(name).split()).casefold()
    named = {str(one.label).casefold(): one.value for one in Language}
    return check_language(named.get(said, said))


def check_languages(codes: Sequence[str]) -> list[str]:
    """Each language once, in our order; refused where one is another."""
    chosen = {check_language(code) for code in codes}
    return [code for code in Language.values if code in chosen]


def check_name(name: str, sentence: str, most: int = 120) -> str:
    """The name in one line, with single blanks; refused where nothing is left, or too much."""
    said = " ".join(storable(name).split())
    if not said:
        raise Refused("no-name", sentence, "name")
    if len(said) > most:
        raise Refused(
            "long-name", _("A name has at most %(most)s letters.") % {"most": most}, "name"
        )
    return said


def check_staff(*, name: str, email: str, role: str) -> str:
    """Their address in its one form; refused are staff without a name, an address or a role."""
    check_name(name, _("A person needs a name."))
    check_role(role)
    return check_email(email)


def check_key(*, name: str, scope: str) -> None:
    """Refuse a key without a name or with an unknown scope."""
    check_name(name, _("A key needs a name that says what uses it."))
    if scope not in SCOPES:
        raise Refused(
            "bad-scope",
            _("A scope is %(scopes)s.") % {"scopes": ", ".join(SCOPES)},
            "scope",
        )
