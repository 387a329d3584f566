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
from buckstop.doors.desk.pages.house.data import asks_say, holidays_say, hours_say, times_say
from buckstop.doors.desk.presenting.levels import whom
from buckstop.doors.desk.reader import Reader
from buckstop.people.models import Customer


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level: for whom it is, what it says, what can be done with it."""

    name: str
    whom: str
    facts: list[tuple[str, str]]
    acts: list[Button] = field(default_factory=list)
    is_default: bool = False


def listed(reader: Reader) -> list[LevelRow]:
    """Every level in the order in which they are asked."""
    called = {team.pk: team.name for team in teams()}
    rows = service_levels()
    usual = rows[-1].ask_days
    return [
        LevelRow(
            level.name,
            whom(level),
            [(name, " ".join(said)) for name, said in _facts(level, called, usual) if any(said)],
            _acts(level, reader, first=n == 0),
            level.is_default,
        )
        for n, level in enumerate(rows)
    ]


def _acts(level: ServiceLevel, reader: Reader, *, first: bool) -> list[Button]:
    on = Subject(reader=reader, row=level)
    return [*([] if first else buttons(Spot.LEVEL_BELOW, on)), *buttons(Spot.LEVEL, on)]


def _facts(level: ServiceLevel, called: dict[UUID, str], usual: int) -> list[tuple[str, list[str]]]:
    """What it says, each under its name; what isn’t said of it is empty."""
    asks = "" if level.ask_days == usual and not level.is_default else asks_say(level.ask_days)
    return [
        (_("Hours"), [hours_say(level), *_days(level), _on_call(level, called)]),
        (_("News"), [times_say(level)]),
        (_("By law"), [_law(level.legal_days or 0)]),
        (_("Waiting"), [_weight(level), _growth(level)]),
        (_("Afterwards"), [asks]),
    ]


def _days(level: ServiceLevel) -> list[str]:
    found = [holidays_say(level.country)] if level.country else []
    if not level.is_default and level.days_off:
        days = ", ".join(str(day) for day in level.days_off)
        found.append(_("Days off of its own: %(days)s.") % {"days": days})
    return found


def _on_call(level: ServiceLevel, called: dict[UUID, str]) -> str:
    if level.on_call_id not in called:
        return ""
    team = {"team": called[level.on_call_id]}
    return _("Outside these hours, what can’t wait reaches %(team)s, too.") % team


def _law(days: int) -> str:
    said = ngettext("A final answer within %(n)s day.", "A final answer within %(n)s days.", days)
    return said % {"n": days} if days else ""


def _weight(level: ServiceLevel) -> str:
    if level.is_default or (level.weighs, level.grows) == (WEIGHS, GROWS):
        return ""
    counts = {"weighs": level.weighs, "grows": level.grows}
    return _("It counts %(weighs)s %%, and %(grows)s %% more each day.") % counts


def _growth(level: ServiceLevel) -> str:
    """What a day of waiting adds, where that was learned; the default level says our guess."""
    if level.grows != GROWS or (level.learned is None and not level.is_default):
        return ""
    said = {"asked": level.asked or 0, "n": ENOUGH, "grows": GROWS}
    if level.learned is None:
        guess = _(
            "Each day adds %(grows)s %%: our guess, until %(n)s customers of a level have asked in"
            " a quarter where theirs stands."
        )
        return guess % said
    known = _(
        "Each day adds %(grows)s %%, learned from %(asked)s of its customers who asked"
        " where theirs stands."
    )
    return known % (said | {"grows": level.learned})


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
