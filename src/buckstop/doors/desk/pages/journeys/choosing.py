"""What can be chosen on the page: a log, whose time, a period, and who, beside whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.shown.shell import Option
from buckstop.doors.desk.addresses import JOURNEYS
from buckstop.journeys.addressed import BESIDE, Asked, Typed
from buckstop.journeys.asking import DAYS, USUAL, Group
from buckstop.journeys.ledger_log import WORDS
from buckstop.journeys.models import Log
from buckstop.problems.models.problem import Hurt, Kind
from buckstop.services.queries import services

MARKS = {
    "impact": gettext_lazy("Impact"),
    "kind": gettext_lazy("Kind"),
    "come-to": gettext_lazy("What came of it"),
}
CAME_TO = {
    "open": gettext_lazy("still open"),
    "closed": gettext_lazy("closed"),
    "imported": gettext_lazy("from another system"),
    "aside": gettext_lazy("from another system, set aside"),
}


@dataclass(frozen=True, slots=True)
class Fields:
    """A group's form: the names of its fields begin with `before`; `others` are what the address
    says besides."""

    before: str
    typed: Typed
    says: str
    others: dict[str, str]


@dataclass(frozen=True, slots=True)
class Choosing:
    """All of it. `customers`, `services`: whether there are any to choose; `marks`: pairs of an
    attribute's code and words, `values` of each with its name."""

    logs: list[Option]
    times: list[Option]
    periods: list[Option]
    these: Fields
    others: Fields
    has_customers: bool
    services: list[tuple[str, str]]
    has_services: bool
    steps: list[tuple[str, str]]
    marks: list[tuple[str, str]]
    values: list[tuple[str, str]]
    without_others: str


def of(asked: Asked, logs: Sequence[Log], found: Mapping[str, Any] | None) -> Choosing:
    """For what the address asks."""
    log, kept = asked.log, asked.kept
    marks = (found or {}).get("marks", {})
    own = log is None
    beside = asked.others or Typed(Group(days=asked.these.group.days))
    return Choosing(
        logs=_logs(asked, logs),
        times=[
            _option(asked, label, asked.working == working, time="working" if working else "")
            for label, working in ((_("By the clock"), False), (_("In working time"), True))
        ],
        periods=_periods(asked) if own else [],
        these=Fields("", asked.these, _says(asked.these, own), asked.about | asked.beside),
        others=Fields(
            BESIDE,
            beside,
            _says(beside, own) if asked.others else "",
            asked.about | asked.these.kept | {"beside": "others"},
        ),
        has_customers=own or bool(log and log.found.get("has_customers")),
        services=[(str(one.pk), one.name) for one in services()] if own else [],
        has_services=bool(log and log.found.get("has_services")),
        steps=_steps(log),
        marks=[(code, mark_says(code, own)) for code in marks],
        values=[(value, value_says(c, value, own)) for c, values in marks.items()
                for value in values],
        without_others=JOURNEYS.url(
            **{name: value for name, value in kept.items() if name not in asked.beside}
        ),
    )  # fmt: skip


def _logs(asked: Asked, logs: Sequence[Log]) -> list[Option]:
    """Our own, and those that were read."""
    read = [one for one in logs if one.read_at]
    if not read:
        return []
    return [
        Option(label=_("Our problems"), url=JOURNEYS.url(), chosen=asked.log is None),
        *(
            Option(label=one.name, url=JOURNEYS.url(log=one.pk), chosen=asked.log == one)
            for one in read
        ),
    ]


def _periods(asked: Asked) -> list[Option]:
    of = asked.these.group
    return [
        _option(
            asked, _("%(n)s days") % {"n": days}, of.days == days,
            days="" if days == USUAL else str(days), since="", until="",
        )
        for days in DAYS
    ]  # fmt: skip


def _option(asked: Asked, label: str, chosen: bool, **said: str) -> Option:
    return Option(label=label, url=JOURNEYS.url(**(asked.kept | said)), chosen=chosen)


def _steps(log: Log | None) -> list[tuple[str, str]]:
    if log is None:
        return sorted((code, str(label)) for code, label in WORDS.items())
    return [(name, name) for name in sorted(log.found.get("steps", []))]


def mark_says(code: str, own: bool) -> str:
    """An attribute in words."""
    return str(MARKS.get(code, code)) if own else code


def value_says(code: str, value: str, own: bool) -> str:
    """One of its values in words."""
    if not own:
        return value
    if code == "impact" and value.isdigit():
        return str(dict(Hurt.choices).get(int(value), value))
    if code == "kind":
        return str(dict(Kind.choices).get(value, value))
    return str(CAME_TO.get(value, value)) if code == "come-to" else value


def _says(typed: Typed, own: bool) -> str:
    """A group in words; empty where it is all of them."""
    of, said = typed.group, []
    if of.since or of.until:
        said.append(f"{of.since or '…'} – {of.until or '…'}")
    if typed.name:
        said.append(typed.name)
    if of.service:
        names = {str(one.pk): one.name for one in services()} if own else {}
        said.append(names.get(of.service, of.service))
    words = WORDS if own else {}
    if of.through:
        said.append(_("through %(step)s") % {"step": words.get(of.through, of.through)})
    if of.never:
        said.append(_("never through %(step)s") % {"step": words.get(of.never, of.never)})
    if of.mark:
        said.append(f"{mark_says(of.mark, own)}: {value_says(of.mark, of.value, own)}")
    return ", ".join(said)
