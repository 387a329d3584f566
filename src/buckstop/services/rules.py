"""What a service and its use must be. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from buckstop.kit.text import storable
from buckstop.ledger.refused import Refused
from buckstop.people.rules import check_name
from buckstop.services.models import Matters

MOST_QUIET = 60 * 24 * 7  # minutes
_KEY = re.compile(r"[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a service is called, by programs and by people; without a `key`, the name makes it."""

    name: str
    key: str = ""
    about: str = ""
    quiet_minutes: int = 15


@dataclass(frozen=True, kw_only=True)
class Usage:
    """How a customer uses a service."""

    site: str = ""
    plan: str = ""
    matters: int = Matters.SLOWS


def check_terms(terms: Terms) -> Terms:
    """The terms in their one form. Refused where nobody could call it so."""
    name = check_name(terms.name, _("Say what the service is called."))
    key = check_key(terms.key) if terms.key.strip() else key_of(name)
    if not 1 <= terms.quiet_minutes <= MOST_QUIET:
        raise Refused("bad-minutes", _("Write one minute to seven days."), "quiet_minutes")
    about = _line(terms.about, 300, "about")
    return Terms(name=name, key=key, about=about, quiet_minutes=terms.quiet_minutes)


def check_key(key: str) -> str:
    """A key as programs write it. Refused where it has other signs."""
    key = key.strip().lower()
    if _KEY.fullmatch(key) is None:
        wrong = _("A key has small letters, digits, dots, dashes and underscores, at most 64.")
        raise Refused("bad-key", wrong, "key")
    return key


def key_of(name: str) -> str:
    """A key made of a name: `payment-gateway` of Payment gateway."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-")
    if not key:
        raise Refused("bad-key", _("Write a key of small letters and digits."), "key")
    return key


def check_usage(usage: Usage) -> Usage:
    """How it is used, in its one form."""
    if usage.matters not in Matters.values:
        raise Refused("bad-matters", _("Say how much it matters to them."), "matters")
    return Usage(
        site=_line(usage.site, 120, "site"),
        plan=_line(usage.plan, 60, "plan"),
        matters=Matters(usage.matters),
    )


def check_no_circle(path: Iterable[str]) -> None:
    """Refused where `path`, the names from a service back to itself, isn't empty."""
    names = list(path)
    if names:
        needs = _(" needs ").join(names)
        raise Refused("circle", _("That would be a circle: %(path)s.") % {"path": needs}, "on")


def _line(text: str, longest: int, field: str) -> str:
    said = " ".join(storable(text).split())
    if len(said) > longest:
        too_long = _("That has more than %(longest)s letters.") % {"longest": longest}
        raise Refused("long", too_long, field)
    return said
