"""Limits as their page lists them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.reader import Reader
from buckstop.people.roles import LABELS, Role, rank
from buckstop.remedies.models import Authority, label_of
from buckstop.remedies.queries import authorities, kinds, own_kinds


@dataclass(frozen=True, slots=True)
class LimitRow:
    """Who, what they may give, and up to how much, in words."""

    who: str
    kinds: str
    case: str
    customer: str
    month: str
    end: Button | None


def listed(reader: Reader) -> list[LimitRow]:
    """All that hold: of people and teams, then of roles, the lowest first."""
    found = sorted(authorities(), key=lambda one: rank(one.role) if one.role else -1)
    every = kinds()
    return [_row(one, every, reader) for one in found]


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of the house's own."""

    name: str
    end: Button | None


def own(reader: Reader) -> list[KindRow]:
    """The house's own kinds, by name."""
    return [
        KindRow(one.name, button(Spot.REMEDY_KIND, Subject(reader=reader, row=one)))
        for one in own_kinds()
    ]


def _row(authority: Authority, every: list[str], reader: Reader) -> LimitRow:
    chosen = [label_of(kind) for kind in every if kind in authority.kinds]
    everything = len(chosen) == len(every)
    return LimitRow(
        who=_who(authority),
        kinds=_("whatever makes it right") if everything else ", ".join(chosen),
        case=str(authority.money(authority.per_case)),
        customer=str(authority.money(authority.per_customer)),
        month=str(authority.money(authority.per_month)),
        end=button(Spot.LIMIT, Subject(reader=reader, row=authority)),
    )


def _who(authority: Authority) -> str:
    if authority.person is not None:
        return authority.person.public_name
    if authority.team is not None:
        return _("Everybody of %(team)s") % {"team": authority.team.name}
    return _("Everybody: %(role)s") % {"role": LABELS[Role(authority.role)]}
