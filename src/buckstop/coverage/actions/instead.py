"""Somebody is there instead of somebody: for some hours, while they are away, by a swap."""

from datetime import date, datetime
from uuid import UUID

from buckstop.coverage import entries, queries
from buckstop.coverage import permissions as may
from buckstop.coverage.models import Absence, Override, Roster, Swap
from buckstop.coverage.rules import checks
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person


def override(
    roster: Roster,
    *,
    person: Person,
    instead_of: Person | None,
    starts: datetime,
    ends: datetime,
    by: Actor,
    at: datetime,
) -> Override:
    """`person` instead of `instead_of`, by the clock on the roster's wall; None: besides all."""
    check(may.may_override(person))
    checks.check_hours(starts, ends)
    checks.check_another(person.pk, instead_of.pk if instead_of else None, "person")
    with acting(roster, by=by, at=at) as act:
        row = Override(
            roster=roster,
            person=person,
            instead_of=instead_of,
            starts=starts,
            ends=ends,
            since=act.at,
        )
        act.add(row)
        act.record(
            entries.OverrideAdded(
                override=row.pk,
                person=person.pk,
                instead_of=instead_of.pk if instead_of else None,
                starts=starts.isoformat(),
                ends=ends.isoformat(),
            )
        )
    return row


def remove_override(row: Override, *, by: Actor, at: datetime) -> None:
    """It is as if it had never been said; the ledger keeps that it was."""
    with acting(row.roster, by=by, at=at) as act:
        row = act.lock(row)
        if row.removed_at is None:
            act.change(row, removed_at=act.at)
            act.record(entries.OverrideRemoved(override=row.pk))


def note_absence(
    person: Person,
    *,
    starts: datetime,
    ends: datetime,
    stand_in: Person | None,
    by: Actor,
    at: datetime,
) -> Absence:
    """`person` isn't there from `starts` to `ends`, on whichever roster; `stand_in` is instead."""
    check(may.may_note_absence(person.pk, by, stand_in))
    checks.check_hours(starts, ends)
    checks.check_another(person.pk, stand_in.pk if stand_in else None, "stand_in")
    with acting(queries.roster(), by=by, at=at) as act:
        row = Absence(person=person, stand_in=stand_in, starts=starts, ends=ends, since=act.at)
        act.add(row)
        act.record(
            entries.AbsenceAdded(
                absence=row.pk,
                person=person.pk,
                stand_in=stand_in.pk if stand_in else None,
                starts=starts.isoformat(),
                ends=ends.isoformat(),
            )
        )
    return row


def remove_absence(row: Absence, *, by: Actor, at: datetime) -> None:
    """They are there after all."""
    check(may.may_remove_absence(row, by))
    with acting(queries.roster(), by=by, at=at) as act:
        row = act.lock(row)
        if row.removed_at is None:
            act.change(row, removed_at=act.at)
            act.record(entries.AbsenceRemoved(absence=row.pk, person=row.person_id))


def offer_swap(
    roster: Roster,
    *,
    layer: UUID,
    day: date,
    giver: Person,
    taker: Person,
    by: Actor,
    at: datetime,
) -> Swap:
    """Offer somebody the turn of `layer` that starts on `day`; it is theirs once they accept."""
    check(may.may_offer_swap(taker))
    checks.check_another(taker.pk, giver.pk, "taker")
    with acting(roster, by=by, at=at) as act:
        swap = Swap(roster=roster, layer=layer, day=day, giver=giver, taker=taker)
        act.add(swap)
        act.record(
            entries.SwapOffered(
                swap=swap.pk, layer=layer, day=day.isoformat(), giver=giver.pk, taker=taker.pk
            )
        )
    return swap


def accept_swap(swap: Swap, *, by: Actor, at: datetime) -> None:
    """The turn is the taker's."""
    with acting(swap.roster, by=by, at=at) as act:
        swap = act.lock(swap)
        check(may.may_accept_swap(swap, by))
        act.change(swap, accepted_at=act.at)
        day = swap.day.isoformat()
        act.record(entries.SwapAccepted(swap=swap.pk, giver=swap.giver_id, day=day))


def decline_swap(swap: Swap, *, by: Actor, at: datetime) -> None:
    """The turn stays whose it was."""
    with acting(swap.roster, by=by, at=at) as act:
        swap = act.lock(swap)
        check(may.may_decline_swap(swap, by))
        act.change(swap, declined_at=act.at)
        day = swap.day.isoformat()
        act.record(entries.SwapDeclined(swap=swap.pk, giver=swap.giver_id, day=day))
