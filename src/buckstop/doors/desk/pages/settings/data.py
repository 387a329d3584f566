"""Settings as their pages show them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from buckstop.configuration.group import Group
from buckstop.configuration.kinds import Colour, Secret
from buckstop.configuration.queries import history
from buckstop.configuration.setting import SETTINGS, Origin, Setting, of_group
from buckstop.doors.desk.presenting import changed
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.people.actions.staff import found_house


@dataclass(frozen=True, slots=True)
class Line:
    """One setting: what it is now, what it does, and who says so where that isn't plain."""

    label: str
    value: str
    says: str
    origin: str = ""
    colour: str = ""
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of the past."""

    what: str
    said: str
    who: str
    when: str


def lines(group: Group) -> list[Line]:
    """The settings of a group, in their order."""
    return [_line(setting) for setting in of_group(group)]


def summary(group: Group) -> str:
    """The first things of a group, which say the most, in a line."""
    first, *others = of_group(group)
    if not first.in_words:
        return _("Nothing was chosen yet.")
    return " · ".join(word for one in (first, *others[:1]) if (word := one.in_a_line))


def changes(group: Group, reader: Reader) -> list[Changed]:
    """Who changed what in a group, newest first."""
    house = found_house(by=reader.actor, at=reader.now)
    return [
        Changed(
            what=str(SETTINGS[one.setting].label),
            said=one.said or _("(erased)"),
            who=changed.who(one.by),
            when=said_time.at(one.at, reader.now, reader.zone),
        )
        for one in history(of_group(group), on=house)
    ]


def _line(setting: Setting[Any]) -> Line:
    return Line(
        label=str(setting.label),
        value=setting.in_words or _("none"),
        says=str(setting.says),
        origin=_origin(setting),
        colour=setting.value if isinstance(setting, Colour) else "",
        by_itself=bool(setting.in_words) and setting.origin is Origin.DEFAULT,
    )


def _origin(setting: Setting[Any]) -> str:
    if setting.origin is Origin.GIVEN:
        told = {"name": setting.environment}
        return _("%(name)s says so where the desk runs; it can’t be changed here.") % told
    if isinstance(setting, Secret) and setting.is_lost:
        return _("It was sealed with a secret key that isn’t here any more. Write it anew.")
    return ""
