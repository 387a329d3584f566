"""Who may be put on a roster: whoever works at the desk. Who may put them there, the doors ask."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.coverage.models import Absence, Feed, Roster, ServiceLevel, Swap, Team
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can


def may_make_roster(person: Person) -> Refusal | None:
    """The buck stops with somebody of the desk."""
    return at_desk(person)


def may_add_shift(person: Person) -> Refusal | None:
    """Somebody of the desk is on shift."""
    return at_desk(person)


def may_put_back_shift(person: Person) -> Refusal | None:
    """They still work at the desk."""
    return at_desk(person)


def may_move_buck(person: Person) -> Refusal | None:
    """The buck stops with somebody of the desk."""
    return at_desk(person)


def may_add_rotation(people: Iterable[Person]) -> Refusal | None:
    """People of the desk take turns, each once or more often."""
    refusals = [refused for person in people if (refused := at_desk(person))]
    return replace(refusals[0], field="people") if refusals else None


def may_override(person: Person) -> Refusal | None:
    """Somebody of the desk is there instead."""
    return at_desk(person)


def may_speak_for(person: UUID, by: Actor) -> Refusal | None:
    """When somebody is away, they say themselves, or who leads; the desk itself may, too."""
    if not by.is_person or by.person == person or can(by, Capability.LEAD):
        return None
    return Refusal("not-yours", _("Only they themselves or a lead can say so."))


def may_remove_absence(absence: Absence, by: Actor) -> Refusal | None:
    """They themselves, or who leads."""
    return may_speak_for(absence.person_id, by)


def may_note_absence(person: UUID, by: Actor, stand_in: Person | None) -> Refusal | None:
    """They themselves or who leads; somebody of the desk stands in, or nobody."""
    if refusal := may_speak_for(person, by):
        return refusal
    refused = at_desk(stand_in) if stand_in else None
    return replace(refused, field="stand_in") if refused else None


def may_offer_swap(taker: Person) -> Refusal | None:
    """Somebody of the desk takes the turn."""
    return at_desk(taker)


def may_accept_swap(swap: Swap, by: Actor) -> Refusal | None:
    """Only whom it was offered to, while it is open."""
    return _may_answer(swap, by)


def may_decline_swap(swap: Swap, by: Actor) -> Refusal | None:
    """Only whom it was offered to, while it is open."""
    return _may_answer(swap, by)


def _may_answer(swap: Swap, by: Actor) -> Refusal | None:
    if by.person != swap.taker_id:
        return Refusal("not-asked", _("That turn was offered to somebody else."))
    if swap.accepted_at or swap.declined_at:
        return Refusal("ended", _("That was answered already."))
    return None


def may_add_team(lead: Person | None) -> Refusal | None:
    """Somebody leads it who leads at all; or nobody yet."""
    return _may_lead(lead)


def may_change_team(
    team: Team, lead: Person | None, buck_stops_with: Person | None
) -> Refusal | None:
    """While it is there: the buck may stop with somebody of the desk."""
    if refusal := _is_there(team) or _may_lead(lead):
        return refusal
    refused = at_desk(buck_stops_with) if buck_stops_with else None
    return replace(refused, field="buck_stops_with") if refused else None


def may_add_members(team: Team, people: Iterable[Person]) -> Refusal | None:
    """Whoever works here, while the team is there: colleagues answer what it is asked."""
    refused = next((found for person in people if (found := _works_here(person))), None)
    return _is_there(team) or (replace(refused, field="people") if refused else None)


def may_add_route(team: Team) -> Refusal | None:
    """While the team is there."""
    return _is_there(team)


def may_set_ladder(roster: Roster) -> Refusal | None:
    """While the team is there."""
    return _is_there(roster.team) if roster.team else None


def may_add_skill(person: Person, by: Actor) -> Refusal | None:
    """What somebody of the desk knows, they say themselves, or who leads."""
    return may_speak_for(person.pk, by) or at_desk(person)


def may_remove_skill(person: UUID, by: Actor) -> Refusal | None:
    """They themselves, or who leads."""
    return may_speak_for(person, by)


def may_change_level(level: ServiceLevel) -> Refusal | None:
    """One that is for somebody; the default one's hours and times have verbs of their own."""
    return _besides_default(level)


def may_move_level_up(level: ServiceLevel) -> Refusal | None:
    """One that is for somebody: the default one is asked last."""
    return _besides_default(level)


def may_remove_level(level: ServiceLevel) -> Refusal | None:
    """One that is for somebody: the default one is for whatever no other is for."""
    return _besides_default(level)


def _besides_default(level: ServiceLevel) -> Refusal | None:
    if level.is_default:
        said = _("The default level comes last and stays; its times are on the page of the house.")
        return Refusal("default", said)
    return Refusal("ended", _("That level was removed.")) if level.removed_at else None


def _is_there(team: Team) -> Refusal | None:
    if team.ended_at is None:
        return None
    return Refusal("ended", _("That team has ended."))


def _may_lead(person: Person | None) -> Refusal | None:
    if person is None or (can(person.role, Capability.LEAD) and person.is_active):
        return None
    said = _("%(person)s doesn’t lead: give them another role first.") % {"person": person}
    return Refusal("no-lead", said, "lead")


def at_desk(person: Person) -> Refusal | None:
    """A roster has people who work at the desk."""
    if can(person.role, Capability.OWN) and person.is_active:
        return None
    return Refusal(
        "not-desk", _("%(person)s doesn't work at the desk.") % {"person": person}, "person"
    )


def _works_here(person: Person) -> Refusal | None:
    if person.is_staff_member and person.is_active:
        return None
    return Refusal("gone", _("%(person)s doesn’t work here.") % {"person": person}, "person")


def may_make_feed(person: Person, actor: Actor) -> Refusal | None:
    """The person."""
    return None if person.pk == actor.id else Refusal("not-yours", _("It isn't yours."))


def may_end_feed(feed: Feed, actor: Actor) -> Refusal | None:
    """Whose it is, while it is there."""
    if feed.ended_at is not None:
        return Refusal("withdrawn", _("It was withdrawn."))
    return None if feed.person_id == actor.id else Refusal("not-yours", _("It isn't yours."))
