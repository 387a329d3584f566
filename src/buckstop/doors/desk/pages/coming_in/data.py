"""How one comes in, as its page says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.coming_in import called, log_out_at
from buckstop.doors.desk.reader import Reader
from buckstop.identity import queries
from buckstop.identity.models import GroupRule, Protocol, Provider
from buckstop.identity.settings import EMERGENCY, PASSWORDS, SECOND_STEP, SECOND_STEP_DAYS
from buckstop.kit import said_time
from buckstop.people.models import Person
from buckstop.people.roles import LABELS, Role


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One provider: whom it lets in, and what is done with it."""

    name: str
    issuer: str
    says: list[str]
    is_on: bool
    logout: str
    metadata: str
    buttons: list[Button]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What goes with one group."""

    group: str
    says: str
    remove: Button | None


def providers(reader: Reader) -> list[ProviderRow]:
    """All of them."""
    return [_provider(one, reader) for one in queries.providers()]


def _provider(one: Provider, reader: Reader) -> ProviderRow:
    by_saml, says = one.protocol == Protocol.SAML, []
    if one.domains:
        told = {"domains": ", ".join(one.domains)}
        says.append(_("Only who has a verified address of %(domains)s comes in.") % told)
    if one.joins:
        told = {"role": str(LABELS[Role(one.role)])}
        says.append(_("Who isn’t here yet joins as: %(role)s.") % told)
    if one.groups:
        stand = (
            _("Groups stand in its attribute “%(claim)s”.")
            if by_saml
            else _("Groups stand in its claim “%(claim)s”.")
        )
        says.append(stand % {"claim": one.groups})
    if not one.strong:
        says.append(_("Who comes in by it needs a second step of ours, where the role needs one."))
    return ProviderRow(
        name=one.name,
        issuer=one.issuer,
        says=says,
        is_on=one.is_on,
        logout=log_out_at()
        if by_saml
        else settings.BASE_URL + reverse("logged-out-there", args=[one.pk]),
        metadata=called() if by_saml else "",
        buttons=buttons(Spot.PROVIDER, Subject(reader=reader, row=one)),
    )


@dataclass(frozen=True, slots=True)
class SigningRow:
    """The key by which providers know this desk, and what is done with it."""

    says: list[str]
    buttons: list[Button]


def signing(reader: Reader) -> SigningRow | None:
    """Where a provider is of SAML."""
    if not queries.providers().filter(protocol=Protocol.SAML).exists():
        return None
    says = []
    for one in queries.signing_keys():
        told = {"made": _date(one.made_at, reader), "until": _date(one.good_until, reader)}
        sentence = (
            _("This desk signs with a key of %(made)s, good until %(until)s.")
            if one.signs
            else _("A new one of %(made)s, good until %(until)s, doesn’t sign yet.")
        )
        says.append(sentence % told)
    return SigningRow(says, buttons(Spot.SIGNING_KEY, Subject(reader=reader)))


def _date(when: datetime, reader: Reader) -> str:
    return said_time.date_and_year(when.astimezone(reader.zone))


def rules(reader: Reader) -> list[RuleRow]:
    """What goes with groups."""
    found = GroupRule.objects.filter(until=None).select_related("team").order_by("group", "since")
    return [
        RuleRow(
            group=one.group,
            says=_("of the team %(team)s") % {"team": one.team}
            if one.team
            else str(LABELS[Role(one.role)]),
            remove=button(Spot.GROUP_RULE, Subject(reader=reader, row=one)),
        )
        for one in found
    ]


def passwords() -> dict[str, Any]:
    """Whether there are passwords, and who always has one."""
    key = EMERGENCY.value
    who = Person.objects.filter(pk=key).first() if key else None
    return {"on": PASSWORDS.value, "emergency": who.public_name if who else ""}


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """One directory: how many of us it named, and what is done with it."""

    name: str
    says: str
    buttons: list[Button]


def directories(reader: Reader) -> list[DirectoryRow]:
    """Those that say who joins and leaves."""
    rows = queries.directories().annotate(people=Count("entrants"))
    return [
        DirectoryRow(
            name=one.name,
            says=ngettext("%(n)s person", "%(n)s people", one.people) % {"n": one.people},
            buttons=buttons(Spot.DIRECTORY, Subject(reader=reader, row=one)),
        )
        for one in rows
    ]


def scim() -> str:
    """Where they come in."""
    return f"{settings.BASE_URL}/scim/v2"


def second_step() -> str:
    """Who needs one."""
    named = [str(LABELS[Role(one)]) for one in SECOND_STEP.value]
    if not named:
        return _("Nobody has to have one.")
    told = {"roles": ", ".join(named), "n": SECOND_STEP_DAYS.value}
    return _("%(roles)s need one, %(n)s days after it was said or they came.") % told


def summary() -> str:
    """`1 provider, passwords.`"""
    n = len(queries.open_providers())
    found = ngettext("%(n)s provider", "%(n)s providers", n) % {"n": n}
    if not n:
        return _("By password or passkey.")
    if PASSWORDS.value:
        return _("By %(providers)s, password or passkey.") % {"providers": found}
    return _("By %(providers)s or passkey.") % {"providers": found}
