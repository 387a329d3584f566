"""Service levels as their page lists them, and which one is for whom, with the reason."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.coverage.models import ServiceLevel
from buckstop.coverage.queries import in_order, service_levels, teams
from buckstop.coverage.rules.levels import ENOUGH, GROWS, WEIGHS, Need
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.pages.house.data import holidays_say, hours_say, times_say
from buckstop.doors.desk.presenting.levels import whom
from buckstop.doors.desk.reader import Reader
from buckstop.people.models import Customer


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level: for whom it is, what it says, what can be done with it."""

    name: str
    whom: str
    says: list[str]
    acts: list[Button] = field(default_factory=list)
    is_default: bool = False


def listed(reader: Reader) -> list[LevelRow]:
    """Every level in the order in which they are asked."""
    called = {team.pk: team.name for team in teams()}
    rows = service_levels()
    return [_row(level, reader, called, first=n == 0) for n, level in enumerate(rows)]


def _besides(level: ServiceLevel, called: dict[UUID, str]) -> list[str]:
    """What only some levels say: who is on call, what waiting counts, days of their own."""
    found = []
    if level.on_call_id in called:
        team = {"team": called[level.on_call_id]}
        found.append(_("Outside these hours, what can’t wait reaches %(team)s, too.") % team)
    if not level.is_default and (level.weighs, level.grows) != (WEIGHS, GROWS):
        counts = {"weighs": level.weighs, "grows": level.grows}
        found.append(_("Waiting counts %(weighs)s %%, and %(grows)s %% more each day.") % counts)
    if not level.is_default and level.days_off:
        days = ", ".join(str(day) for day in level.days_off)
        found.append(_("Days off of its own: %(days)s.") % {"days": days})
    return found


def _growth(level: ServiceLevel) -> str:
    """What a day of waiting adds, and how that is known; nothing where people said it."""
    if level.grows != GROWS:
        return ""
    said = {"asked": level.asked or 0, "n": ENOUGH, "grows": GROWS}
    if level.learned is None:
        guess = _(
            "Each day of waiting adds %(grows)s %%: our guess, until %(n)s of its customers have"
            " asked in a quarter where theirs stands (%(asked)s did)."
        )
        return guess % said
    known = _(
        "Each day of waiting adds %(grows)s %%, learned from %(asked)s of its customers who asked"
        " where theirs stands."
    )
    return known % (said | {"grows": level.learned})


def _row(level: ServiceLevel, reader: Reader, called: dict[UUID, str], *, first: bool) -> LevelRow:
    on = Subject(reader=reader, row=level)
    acts = [*([] if first else buttons(Spot.LEVEL_BELOW, on)), *buttons(Spot.LEVEL, on)]
    holidays = [holidays_say(level.country)] if level.country else []
    days = level.legal_days
    legal = ngettext(
        "By law a final answer within %(n)s day.",
        "By law a final answer within %(n)s days.",
        days or 0,
    ) % {"n": days}
    law = [legal] if days else []
    says = [hours_say(level), *holidays, times_say(level), *law, *_besides(level, called)]
    says += [said] if (said := _growth(level)) else []
    return LevelRow(level.name, whom(level), says, acts, level.is_default)


def which(customer: Customer | None, need: Need) -> str:
    """Which level it is, and why that one."""
    rows = {row.pk: row for row in service_levels()}
    found = in_order(rows.values()).level(need)
    name = customer.name if customer else _("Somebody we don’t know yet")
    tier = _("tier %(tier)s") % {"tier": need.tier} if need.tier else _("no tier")
    who = _("%(customer)s (%(tier)s)") % {"customer": name, "tier": tier}
    if found is None:
        default = next(row.name for row in rows.values() if row.is_default)
        said = _("%(who)s: %(level)s, since no other level fits.")
        return said % {"who": who, "level": default}
    said = _("%(who)s: %(level)s, the first that fits. It is for: %(whom)s.")
    return said % {"who": who, "level": found.name, "whom": whom(rows[found.key])}
