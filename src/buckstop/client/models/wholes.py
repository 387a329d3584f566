"""What the API takes and gives. Written by `python -m tests.client`: not to change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from buckstop.client.models.parts import (
    Named,
    OnDuty,
)


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster: who is on duty now, and until when; with whom its buck stops."""

    id: UUID
    team: UUID | None
    name: str
    zone: str
    on_duty: list[OnDuty]
    buck_stops_with: Named


@dataclass(frozen=True, slots=True)
class Rosters:
    """Every roster."""

    items: list[Roster]


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody is on duty from an instant to another. `person` is null where nobody is who
    should be: `instead_of` says whose turn it is by the roster, `gap` why they aren't there."""

    person: Named | None
    starts: datetime
    ends: datetime
    instead_of: Named | None
    gap: Literal["absent", "left"] | None


@dataclass(frozen=True, slots=True)
class Turns:
    """Who is on duty, turn by turn, and where nobody is."""

    items: list[Turn]


@dataclass(frozen=True, slots=True)
class Use:
    """A customer who uses a service."""

    customer: Named
    site: str
    plan: str
    matters: int


@dataclass(frozen=True, slots=True)
class Service:
    """A service."""

    key: str
    name: str
    about: str
    quiet_minutes: int
    needs: list[str]
    used_by: list[Use]


@dataclass(frozen=True, slots=True)
class UseIn:
    """A customer who uses a service."""

    customer: UUID
    site: str = ""
    plan: str = ""
    matters: int = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: what it does, what holds now, and who says so."""

    name: str
    group: str
    label: str
    says: str
    value: str | None
    is_secret: bool
    is_set: bool
    origin: Literal["given", "chosen", "default"]
    environment: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting."""

    items: list[Setting]


@dataclass(frozen=True, slots=True)
class SupplierAsk:
    """What a supplier is asked: `commitment` is what is owed of it now, by `due`."""

    id: UUID
    problem: str
    supplier: Named
    asked_of: Named
    what: str
    commitment: UUID
    state: Literal["requested", "promised", "reported", "kept", "declined", "withdrawn", "missed"]
    asked_at: datetime
    asked_due: datetime
    due: datetime
    first_answer_at: datetime | None
    done_at: datetime | None
    missed_at: datetime | None
    ticket: str
    plan_b_at: datetime
    plan_b_step: UUID | None


@dataclass(frozen=True, slots=True)
class SupplierAsks:
    """What suppliers are asked, the newest first."""

    items: list[SupplierAsk]
    next: str | None


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many; `low` and `high` are the Wilson interval of 95 %, null of none."""

    happened: int
    of: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class SupplierMonth:
    """What became of what a supplier was asked in a month of UTC; minutes are from asking."""

    month: str
    asked: int
    in_time: Rate
    as_promised: Rate
    moved: int
    missed: int
    done: int
    customers_waited: int
    answer_median: float | None
    answer_90th: float | None
    done_median: float | None
    done_90th: float | None


@dataclass(frozen=True, slots=True)
class SupplierService:
    """The months of one of our services that a supplier was asked about."""

    service: Named
    months: list[SupplierMonth]


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier; months in which nothing was asked are left out."""

    id: UUID
    name: str
    supplies: str
    months: list[SupplierMonth]
    services: list[SupplierService]


@dataclass(frozen=True, slots=True)
class Suppliers:
    """Every supplier."""

    items: list[Supplier]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: Literal["text", "integer", "number", "boolean", "time"]
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is, what may be asked for in its address besides, and its columns."""

    name: str
    says: str
    takes: dict[str, Any]
    columns: list[Column]


@dataclass(frozen=True, slots=True)
class Tables:
    """Every table that this key may take."""

    items: list[Table]


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows, by the names of the columns. A later part is reckoned anew."""

    items: list[dict[str, Any]]
    next: str | None


@dataclass(frozen=True, slots=True)
class Team:
    """A team; `watch`: who can be reached now for what is with it."""

    id: UUID | None
    name: str
    lead: Named | None
    members: list[Named]
    watch: list[Named]


@dataclass(frozen=True, slots=True)
class Teams:
    """Every team."""

    items: list[Team]


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """How long somebody worked on a problem on a day."""

    id: UUID
    problem: str
    case: UUID | None
    customer: Named | None
    person: Named
    day: str
    minutes: int
    what: str
    billable: bool
    added_at: datetime


@dataclass(frozen=True, slots=True)
class TimesSpent:
    """What was noted, by customer and day."""

    items: list[TimeSpent]
