"""What an address asks for: of the page of journeys, of its tables, and of programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from buckstop.journeys.asking import DAYS, USUAL, Group, Question
from buckstop.journeys.ledger_log import WORDS
from buckstop.journeys.models import Log
from buckstop.journeys.queries import LARGE
from buckstop.kit.ids import key_of
from buckstop.kit.text import storable
from buckstop.people.models import Customer
from buckstop.services.models import Service

DETAILS = (1, 2, 3, 4, 5)
DETAIL = 2
BESIDE = "with_"
"""Before the names of what is asked of those to compare with."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A group as a form holds it. `unclear`: a part of a name that isn't one customer's."""

    group: Group
    name: str = ""
    unclear: str = ""

    @property
    def kept(self) -> dict[str, str]:
        """What an address says of it."""
        of = self.group
        return {
            "days": str(of.days) if of.days not in (0, USUAL) else "",
            "since": of.since.isoformat() if of.since else "",
            "until": of.until.isoformat() if of.until else "",
            "whose": self.name,
            "service": of.service,
            "through": of.through,
            "never": of.never,
            "mark": of.mark,
            "value": of.value,
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """Which journeys of which log, beside which others, and how much of their map."""

    log: Log | None = None
    working: bool = False
    these: Typed = field(default_factory=lambda: Typed(Group(days=USUAL)))
    others: Typed | None = None
    detail: int = DETAIL

    @property
    def question(self) -> Question:
        """What a view is found by."""
        return Question(
            self.log.pk if self.log else None,
            self.working,
            self.these.group,
            self.others.group if self.others else None,
        )

    @property
    def kept(self) -> dict[str, str]:
        """What an address of the page says of it."""
        return self.about | self.these.kept | self.beside

    @property
    def about(self) -> dict[str, str]:
        """Of that: which log, and whose time."""
        log = str(self.log.pk) if self.log else ""
        return {"log": log, "time": "working" if self.working else ""}

    @property
    def beside(self) -> dict[str, str]:
        """Of that: what stands beside."""
        if not self.others:
            return {}
        said = {BESIDE + name: value for name, value in self.others.kept.items()}
        return {"beside": "others", **said}


def asked(given: Mapping[str, str]) -> Asked:
    """What is asked for; what makes no sense asks nothing."""
    key, detail = key_of(given.get("log", "")), given.get("detail", "")
    rows = Log.objects.filter(pk=key).exclude(read_at=None).defer(*LARGE) if key else None
    log = rows.first() if rows is not None else None
    these = _typed(given, "", log)
    others = None
    if given.get("beside") == "others":
        others = _typed(given, BESIDE, log)
    return Asked(
        log=log,
        working=given.get("time") == "working",
        these=these,
        others=others,
        detail=int(detail) if detail in map(str, DETAILS) else DETAIL,
    )


def _typed(given: Mapping[str, str], before: str, log: Log | None) -> Typed:
    """One group, whose fields have `before` in front of their names."""

    def said(name: str) -> str:
        return storable(given.get(before + name, "")).strip()[:100]

    since, until = _day(said("since")), _day(said("until"))
    days = 0
    if log is None and not since and not until:
        days = int(said("days")) if said("days") in map(str, DAYS) else USUAL
    steps = log.found.get("steps", []) if log else WORDS
    customer, name, unclear = _customer(said("whose"), log)
    mark, value = said("mark"), said("value")
    group = Group(
        days=days,
        since=since,
        until=until,
        customer=customer,
        service=_service(said("service"), log),
        through=said("through") if said("through") in steps else "",
        never=said("never") if said("never") in steps else "",
        mark=mark if value else "",
        value=value if mark else "",
    )
    return Typed(group, name, unclear)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _customer(whose: str, log: Log | None) -> tuple[str, str, str]:
    """How the log calls a customer, their name, and what was unclear of it."""
    if log or not whose:
        return whose, whose, ""
    found = list(_customers(whose))
    if len(found) != 1:
        return "", "", whose
    return str(found[0].pk), found[0].name, ""


def _customers(whose: str) -> list[Customer]:
    """The one of exactly this name, else those with it in theirs."""
    exactly = list(Customer.objects.filter(name__iexact=whose)[:2])
    return exactly or list(Customer.objects.filter(name__icontains=whose)[:2])


def _service(said: str, log: Log | None) -> str:
    if log or not said:
        return said
    key = key_of(said)
    return str(key) if key and Service.objects.filter(pk=key).exists() else ""
