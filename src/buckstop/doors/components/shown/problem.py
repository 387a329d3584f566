"""A problem, as its owner and colleagues see it."""

from dataclasses import dataclass, field
from datetime import datetime

from buckstop.doors.components.shown.shell import Button


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who owns it, since when. `note`: "on duty until 18:00", "off duty; Bruno has the watch"."""

    name: str
    since: datetime
    url: str = ""
    note: str = ""
    mine: bool = False
    team: str = ""  # that it is with, where there are several
    why: str = ""  # it went to them, where that was weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The open update promise. `owed_by`: who owes it; `to`: "3 customers". `moved_from`: the time
    it had before it was moved. `missed_at`: when its predecessor was missed, if that is why it
    stands. `move`: the sheet to move it, absent once moved; `carry`: to offer to give it."""

    by: datetime
    owed_by: str
    to: str = ""
    moved_from: datetime | None = None
    missed_at: datetime | None = None
    move: Button | None = None
    carry: Button | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What we last told the customers."""

    text: str
    at: datetime
    by: str
    no_news: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What we understood, as told to the customer. `correction`: what a customer said against it
    and nobody has answered yet. `scope`: "Nordbank only" while it isn't everybody's."""

    text: str = ""
    edit_url: str = ""
    by: str = ""
    at: datetime | None = None
    scope: str = ""
    widen_url: str = ""
    correction: str = ""
    corrected_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One thing that somebody of the crew owes somebody: to whom, what, by when, how it stands."""

    to: str
    what: str
    by: datetime
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mate:
    """One of the crew of a problem. `note`: "owns it", or how what they
    owed ended, where they owe nothing more."""

    name: str
    note: str = ""
    owes: list[Debt] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the plan, or something that somebody owes.

    `state`: requested, promised, reported, kept, declined, withdrawn or missed; `state_words` says
    it ("waiting for their answer", "done, says Voltio"). `theirs`: a customer's or a supplier's.
    `next`: the step that comes next. A customer's step is never shown as missed.
    """

    id: str
    what: str
    who: str
    by: datetime | None = None
    state: str = "promised"
    state_words: str = ""
    theirs: bool = False
    next: bool = False
    at: datetime | None = None  # when it was kept, declined or withdrawn
    scope: str = ""
    acts: list[Button] = field(default_factory=list)
    details: str = ""  # the filled template of its kind, if that has one

    @property
    def over(self) -> bool:
        """Whether nothing more is expected of it."""
        return self.state in ("kept", "declined", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Somebody besides the contact who gets copies, and the way to end that."""

    to: str
    end: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShown:
    """One customer's side. `state`: open, asked, confirmed, lapsed, answered, declined or void."""

    id: str
    customer: str
    contact: str
    state: str
    state_words: str
    since: datetime
    url: str = ""  # the customer's page at the desk
    hurts: str = ""
    rank: str = ""  # where they put it among what they have open
    waits_for_them: bool = False
    copies: list[Copy] = field(default_factory=list)
    acts: list[Button] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """Another problem that may be the same trouble."""

    ref: str
    title: str
    url: str
    state_words: str
    customers: str = ""
    take: Button | None = None  # "Move the case there" or "It's this one"


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideProblem:
    """Another problem of the customer: `due` is the next news of it, or how it `ended`, when, and
    with which words."""

    ref: str
    title: str
    url: str
    due: datetime | None = None
    ended_at: datetime | None = None
    ended: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideLink:
    """Another customer of the same problem, to look at instead."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The customer beside the problem. `local`: what their clock shows, where it isn't ours;
    `away`: until when the contact doesn't read what we write."""

    name: str
    url: str
    contact: str
    tier: str = ""
    language: str = ""
    manager: str = ""
    note: str = ""
    phones: list[str] = field(default_factory=list)
    mail: str = ""
    local: str = ""
    away: str = ""
    open: list[BesideProblem] = field(default_factory=list)
    past: list[BesideProblem] = field(default_factory=list)
    kept: int = 0
    promises: int = 0
    others: list[BesideLink] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something that is asked of me now, shown above everything: an offer to become the owner, an
    escalation or ask to answer, a routed problem that I may hand back.
    `by`: when an answer is due."""

    title: str
    text: str = ""
    by: datetime | None = None
    acts: list[Button] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A tag or a filled field of a problem, and the list of those that have it too."""

    name: str
    url: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemShown:
    """Everything but the timeline and the composer.

    `state`: open, fixed or closed; `state_words`: "Open", "Fixed, three customers asked";
    `kind_words`: empty for a problem, else "Request" or "Question"; `hurts`: "stops them".
    `main`: the one main act for the state; `acts`: the others, offered under "More".
    """

    ref: str
    url: str
    ledger_url: str
    presence_url: str
    title: str
    state: str
    state_words: str
    owner: Owner
    opened_at: datetime
    understanding: Understanding
    kind_words: str = ""
    hurts: str = ""
    stalled: str = ""  # why it counts as stalled, or empty
    pinned: str = ""  # who put it first until when, and why
    promise: Promise | None = None
    last_said: Said | None = None
    acknowledged: bool = False  # whether a letter left that says we have their message
    offer: Button | None = None
    offered_to: str = ""  # "Offered to Bruno Okafor, who answers by 11:05"
    main: Button | None = None
    acts: list[Button] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    add_step: Button | None = None
    cases: list[CaseShown] = field(default_factory=list)
    owed: list[Step] = field(default_factory=list)  # asks, escalations, handoffs
    add_ask: Button | None = None
    crew: list[Mate] = field(default_factory=list)  # who owes what to whom, where several do
    similar: list[Similar] = field(default_factory=list)
    labels: list[Mark] = field(default_factory=list)
