"""What a rotation, an override, an absence, a team and a skill must be. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.coverage.rules import ladders
from buckstop.coverage.rules.ladders import Rung, When
from buckstop.kit.addresses import normal
from buckstop.kit.text import storable
from buckstop.ledger.refused import Refused

LONGEST = timedelta(days=400)


def check_rotation(people: int, days: int) -> None:
    """At least one person takes turns of a day to four weeks."""
    if people == 0:
        raise Refused("nobody", _("Choose who takes turns."), "people")
    if not 1 <= days <= 28:
        raise Refused("bad-days", _("A turn takes from 1 to 28 days."), "days")


def check_hours(starts: datetime, ends: datetime) -> None:
    """It ends after it starts, and within what anybody can plan."""
    if ends <= starts:
        raise Refused("ends-before", _("The end is before the start."), "ends")
    if ends - starts > LONGEST:
        raise Refused("too-long", _("That is longer than a year."), "ends")


def check_another(person: UUID, instead_of: UUID | None, field: str) -> None:
    """Nobody is there instead of themselves."""
    if person == instead_of:
        raise Refused("same-person", _("Choose somebody else."), field)


def check_team_name(name: str, others: Iterable[str]) -> str:
    """What a team is called, in a line; no other is called so."""
    said = _one_line(name, 80, _("Say what the team is called."))
    if said.casefold() in {other.casefold() for other in others}:
        raise Refused("called-so", _("There is a team of this name already."), "name")
    return said


def check_weighs(weighs: int, grows: int) -> None:
    """What waiting counts at a level, and what each day adds, in per cent."""
    if not 10 <= weighs <= 1000:
        raise Refused("bad-weight", _("It counts from 10 to 1000 per cent."), "weighs")
    if not 0 <= grows <= 200:
        raise Refused("bad-growth", _("A day adds from 0 to 200 per cent."), "grows")


def check_level_name(name: str, others: Iterable[str]) -> str:
    """What a service level is called, in a line; no other is called so."""
    said = _one_line(name, 80, _("Say what the level is called."))
    if said.casefold() in {other.casefold() for other in others}:
        raise Refused("called-so", _("There is a service level of this name already."), "name")
    return said


def check_route(address: str, *, others: int) -> str:
    """An address in its one form; empty where it is the route of a customer or a service instead,
    of which so many (`others`) were named."""
    if others + bool(address.strip()) > 1:
        words = _("One of the three: an address, a customer or a service.")
        raise Refused("several", words, "address")
    if others:
        return ""
    if not address.strip():
        words = _("Write an address, or choose a customer or a service.")
        raise Refused("no-words", words, "address")
    found = normal(address)
    if not found:
        raise Refused("address", _("That is no mail address."), "address")
    return found


def check_goes_to(team: str) -> None:
    """What goes to a `team` already goes to no second one."""
    if team:
        said = _("That goes to %(team)s already. Remove it there first.") % {"team": team}
        raise Refused("goes-there", said, "address")


def check_rungs(rungs: Iterable[Rung]) -> tuple[Rung, ...]:
    """The rungs of a ladder in their order: a few, ahead of its time, at it, or after."""
    said = ladders.in_order(rungs)
    if not said:
        raise Refused("no-rungs", _("Somebody must hear of it: say who, and when."), "rungs")
    if len(said) > ladders.MOST:
        most = _("A ladder has %(most)s rungs at most.") % {"most": ladders.MOST}
        raise Refused("many", most, "rungs")
    least = {When.SHARE: 1, When.BEFORE: 1, When.AFTER: 0}
    for rung in said:
        most_of_it = 99 if rung.when is When.SHARE else ladders.LONGEST
        if not least[rung.when] <= rung.amount <= most_of_it:
            wrong = _("A rung comes after 1 to 99 % of its time, or within a week of its end.")
            raise Refused("bad-time", wrong, "rungs")
    return said


def check_skill(name: str) -> str:
    """What somebody knows, in a few words."""
    return _one_line(name, 40, _("Say in a few words what they know."))


def _one_line(text: str, longest: int, nothing: str) -> str:
    said = " ".join(storable(text).split())
    if not said:
        raise Refused("no-words", nothing, "name")
    if len(said) > longest:
        too_long = _("That has more than %(longest)s letters.") % {"longest": longest}
        raise Refused("long", too_long, "name")
    return said
