"""What stands below the grid: who takes turns, who is on instead, who is away, what is offered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.coverage.models import Absence, Override, Roster, Rotation, Swap
from buckstop.coverage.queries import ANYWHERE, near, offered_turns, zone_of
from buckstop.coverage.rules import wall_clock
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.pages.roster.grid import said_day
from buckstop.doors.desk.reader import Reader
from buckstop.people.queries import names as names_of


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, and what can be done about it."""

    says: str
    buttons: list[Button]


@dataclass(frozen=True, slots=True)
class Lists:
    """The rows by what they are."""

    rotations: list[Row]
    overrides: list[Row]
    absences: list[Row]
    offered: list[Row]  # to the reader
    waiting: list[Row]  # for others' answers


def of(desk: Roster, reader: Reader) -> Lists:
    """What is ahead on a roster."""
    from_now = near(reader.now)
    today = wall_clock.shows(reader.now, zone_of(desk)).date()
    ahead = Q(removed_at=None, ends__gte=from_now)
    rotations = Rotation.objects.filter(roster=desk, until=None).prefetch_related("seats")
    overrides = Override.objects.filter(ahead, roster=desk).order_by("starts")
    absences = Absence.objects.filter(ahead).order_by("starts")
    swaps = Swap.objects.filter(roster=desk, accepted_at=None, declined_at=None, day__gte=today)
    names = _names(rotations, overrides, absences, swaps)
    mine = [one for one in swaps.order_by("day") if one.taker_id == reader.person.pk]
    return Lists(
        [_row(_rotation(one, names), one, Spot.ROTATION, reader) for one in rotations],
        [_row(_override(one, names), one, Spot.OVERRIDE, reader) for one in overrides],
        [_row(_absence(one, names), one, Spot.ABSENCE, reader) for one in absences],
        [_row(_swap(one, names), one, Spot.SWAP, reader) for one in mine],
        [Row(_swap(one, names), []) for one in swaps if one not in mine],
    )


def offered(reader: Reader) -> list[Row]:
    """The turns that are offered to the reader and begin today or later, wherever they are."""
    today = near(reader.now).date() + ANYWHERE
    rows = list(offered_turns(taker=reader.person.pk, today=today))
    names = _names((), (), (), rows)
    return [_row(_swap(one, names), one, Spot.SWAP, reader) for one in rows]


def _names(
    rotations: Iterable[Rotation],
    overrides: Iterable[Override],
    absences: Iterable[Absence],
    swaps: Iterable[Swap],
) -> dict[UUID, str]:
    keys = {seat.person_id for one in rotations for seat in one.seats.all()}
    keys |= {key for one in overrides for key in (one.person_id, one.instead_of_id) if key}
    keys |= {key for one in absences for key in (one.person_id, one.stand_in_id) if key}
    keys |= {key for one in swaps for key in (one.giver_id, one.taker_id)}
    return names_of(keys) if keys else {}


def _row(says: str, one: Rotation | Override | Absence | Swap, spot: Spot, reader: Reader) -> Row:
    return Row(says, buttons(spot, Subject(reader=reader, row=one)))


def _rotation(one: Rotation, names: dict[UUID, str]) -> str:
    seats = sorted(one.seats.all(), key=lambda seat: seat.place)
    return ngettext(
        "%(who)s: a day each, from %(begins)s at %(at)s",
        "%(who)s: %(days)s days each, from %(begins)s at %(at)s",
        one.days,
    ) % {
        "who": ", ".join(names[seat.person_id] for seat in seats),
        "days": one.days,
        "begins": said_day(datetime.combine(one.begins, one.hands_over)),
        "at": f"{one.hands_over:%H:%M} {one.zone}".strip(),
    }


def _between(one: Override | Absence) -> dict[str, str]:
    return {
        "starts": f"{said_day(one.starts)}, {one.starts:%H:%M}",
        "ends": f"{said_day(one.ends)}, {one.ends:%H:%M}",
    }


def _override(one: Override, names: dict[UUID, str]) -> str:
    if one.instead_of_id is None:
        said = {"who": names[one.person_id], **_between(one)}
        return _("%(who)s besides, %(starts)s to %(ends)s") % said
    said = {"who": names[one.person_id], "of": names[one.instead_of_id], **_between(one)}
    return _("%(who)s instead of %(of)s, %(starts)s to %(ends)s") % said


def _absence(one: Absence, names: dict[UUID, str]) -> str:
    said = {"who": names[one.person_id], **_between(one)}
    if one.stand_in_id is None:
        return _("%(who)s, %(starts)s to %(ends)s; nobody stands in") % said
    said["stand_in"] = names[one.stand_in_id]
    return _("%(who)s, %(starts)s to %(ends)s; %(stand_in)s stands in") % said


def _swap(one: Swap, names: dict[UUID, str]) -> str:
    said = {
        "giver": names[one.giver_id],
        "taker": names[one.taker_id],
        "day": said_day(datetime.combine(one.day, datetime.min.time())),
    }
    return _("%(giver)s’s turn of %(day)s, to %(taker)s") % said
