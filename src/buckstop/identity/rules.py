"""Who is let in, and what groups mean. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused
from buckstop.people.roles import rank


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a provider says of somebody. `groups`: None where it says nothing of groups. `denied`:
    it says itself that the address isn't verified, whatever we take its addresses for."""

    subject: str
    email: str
    verified: bool
    name: str
    groups: frozenset[str] | None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """Who came, and what logs them out there: its session, and the address, where it has one;
    `named`: of SAML, how exactly it named them, for it knows them by nothing else."""

    vouched: Vouched
    session: str
    logout: str
    named: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes with a group."""

    group: str
    role: str
    team: UUID | None


TELLING = 20
"""From so many letters on, a session's name is no other's: some providers count 1, 2, 3."""


def is_meant(by: Mapping[str, Any], *, names: Collection[str], sessions: Collection[str]) -> bool:
    """Whether a session that began as `by` says is one that a provider ends by SAML: of whom it
    names, in the sessions that it names, in all where it names none. Entra ID names people to us
    otherwise than it did when they came, so the name of one session alone says enough."""
    session = str(by.get("session") or "")
    if session in sessions and len(session) >= TELLING:
        return True
    if by.get("subject") not in names:
        return False
    return not sessions or not session or session in sessions


def check_domain(vouched: Vouched, domains: Collection[str]) -> None:
    """Where a rule names domains, only a verified address of one of them comes in."""
    if not domains:
        return
    if not vouched.email:
        raise Refused("no-mail", _("It didn’t say your mail address, and here one is needed."))
    if not vouched.verified:
        raise Refused("not-verified", _("Your mail address isn’t verified there."))
    if vouched.email.rpartition("@")[2] not in domains:
        told = {"domains": ", ".join(sorted(domains))}
        raise Refused("domain", _("Only addresses of %(domains)s come in here.") % told)


def check_of_customer(vouched: Vouched, domains: Collection[str]) -> None:
    """For a customer its provider speaks only of verified addresses of the domains bound to it."""
    if not domains:
        raise Refused("no-domain", _("It speaks for none of your mail domains any more. Ask us."))
    if vouched.denied:
        raise Refused("not-verified", _("Your mail address isn’t verified there."))
    check_domain(vouched, domains)


def check_may_be_found(vouched: Vouched) -> None:
    """Whose account it is, an address says only where it is verified."""
    if not vouched.email:
        raise Refused("no-mail", _("It didn’t say your mail address, by which we would know you."))
    if not vouched.verified:
        raise Refused(
            "not-verified",
            _("Your mail address isn’t verified there, so it doesn’t prove who you are."),
        )


def role_of(groups: Iterable[str], rules: Iterable[Rule], otherwise: str) -> str | None:
    """The highest role that goes with one of the groups; None where no rule is about roles."""
    about = [rule for rule in rules if rule.role]
    if not about:
        return None
    wanted = set(groups)
    found = [rule.role for rule in about if rule.group in wanted]
    return max(found, key=rank, default=otherwise)


def teams_of(groups: Iterable[str], rules: Iterable[Rule]) -> dict[UUID, bool]:
    """Each team that a rule is about, and whether one of the groups is of it."""
    wanted = set(groups)
    found: dict[UUID, bool] = {}
    for rule in rules:
        if rule.team is not None:
            found[rule.team] = found.get(rule.team, False) or rule.group in wanted
    return found
