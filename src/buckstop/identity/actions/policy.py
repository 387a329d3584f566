"""How one comes in, house-wide: with the checks that keep anybody from locking everybody out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from buckstop.configuration.actions.choosing import Wish, choose
from buckstop.configuration.setting import Setting
from buckstop.identity.permissions import may_be_emergency_person
from buckstop.identity.queries import open_providers
from buckstop.identity.settings import (
    EMERGENCY,
    NETWORKS,
    PASSWORDS,
    SECOND_STEP,
    SECOND_STEP_DAYS,
    SECOND_STEP_SINCE,
)
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Person
from buckstop.people.networks import check_networks, opens_from
from buckstop.people.roles import Capability, can


def set_passwords(*, on: bool, emergency: Person | None, by: Actor, at: datetime) -> None:
    """Whether people log in with a password; without, only the emergency person does.

    Refused where nobody could come in then: without a provider that is on, or without an admin
    with a password as the emergency person.
    """
    house = found_house(by=by, at=at)
    with acting(house, by=by, at=at) as act:
        if emergency is not None:
            check(may_be_emergency_person(act.lock(emergency)))
        if not on:
            if emergency is None:
                says = _("Say first which admin may always come in with a password.")
                raise Refused("emergency", says, "emergency")
            if not open_providers().exists():
                says = _("There is no provider by which people could come in instead.")
                raise Refused("no-provider", says, "on")
        key = str(emergency.pk) if emergency else ""
        wishes: dict[Setting[Any], Wish] = {PASSWORDS: "1" if on else "0", EMERGENCY: key}
        choose(wishes, on=house, by=by, at=at)


def require_second_step(*, roles: Sequence[str], days: int, by: Actor, at: datetime) -> None:
    """Which roles need a second step; who has none has so many days from now to set it up."""
    if wrong := [one for one in roles if not can(one, Capability.BE_STAFF)]:
        raise Refused("role", _("%(role)s is no role of staff.") % {"role": wrong[0]}, "roles")
    wishes: dict[Setting[Any], Wish] = {
        SECOND_STEP: ", ".join(roles),
        SECOND_STEP_DAYS: str(days),
        SECOND_STEP_SINCE: at.isoformat() if roles else "",
    }
    choose(wishes, on=found_house(by=by, at=at), by=by, at=at)


def allow_networks(*, networks: Sequence[str], here: str, by: Actor, at: datetime) -> None:
    """From which networks the desk opens; none: from everywhere. Refused where `here`, from where
    whoever says so comes, isn't among them: nobody shuts themselves out."""
    found = check_networks(networks)
    if not opens_from(here, found):
        says = _("You come from %(here)s: with these you would shut yourself out.")
        raise Refused("shut-out", says % {"here": here}, "networks")
    choose({NETWORKS: ", ".join(found)}, on=found_house(by=by, at=at), by=by, at=at)
