"""Lists of services and of who uses them, as somebody pastes them, read line by line. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from buckstop.kit.tables import Cells, read_table
from buckstop.ledger.refused import Refused
from buckstop.services import rules
from buckstop.services.models import Matters

MOST = 5000
"""Lines that are read at a time."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "service": ("service", "component", "name"),
    "customer": ("customer", "company", "organisation", "organization", "account"),
    "site": ("site", "location", "branch"),
    "plan": ("plan", "contract"),
    "matters": ("matters", "how much it matters", "impact"),
    "needs": ("needs", "depends on", "dependencies"),
    "key": ("key", "service key"),
    "about": ("about", "description"),
}
_WITHOUT_HEAD = ("service", "customer", "site", "plan", "matters", "needs")
_MATTERS: Mapping[str, int] = {
    "": Matters.SLOWS,
    "0": Matters.CAN_WAIT, "can wait": Matters.CAN_WAIT, "low": Matters.CAN_WAIT,
    "1": Matters.SLOWS, "slows": Matters.SLOWS, "slows them": Matters.SLOWS,
    "medium": Matters.SLOWS,
    "2": Matters.STOPS, "stops": Matters.STOPS, "stops them": Matters.STOPS,
    "high": Matters.STOPS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A line of the list: a service, what it needs (keys or names), and who uses it, if anybody.

    `wrong` says why it can't be taken, `changes` what it would change, once that was looked up.
    """

    number: int
    name: str = ""
    key: str = ""
    about: str | None = None
    needs: tuple[str, ...] = ()
    customer: str = ""
    site: str = ""
    plan: str = ""
    matters: int = Matters.SLOWS
    wrong: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceList:
    """What was pasted; `unknown` are columns that nothing is made of."""

    lines: list[ServiceLine] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    left_off: int = 0


def read_services(text: str) -> ServiceList:
    """A table of services; one that several customers use stands on as many lines."""
    table = read_table(text, names=_COLUMNS, usual=_WITHOUT_HEAD, head="service", most=MOST)
    lines = [_line(number, cells) for number, cells in table.rows]
    return ServiceList(_each_once(lines), table.unknown, table.left_off)


def _line(number: int, said: Cells) -> ServiceLine:
    line = ServiceLine(
        number,
        name=said.get("service", ""),
        key=said.get("key", ""),
        about=said.get("about"),
        needs=tuple(one for one in re.split(r"\s*[,;+|]\s*", said.get("needs", "")) if one),
        customer=" ".join(said.get("customer", "").split()),
    )
    matters = _MATTERS.get(said.get("matters", "").casefold().strip(), -1)
    site, plan = said.get("site", ""), said.get("plan", "")
    try:
        terms = rules.check_terms(rules.Terms(name=line.name, key=line.key, about=line.about or ""))
        usage = rules.check_usage(rules.Usage(site=site, plan=plan, matters=matters))
    except Refused as refused:
        return replace(line, wrong=refused.sentence)
    if (site or plan) and not line.customer:
        return replace(line, wrong=_("Say which customer uses it there."))
    return replace(
        line,
        name=terms.name,
        key=terms.key if line.key else "",
        about=None if line.about is None else terms.about,
        site=usage.site,
        plan=usage.plan,
        matters=usage.matters,
    )


def _each_once(lines: Iterable[ServiceLine]) -> list[ServiceLine]:
    """The same, where a use that stood before is wrong."""
    seen: set[tuple[str, str, str]] = set()
    found = []
    for line in lines:
        use = (line.key or line.name.casefold(), line.customer.casefold(), line.site)
        if use in seen and line.customer and not line.wrong:
            line = replace(line, wrong=_("A line before says the same customer and site."))
        seen.add(use)
        found.append(line)
    return found
