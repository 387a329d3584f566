"""Who may give how much; and standing behind what was given beyond it."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Choices
from buckstop.doors.components.forms.remedies import AuthorityForm, OwnKindForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import LIMITS, REMEDIES
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import money, people
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.people.roles import LABELS, Capability, roles_with
from buckstop.remedies import permissions as may
from buckstop.remedies.actions import granting, limits
from buckstop.remedies.actions import kinds as own
from buckstop.remedies.models import Authority, OwnKind, Remedy, label_of
from buckstop.remedies.queries import kinds, teams_to_choose
from buckstop.remedies.settings import CURRENCY


class _OfLimits(DeskAct):
    """An act of admins on who may give how much."""

    who = Who.ADMINS

    @property
    def back(self) -> str:
        return LIMITS.url()


class GiveAuthority(_OfLimits):
    """Somebody may give something without asking anybody."""

    label = gettext_lazy("Say who may give what")
    noun = f"{LIMITS.route}additions/"
    where = (Where(Spot.LIMITS),)
    form = AuthorityForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        return {
            "holders": self._holders(),
            "kinds": [(one, label_of(one)) for one in kinds()],
            "initial": {"kinds": kinds()},
        }

    def _holders(self) -> Choices:
        roles = [
            (f"role:{role}", _("Everybody: %(role)s") % {"role": LABELS[role]})
            for role in roles_with(Capability.OWN)
        ]
        teams = [
            (f"team:{team.pk}", _("Everybody of %(team)s") % {"team": team.name})
            for team in teams_to_choose()
        ]
        each = people.choices(desk(), self.on_duty, self.reader)
        return [*roles, *teams, *((f"person:{key}", name) for key, name in each)]

    def context(self) -> dict[str, Any]:
        lead = _("Within it they ask nobody; beyond it the next who may is asked. In %(currency)s.")
        return {"lead": lead % {"currency": CURRENCY.value}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        what, _colon, key = filled["holder"].partition(":")
        team = get_object_or_404(teams_to_choose(), pk=key) if what == "team" else None
        limits.give_authority(
            person=Person.objects.get(pk=key) if what == "person" else None,
            role=key if what == "role" else "",
            team=team,
            kinds=filled["kinds"],
            up_to=self._up_to(filled),
            **self.by,
        )
        return Confirmation(_("It holds from now on."))

    def _up_to(self, filled: dict[str, Any]) -> limits.UpTo:
        return limits.UpTo(
            CURRENCY.value,
            *(_minor(filled[name], name) for name in ("per_case", "per_customer", "per_month")),
        )


def _minor(text: str, field: str) -> int:
    found = money.read(text, field)
    if found is None:
        raise Refused("amount", _("Write an amount above nothing."), field)
    return found.minor


class EndAuthority(_OfLimits):
    """It is asked for again."""

    label = gettext_lazy("End it")
    noun = f"{LIMITS.route}<uuid:key>/end/"
    where = (Where(Spot.LIMIT),)
    authority: Authority

    def find(self, **keys: Any) -> None:
        self.authority = get_object_or_404(Authority, pk=keys["key"], until=None)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        limits.end_authority(self.authority, **self.by)
        return Confirmation(_("It is asked for again."))


class AddKind(_OfLimits):
    """The house gives something that isn't listed."""

    label = gettext_lazy("Add a kind of ours")
    noun = f"{LIMITS.route}kinds/"
    where = (Where(Spot.LIMITS, 60),)
    form = OwnKindForm
    submit = gettext_lazy("Add it")

    def context(self) -> dict[str, Any]:
        return {"lead": _("It stands on the sheet of “Make it right”; say then who may give it.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        own.add_kind(name=filled["name"], **self.by)
        return Confirmation(_("It can be given from now on."))


class EndKind(_OfLimits):
    """It isn't given any more."""

    label = gettext_lazy("End it")
    noun = f"{LIMITS.route}kinds/<uuid:key>/end/"
    where = (Where(Spot.REMEDY_KIND),)
    kind: OwnKind

    def find(self, **keys: Any) -> None:
        self.kind = get_object_or_404(OwnKind, pk=keys["key"], ended_at=None)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        own.end_kind(self.kind, **self.by)
        return Confirmation(_("It isn’t given any more."))


class BackRemedy(DeskAct):
    """Who leads stands behind what was given in good faith."""

    label = gettext_lazy("Back it")
    noun = f"{REMEDIES.route}<uuid:key>/backing/"
    where = (Where(Spot.REMEDY),)
    who = Who.LEADERS
    remedy: Remedy

    @classmethod
    def may(cls, on: Subject) -> bool:
        remedy: Remedy = on.row
        return remedy.backed_at is None and not may.may_back(remedy, on.reader.actor)

    def find(self, **keys: Any) -> None:
        rows = Remedy.objects.filter(granted_at__isnull=False)
        related = rows.select_related("case__problem", "asked_by")
        self.remedy = get_object_or_404(related, pk=keys["key"])

    @property
    def back(self) -> str:
        return REMEDIES.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        granting.back(self.remedy, **self.by)
        return Confirmation(_("%(who)s is told.") % {"who": self.remedy.asked_by.public_name})
