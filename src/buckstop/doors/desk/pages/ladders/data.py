"""Ladders as their page lists and plays them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.coverage.climbing import Ladders, ladders
from buckstop.coverage.models import Roster
from buckstop.coverage.rules.ladders import Rung
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.presenting.ladders import when_says, whom_says
from buckstop.doors.desk.reader import Reader
from buckstop.problems.commitments import kind as kinds
from buckstop.problems.commitments.kind import Kind
from buckstop.problems.queries.climbs import held


@dataclass(frozen=True, slots=True)
class LadderOf:
    """The ladder of a kind on a roster, and whether that roster's team set it itself."""

    roster: UUID
    kind: type[Kind]
    rungs: tuple[Rung, ...]
    own: bool
    says: str


@dataclass(frozen=True, slots=True)
class LadderRow:
    """A kind's ladder as the page has it: each rung with when and who."""

    code: str
    label: str
    says: str
    rungs: list[tuple[str, str]]
    buttons: list[Button]


def ladder_of(roster: Roster, kind: type[Kind], said: Ladders | None = None) -> LadderOf:
    """The one that holds for a kind on a roster."""
    said = ladders() if said is None else said
    own = said.get((roster.team_id, kind.code))
    house = said.get((None, kind.code)) if roster.team_id else None
    says = _("set here") if own else _("as in the house") if house else _("as usual")
    return LadderOf(roster.pk, kind, own or house or kind.ladder, own is not None, says)


def rows(roster: Roster, reader: Reader) -> list[LadderRow]:
    """Every kind of what is owed, by name."""
    said = ladders()
    found = [ladder_of(roster, kind, said) for kind in kinds.every()]
    return [
        LadderRow(
            code=one.kind.code,
            label=_(one.kind.label),
            says=one.says,
            rungs=[(when_says(rung), whom_says(rung.whom)) for rung in one.rungs],
            buttons=buttons(Spot.LADDER, Subject(reader=reader, row=one)),
        )
        for one in sorted(found, key=lambda one: (not one.kind.is_news, _(one.kind.label)))
    ]


def held_says(team: UUID | None) -> str:
    """How much waits for who comes on duty; empty where nothing does."""
    count = held(team)
    said = ngettext(
        "One thing is held for who comes on duty next.",
        "%(n)s things are held for who comes on duty next.",
        count,
    )
    return said % {"n": count} if count else ""
