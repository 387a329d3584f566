"""Service levels: added, changed, moved up, removed."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage import permissions as may
from buckstop.coverage.actions import levels
from buckstop.coverage.models import ServiceLevel
from buckstop.coverage.queries import service_level, teams
from buckstop.coverage.rules import DAYS
from buckstop.coverage.rules.levels import GROWS, WEIGHS, Terms
from buckstop.doors.components.forms.levels import LevelForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import LEVELS
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.pages.house.data import hours_of, minutes_of
from buckstop.doors.desk.presenting.levels import HURTS
from buckstop.kit.public_holidays import countries
from buckstop.outbox.settings import ADDRESSES
from buckstop.problems.models.problem import Kind
from buckstop.services.queries import services


class _LevelAct(DeskAct):
    """An act on service levels."""

    who = Who.ADMINS
    in_bar = "house"
    submit = gettext_lazy("Keep it")

    @property
    def back(self) -> str:
        return LEVELS.url()

    def context(self) -> dict[str, Any]:
        return {"lead": _("It holds for what is promised from now on; promises made stay.")}


class _Filled(_LevelAct):
    """One with all that a level says in its form."""

    form = LevelForm
    fields = {
        "first_news": "first",
        "news_while_hurting": "while_hurting",
        "news_otherwise": "otherwise",
        "fix_aim": "fix",
        "ask_days": "ask",
        "legal_days": "legal",
    }

    def options(self) -> dict[str, Any]:
        choices = {
            "weekdays": [(str(n), str(name)) for n, name in enumerate(DAYS)],
            "hurts": HURTS,
            "kind": Kind.choices,
            "country": countries(),
            "on_call": [(str(team.pk), team.name) for team in teams()],
            "service": self.services(),
            "addresses": [(one, one) for one in self.addresses()],
        }
        return {"choices": choices, "initial": self.initial()}

    def services(self) -> list[tuple[str, str]]:
        """Those that there are."""
        return [(str(one.pk), one.name) for one in services()]

    def addresses(self) -> list[str]:
        """Those of the desk, where there are several."""
        return list(ADDRESSES.value) if len(ADDRESSES.value) > 1 else []

    def initial(self) -> dict[str, Any]:
        """What the form holds at first: the times of the default level."""
        return read(service_level())


def read(level: ServiceLevel) -> dict[str, Any]:
    """The times of a level, as its form has them."""
    country, _dash, part = level.country.partition("-")
    return {
        "weekdays": list(level.weekdays),
        "opens": level.opens,
        "closes": level.closes,
        "zone": level.zone,
        "country": country,
        "part": part,
        "first": level.first_news,
        "while_hurting": hours_of(level.news_while_hurting),
        "otherwise": hours_of(level.news_otherwise),
        "fix": None if level.fix_aim is None else hours_of(level.fix_aim),
        "ask": level.ask_days,
        "days_off": level.days_off,
        "days_open": level.days_open,
        "on_call": str(level.on_call_id or ""),
        "weighs": level.weighs,
        "grows": None if level.grows == GROWS else level.grows,
        "legal": level.legal_days,
        "service": str(level.service_id or ""),
        "addresses": level.addresses,
    }


def terms(filled: dict[str, Any]) -> Terms:
    """What a filled form says of a level."""
    part = filled["part"].strip() if filled["country"] else ""
    return Terms(
        name=filled["name"],
        tier=filled["tier"],
        hurts=int(filled["hurts"]) if filled["hurts"] else None,
        kind=filled["kind"],
        opens=filled["opens"],
        closes=filled["closes"],
        weekdays="".join(filled["weekdays"]),
        zone=filled["zone"],
        country=f"{filled['country']}-{part}" if part else filled["country"],
        first_news=filled["first"],
        news_while_hurting=round(filled["while_hurting"] * 60),
        news_otherwise=round(filled["otherwise"] * 60),
        fix_aim=minutes_of(filled["fix"]),
        ask_days=filled["ask"],
        days_off=tuple(filled["days_off"]),
        days_open=tuple(filled["days_open"]),
        on_call=UUID(filled["on_call"]) if filled.get("on_call") else None,
        service=UUID(filled["service"]) if filled.get("service") else None,
        addresses=tuple(filled.get("addresses", ())),
        weighs=WEIGHS if filled["weighs"] is None else filled["weighs"],
        grows=GROWS if filled["grows"] is None else filled["grows"],
        legal_days=filled["legal"],
    )


class AddLevel(_Filled):
    """One more; with the first one there are two."""

    label = gettext_lazy("Add a service level")
    noun = f"{LEVELS.route}additions/"
    where = (Where(Spot.LEVELS),)
    submit = gettext_lazy("Add it")

    def context(self) -> dict[str, Any]:
        lead = _("It is asked after the levels that there are. What it doesn’t fit has the times"
                 " of the house, as before.")  # fmt: skip
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        level = levels.add_level(terms(filled), **self.by)
        return Confirmation(_("%(level)s is a service level.") % {"level": level.name})


class _OfLevel(_LevelAct):
    """An act on one level."""

    before = LEVELS.route
    under = "<uuid:key>/"
    level: ServiceLevel

    def find(self, **keys: Any) -> None:
        self.level = get_object_or_404(ServiceLevel, pk=keys["key"], removed_at=None)


class ChangeLevel(_OfLevel, _Filled):
    """Whom it is for, and its times."""

    label = gettext_lazy("Change")
    noun = "change/"
    where = (Where(Spot.LEVEL, 10),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_change_level(on.row)

    def initial(self) -> dict[str, Any]:
        hurts = "" if self.level.hurts is None else str(self.level.hurts)
        whom = {"name": self.level.name, "tier": self.level.tier, "kind": self.level.kind}
        return read(self.level) | whom | {"hurts": hurts}

    def services(self) -> list[tuple[str, str]]:
        ended = self.level.service if self.level.service and self.level.service.ended_at else None
        return [*super().services(), *([(str(ended.pk), ended.name)] if ended else [])]

    def addresses(self) -> list[str]:
        return list(dict.fromkeys([*super().addresses(), *self.level.addresses]))

    def do(self, filled: dict[str, Any]) -> Confirmation:
        levels.change_level(self.level, terms(filled), **self.by)
        return Confirmation(_("Kept."))


class MoveLevelUp(_OfLevel):
    """It is asked before the one above it."""

    label = gettext_lazy("Move up")
    noun = "up/"
    where = (Where(Spot.LEVEL_BELOW),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_move_level_up(on.row)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        levels.move_level_up(self.level, **self.by)
        return Confirmation(_("%(level)s is asked earlier now.") % {"level": self.level.name})


class RemoveLevel(_OfLevel):
    """It is for nobody any more."""

    label = gettext_lazy("Remove")
    noun = "removal/"
    where = (Where(Spot.LEVEL, 30),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_remove_level(on.row)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        levels.remove_level(self.level, **self.by)
        said = _("%(level)s was removed. Promises made by it stay.")
        return Confirmation(said % {"level": self.level.name})
