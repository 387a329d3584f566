"""How steps, teams, lengths of time and frictions read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.coverage.models import Team
from buckstop.journeys.engine.questions.frictions import Kind
from buckstop.journeys.ledger_log import AGAIN, BACK, DESK, WORDS
from buckstop.kit.ids import key_of

_MINUTE, _HOUR, _DAY = 60e6, 3600e6, 86400e6


@dataclass(frozen=True, slots=True)
class Say:
    """How things read: steps of our own log have words, others are called as they are; a day of
    `working` time would be none that anybody knows, so that its lengths are hours."""

    own: bool = True
    working: bool = False

    def step(self, name: str) -> str:
        """A step in words."""
        return str(WORDS.get(name, name)) if self.own else name

    def many(self, number: int) -> str:
        """So many journeys; those of our own log are problems."""
        return problems(number) if self.own else journeys(number)

    def length(self, micro: float | None) -> str:
        """`3 min`, `5 h`, `2.4 days`: as much as one wants to know."""
        if micro is None:
            return ""
        if micro < 1.5 * _MINUTE:
            return _("at once") if micro < 1e6 else _("%(n)s s") % {"n": round(micro / 1e6)}
        if micro < 1.5 * _HOUR:
            return _("%(n)s min") % {"n": round(micro / _MINUTE)}
        if self.working or micro < 36 * _HOUR:
            return _("%(n)s h") % {"n": f"{round(micro / _HOUR):,}"}
        days = micro / _DAY
        said = f"{days:.1f}" if days < 10 else f"{round(days):,}"
        return _("%(n)s days") % {"n": said}

    def moved(self, micro: float) -> str:
        """By how much longer, or shorter."""
        if abs(micro) < 1e6:
            return "0"
        return f"{'+' if micro > 0 else '−'}{self.length(abs(micro))}"

    def short(self, micro: float) -> str:
        """A length for the label of an arrow; nothing where it follows at once."""
        if micro < _MINUTE / 2:
            return ""
        if micro < 1.5 * _HOUR:
            return f"{round(micro / _MINUTE)} min"
        if self.working or micro < 36 * _HOUR:
            return f"{round(micro / _HOUR)} h"
        return f"{round(micro / _DAY)} d"

    def friction(self, one: Mapping[str, Any], names: Mapping[str, str]) -> str:
        """What it is, so that one sees it before oneself."""
        kind = Kind(one["kind"])
        if kind is Kind.PING_PONG:
            pair = {"a": names.get(one["first"], ""), "b": names.get(one["second"], "")}
            return _("Back and forth between %(a)s and %(b)s") % pair
        pair = {"a": self._quoted(one["first"]), "b": self._quoted(one["second"])}
        if self.own and (said := _own(kind, one["first"], one["second"])):
            return said
        if kind is Kind.AGAIN:
            return _("%(a)s comes again") % pair
        if kind is Kind.SENT_BACK:
            return _("Back from %(a)s to %(b)s") % pair
        return _("Waiting between %(a)s and %(b)s") % pair

    def _quoted(self, name: str) -> str:
        """A step inside a sentence; some are quotations already."""
        said = self.step(name)
        return said if said.startswith("“") else _("“%(step)s”") % {"step": said}

    def obstacle(self, one: Mapping[str, Any], names: Mapping[str, str]) -> str:
        """It as the beginning of a cause, to be finished by whoever knows what let it happen."""
        return _("%(friction)s (%(times)s, costing customers %(time)s): because ") % {
            "friction": self.friction(one, names),
            "times": times(one["times"]),
            "time": self.length(one["customers_time"]),
        }

    def course(self, steps: Iterable[str]) -> str:
        """Steps in their order; what comes again at once stands once, with how often."""
        runs = [(self.step(name), len([*run])) for name, run in groupby(steps)]
        return " → ".join(f"{name} ×{many}" if many > 1 else name for name, many in runs)


def _own(kind: Kind, first: str, second: str) -> str:
    """A friction of our own log as people say it; "" where it has no words of its own."""
    if kind is Kind.AGAIN:
        return str(AGAIN.get(first, ""))
    return str(BACK.get((first, second), "")) if kind is Kind.SENT_BACK else ""


def teams(found: Iterable[Mapping[str, Any]], *, own: bool = True) -> dict[str, str]:
    """The names of the teams that frictions are about, by what stands for them."""
    keys = {str(one[of]) for one in found for of in ("first", "second")} - {"", DESK}
    if not own:
        return {key: key for key in {*keys, DESK}}
    wanted = [known for key in keys if (known := key_of(key))]
    names = {row.pk.hex: row.name for row in Team.objects.filter(pk__in=wanted)} if wanted else {}
    some = dict.fromkeys(keys, _("a team"))
    return some | names | {DESK: _("the service desk")}


def times(number: int) -> str:
    return ngettext("once", "%(n)s times", number) % {"n": f"{number:,}"}


def problems(number: int) -> str:
    return ngettext("%(n)s problem", "%(n)s problems", number) % {"n": f"{number:,}"}


def journeys(number: int) -> str:
    return ngettext("%(n)s journey", "%(n)s journeys", number) % {"n": f"{number:,}"}


def customers(number: int) -> str:
    return ngettext("%(n)s customer", "%(n)s customers", number) % {"n": f"{number:,}"}


def week(number: int) -> timedelta:
    """How long after the first Monday of 1970 a week begins."""
    return timedelta(weeks=number, days=4)
