"""Who may give how much without asking anybody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.coverage.models import Team
from buckstop.kit.money import LARGEST, is_currency
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.people.roles import Capability, roles_with
from buckstop.remedies import entries, queries
from buckstop.remedies import permissions as may
from buckstop.remedies.models import Authority


@dataclass(frozen=True, slots=True)
class UpTo:
    """How much, in minor units of `currency`: in a case, to a customer in a month, in all in a
    month."""

    currency: str
    per_case: int
    per_customer: int
    per_month: int


def give_authority(
    *,
    person: Person | None = None,
    role: str = "",
    team: Team | None = None,
    kinds: Collection[str],
    up_to: UpTo,
    by: Actor,
    at: datetime,
) -> Authority:
    """Somebody may give these kinds: a person; or everybody with a role or of a team, each so
    much."""
    check(may.may_give_authority(person, team))
    _check_holder(person, role, team)
    chosen = _check_kinds(kinds)
    _check_limits(up_to)
    with acting(by=by, at=at) as act:
        authority = act.add(
            Authority(
                chain=act.begin("authority"),
                person=person,
                role=role,
                team=team,
                kinds=chosen,
                currency=up_to.currency,
                per_case=up_to.per_case,
                per_customer=up_to.per_customer,
                per_month=up_to.per_month,
                since=act.at,
            )
        )
        act.record(
            entries.AuthorityGiven(
                authority=authority.pk,
                person=person.pk if person else None,
                role=role,
                team=team.pk if team else None,
                kinds=tuple(chosen),
                currency=up_to.currency,
                per_case=up_to.per_case,
                per_customer=up_to.per_customer,
                per_month=up_to.per_month,
            ),
            on=authority,
        )
    return authority


def end_authority(authority: Authority, *, by: Actor, at: datetime) -> None:
    """It is asked for again; what was given stays given."""
    with acting(authority, by=by, at=at) as act:
        authority = act.lock(authority)
        check(may.may_end_authority(authority))
        act.change(authority, until=act.at)
        act.record(entries.AuthorityEnded(authority=authority.pk))


def _check_holder(person: Person | None, role: str, team: Team | None) -> None:
    if [person is not None, bool(role), team is not None].count(True) != 1:
        raise Refused("holder", _("Say who: a person, a role or a team."), "holder")
    if role and role not in roles_with(Capability.OWN):
        raise Refused("holder", _("Choose a role of the desk."), "holder")


def _check_kinds(kinds: Collection[str]) -> list[str]:
    chosen = [kind for kind in queries.kinds() if kind in kinds]
    if not chosen:
        raise Refused("kinds", _("Say what they may give."), "kinds")
    return chosen


def _check_limits(up_to: UpTo) -> None:
    if not is_currency(up_to.currency):
        raise Refused("currency", _("Write its code, as in EUR, CHF or USD."), "currency")
    for name in ("per_case", "per_customer", "per_month"):
        if not 0 < getattr(up_to, name) <= LARGEST:
            raise Refused("amount", _("Write an amount above nothing."), name)
    if up_to.per_customer < up_to.per_case:
        said = _("This is less than in one case: write at least as much.")
        raise Refused("order", said, "per_customer")
    if up_to.per_month < up_to.per_customer:
        said = _("This is less than for one customer: write at least as much.")
        raise Refused("order", said, "per_month")
