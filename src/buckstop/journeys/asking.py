"""What can be asked of journeys: which log, whose time, which group, and beside which other.

Pure: a question is the same where it asks the same, so that what was found of it is kept once.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from uuid import UUID

from buckstop.journeys.engine.selection import Selection

DAYS = (30, 90, 365)
"""The periods of our own log that there are, each beside the one before it."""
USUAL = 90
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Group:
    """Some journeys of a log; what is empty asks nothing.

    They began in the last `days`, or on days from `since` to `until`; `customer` and `service` are
    as the log names them, which our own does by their keys.
    """

    days: int = 0
    since: date | None = None
    until: date | None = None
    customer: str = ""
    service: str = ""
    through: str = ""
    never: str = ""
    mark: str = ""
    value: str = ""

    def selection(self, at: datetime, zone: tzinfo) -> Selection:
        """As of a time; days are those of a zone."""
        since, until = self._between(at, zone)
        return Selection(
            since,
            until,
            customer=self.customer,
            service=self.service,
            through=(self.through,) if self.through else (),
            never=(self.never,) if self.never else (),
            marks=((self.mark, self.value),) if self.mark and self.value else (),
        )

    def before(self, at: datetime, zone: tzinfo) -> Selection | None:
        """The like of as long a time before; None where it is about all time."""
        since, until = self._between(at, zone)
        if since is None:
            return None
        length = (until or at) - since
        of = self.selection(at, zone)
        return Selection(
            since - length, since, of.customer, of.service, of.through, of.never, of.marks
        )

    def _between(self, at: datetime, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
        if self.days:
            return at - timedelta(days=self.days), None
        until = _begins(self.until + _DAY, zone) if self.until else None
        return _begins(self.since, zone) if self.since else None, until

    @property
    def is_whole(self) -> bool:
        """Whether it asks for nothing but a time of `DAYS`, or for all there is."""
        return self in (Group(days=self.days), Group())


def _begins(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Question:
    """A group of a log, our own where none is named, its lengths told by the clock on the wall or
    in working time; `against` another group, or what came before."""

    log: UUID | None = None
    working: bool = False
    group: Group = field(default_factory=lambda: Group(days=USUAL))
    against: Group | None = None

    @property
    def said(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "log": str(self.log) if self.log else "",
            "working": self.working,
            "group": _said(self.group),
            "against": _said(self.against) if self.against else None,
        }

    @property
    def key(self) -> str:
        """The same for the same question."""
        return hashlib.sha256(json.dumps(self.said, sort_keys=True).encode()).hexdigest()

    def with_selections(self, at: datetime, zone: tzinfo) -> tuple[Selection, Selection | None]:
        """What is chosen, and what stands beside it."""
        beside = self.against.selection(at, zone) if self.against else self.group.before(at, zone)
        return self.group.selection(at, zone), beside

    @property
    def is_usual(self) -> bool:
        """It is about all that began in its time: once asked for, it stays."""
        return self.against is None and self.group.is_whole


def of(said: Mapping[str, Any]) -> Question:
    """And back."""
    against = said["against"]
    return Question(
        UUID(said["log"]) if said["log"] else None,
        said["working"],
        _group(said["group"]),
        _group(against) if against else None,
    )


def _said(group: Group) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(group).items()
        if value
    }


def _group(said: Mapping[str, Any]) -> Group:
    days = {name: date.fromisoformat(said[name]) for name in ("since", "until") if name in said}
    return Group(**{**said, **days})
