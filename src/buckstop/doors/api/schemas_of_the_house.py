"""What the API takes and gives about the house: customers, people, services, suppliers, teams."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from buckstop.doors.api.schemas import Filters, Named, Next, Strict
from buckstop.problems.rules import impact


class CustomerFilters(Filters):
    """Which customers."""

    q: Annotated[
        str,
        Field(max_length=200, description="Letters of a name, a contact, an address, a domain."),
    ] = ""


class CustomerIn(Strict):
    """A customer, as it is to be."""

    name: Annotated[str, Field(max_length=160)]
    domains: Annotated[list[str], Field(max_length=50, description="Of their mail.")] = []
    zone: Annotated[str, Field(max_length=50, description="Such as Europe/Zurich.")] = ""
    tier: Annotated[str, Field(max_length=40)] = ""
    language: Annotated[str, Field(max_length=5, description="Such as de.")] = ""
    note: Annotated[str, Field(max_length=10_000)] = ""
    manager: Annotated[UUID | None, Field(description="Somebody of ours.")] = None


class ContactOut(Schema):
    """Somebody who speaks for a customer."""

    id: UUID
    person: Named


class CustomerOut(Schema):
    """A customer, with who speaks for them."""

    id: UUID
    name: str
    domains: list[str]
    zone: str
    tier: str
    language: str
    note: str
    manager: Named | None
    contacts: list[ContactOut]


class Customers(Schema):
    """Customers, the newest first."""

    items: list[CustomerOut]
    next: Next


class PersonOut(Schema):
    """Somebody who works here."""

    id: UUID
    public_name: str
    role: str


class People(Schema):
    """Everybody who works here."""

    items: list[PersonOut]


class UseIn(Strict):
    """A customer who uses a service."""

    customer: UUID
    site: Annotated[str, Field(max_length=120, description="Empty: everywhere.")] = ""
    plan: Annotated[str, Field(max_length=60)] = ""
    matters: Annotated[int, Field(ge=0, le=2, description=impact.FOR_PROGRAMS)] = 1


class ServiceIn(Strict):
    """A service, as it is to be. What is left out of the lists stays as it is."""

    name: Annotated[str, Field(max_length=120)]
    about: Annotated[str, Field(max_length=300)] = ""
    quiet_minutes: Annotated[int, Field(ge=1, le=10_080)] = 15
    needs: Annotated[list[str] | None, Field(max_length=200, description="All keys.")] = None
    used_by: Annotated[list[UseIn] | None, Field(max_length=5000, description="All uses.")] = None


class UseOut(Schema):
    """A customer who uses a service."""

    customer: Named
    site: str
    plan: str
    matters: int


class ServiceOut(Schema):
    """A service."""

    key: str
    name: str
    about: str
    quiet_minutes: int
    needs: list[str]
    used_by: list[UseOut]


class RateOut(Schema):
    """So many of so many; `low` and `high` are the Wilson interval of 95 %, null of none."""

    happened: int
    of: int
    low: float | None
    high: float | None


class SupplierMonthOut(Schema):
    """What became of what a supplier was asked in a month of UTC; minutes are from asking."""

    month: str
    asked: int
    in_time: RateOut
    as_promised: RateOut
    moved: int
    missed: int
    done: int
    customers_waited: Annotated[
        int, Field(description="Their minutes past the time asked for, until it was done.")
    ]
    answer_median: float | None
    answer_90th: float | None
    done_median: float | None
    done_90th: float | None


class SupplierServiceOut(Schema):
    """The months of one of our services that a supplier was asked about."""

    service: Named
    months: list[SupplierMonthOut]


class SupplierOut(Schema):
    """A supplier; months in which nothing was asked are left out."""

    id: UUID
    name: str
    supplies: str
    months: list[SupplierMonthOut]
    services: list[SupplierServiceOut]


class Suppliers(Schema):
    """Every supplier."""

    items: list[SupplierOut]


class TeamOut(Schema):
    """A team; `watch`: who can be reached now for what is with it."""

    id: Annotated[UUID | None, Field(description="Null is the service desk.")]
    name: str
    lead: Named | None
    members: list[Named]
    watch: list[Named]


class TurnsWanted(Strict):
    """Which time; without, the next seven days."""

    since: Annotated[datetime | None, Field(description="An instant, past or future.")] = None
    until: Annotated[datetime | None, Field(description="At most 92 days after it.")] = None


class OnDutyOut(Schema):
    """Somebody who is on duty, and until when."""

    person: Named
    until: datetime


class TurnOut(Schema):
    """Somebody is on duty from an instant to another. `person` is null where nobody is who should
    be: `instead_of` says whose turn it is by the roster, `gap` why they aren't there."""

    person: Named | None
    starts: datetime
    ends: datetime
    instead_of: Named | None
    gap: Annotated[Literal["absent", "left"] | None, Field(description="Null: it is covered.")]


class RosterOut(Schema):
    """A roster: who is on duty now, and until when; with whom its buck stops."""

    id: UUID
    team: Annotated[UUID | None, Field(description="Null is the service desk.")]
    name: str
    zone: str
    on_duty: list[OnDutyOut]
    buck_stops_with: Named


class Rosters(Schema):
    """Every roster."""

    items: list[RosterOut]


class Turns(Schema):
    """Who is on duty, turn by turn, and where nobody is."""

    items: list[TurnOut]


class Teams(Schema):
    """Every team."""

    items: list[TeamOut]


class TimesWanted(Strict):
    """Of which days."""

    since: Annotated[date, Field(description="The first day.")]
    until: Annotated[date, Field(description="The day after the last; at most 92 days on.")]


class TimeSpentOut(Schema):
    """How long somebody worked on a problem on a day."""

    id: UUID
    problem: str
    case: UUID | None
    customer: Named | None
    person: Named
    day: date
    minutes: int
    what: str
    billable: bool
    added_at: datetime


class TimesSpent(Schema):
    """What was noted, by customer and day."""

    items: list[TimeSpentOut]


class SettingIn(Strict):
    """What a setting is to be."""

    value: Annotated[
        str | None,
        Field(max_length=10_000, description="As the page's form takes it; null: the default."),
    ]


class SettingOut(Schema):
    """A setting: what it does, what holds now, and who says so."""

    name: str
    group: str
    label: str
    says: str
    value: Annotated[str | None, Field(description="Null for a secret and a picture.")]
    is_secret: bool
    is_set: Annotated[bool, Field(description="Whether there is something besides the default.")]
    origin: Annotated[
        Literal["given", "chosen", "default"],
        Field(description="Given where it runs (and not to be changed here), chosen, or neither."),
    ]
    environment: Annotated[str, Field(description="The variable that may give it.")]


class Settings(Schema):
    """Every setting."""

    items: list[SettingOut]
