"""The times that a customer can count on, as we promise them: by how much something hurts."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.coverage import queries as coverage
from buckstop.coverage.rules.levels import Need
from buckstop.people.models import Customer
from buckstop.problems.models.problem import Kind
from buckstop.problems.rules.impact import CAN_WAIT, SLOWS, STOPS

_WHERE = {
    STOPS: gettext_lazy("It stops you"),
    SLOWS: gettext_lazy("It slows you down"),
    CAN_WAIT: gettext_lazy("It can wait"),
}


@dataclass(frozen=True, slots=True)
class Promised:
    """What is promised where something hurts so much."""

    where: str
    says: str


def promised_to(customer: Customer) -> list[Promised]:
    """What one of theirs counts on, the worst first; of several alike, one line for all."""
    levels = coverage.levels()
    found: dict[str, list[str]] = {}
    for hurts, words in _WHERE.items():
        level = levels.level(Need(customer.tier, hurts, Kind.PROBLEM))
        times = level.times if level else levels.default
        often = times.news_while_hurting if hurts else times.news_otherwise
        said = _("first news within %(first)s, then at least %(often)s") % {
            "first": minutes_say(times.first_news),
            "often": _every(often),
        }
        found.setdefault(said, []).append(str(words))
    return [Promised(" · ".join(where), said) for said, where in found.items()]


def _every(minutes: int) -> str:
    """`every hour`, `every 4 hours`."""
    if minutes == 60:
        return _("every hour")
    return _("every %(span)s") % {"span": minutes_say(minutes)}


def minutes_say(minutes: int) -> str:
    """`45 minutes`, `2 hours`, `4 h 20`."""
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    if rest == 0:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return _("%(hours)s h %(minutes)02d") % {"hours": hours, "minutes": rest}
