"""Lists: problems, the ledger, people, customers, the roster, deliveries."""

from dataclasses import dataclass, field
from datetime import date, datetime

from buckstop.conversations.queries.promised import PromisesTo
from buckstop.doors.components.shown.shell import Button


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One problem in a list. `due`: the next promised news; `missed_at`: when the one before it was
    due, missed with nobody having spoken since; `found`: the words a search matched."""

    ref: str
    title: str
    url: str
    state: str
    state_words: str
    owner: str
    customers: str
    kind_words: str = ""
    hurts: str = ""
    opened_at: datetime | None = None
    due: datetime | None = None
    missed_at: datetime | None = None
    closed_at: datetime | None = None
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One ledger entry. `audience`: who may read it; `digest`: its hash, whole."""

    number: int
    at: datetime
    actor: str
    sentence: str
    digest: str
    audience: str = ""
    concerns: str = ""
    broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What `verify` found. `sentence`: what is wrong, if something is; `broken_at`: the entry that
    doesn't fit, where it is one; `head`: the hash of the last entry."""

    entries: int
    head: str
    at: datetime
    broken_at: int | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A member of staff in a list."""

    name: str
    url: str
    role: str
    team: str = ""
    duty_until: datetime | None = None
    next_duty: datetime | None = None
    owns: int = 0
    buck_stops: bool = False
    away: str = ""  # "deactivated on 3 November"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillShown:
    """Something that somebody knows, and how it is taken away."""

    name: str
    remove: Button | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """One member of staff, to colleagues. No figures that rank anybody."""

    name: str
    url: str
    role: str
    mail: str = ""
    phone: str = ""
    zone: str = ""
    languages: str = ""
    picture: str = ""  # its address
    picture_acts: list[Button] = field(default_factory=list)
    team: str = ""
    skills: list[SkillShown] = field(default_factory=list)
    add_skill: Button | None = None
    duty_until: datetime | None = None
    next_duty: datetime | None = None
    buck_stops: bool = False
    last_day: date | None = None
    deactivated_at: datetime | None = None
    me: bool = False
    acts: list[Button] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One shift of the week's roster."""

    who: str
    url: str
    starts: str  # "08:00"
    ends: str  # "18:00"
    running: bool = False
    remove_url: str = ""  # POST
    zone: str = ""  # where not the roster's


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDay:
    """One day of the weekly roster. `uncovered`: hours with nobody ("18:00 to 08:00")."""

    name: str
    today: bool = False
    shifts: list[Shift] = field(default_factory=list)
    uncovered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """A customer in a list."""

    name: str
    url: str
    domains: str = ""
    open_cases: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactShown:
    """A customer's person. `shared`: an address that several people use."""

    name: str
    mail: str = ""
    phone: str = ""
    role: str = ""
    shared: bool = False
    also_for: str = ""  # other customers this person acts for
    more: list[str] = field(default_factory=list)  # further addresses and numbers
    ended: bool = False
    acts: list[Button] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UseShown:
    """A service that a customer uses: where, and what it does to them when it stops."""

    name: str
    url: str
    where: str
    matters: str


@dataclass(frozen=True, slots=True)
class MergedShown:
    """Another customer that turned out to be this one. `act`: takes that back, while it may be."""

    name: str
    when: str
    act: Button | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerShown:
    """One customer, at the desk."""

    name: str
    url: str
    since: datetime | None = None
    domains: str = ""
    tier: str = ""
    level: str = ""  # which service level is theirs, where there are several
    level_url: str = ""
    language: str = ""
    zone: str = ""
    private: bool = False
    manager: str = ""
    note: str = ""
    changed: str = ""  # who changed it last, and when
    contacts: list[ContactShown] = field(default_factory=list)
    trust: PromisesTo | None = None  # of news, of the last year; None before any was due
    merged: list[MergedShown] = field(default_factory=list)
    acts: list[Button] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """A mail that waits, or that we can't be sure of. `state`: pending, handing, uncertain, failed
    or bounced; `state_words` say it; `why`: what the other server or our crash said."""

    id: str
    to: str
    subject: str
    state: str
    why: str
    at: datetime
    state_words: str = ""
    attempts: int = 1
    ref: str = ""
    url: str = ""
    acts: list[Button] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingRow:
    """A mail that came in and isn't simply somebody's; `why`: what it waits for, as a sentence."""

    title: str
    why: str
    at: datetime
    ref: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionRow:
    """A reaction that keeps failing, with its entry and what failed, owned by somebody."""

    id: str
    reaction: str
    entry: str
    why: str
    owner: str
    first_at: datetime
    next_at: datetime | None = None
    attempts: int = 1
    ref: str = ""
    url: str = ""
    acts: list[Button] = field(default_factory=list)
