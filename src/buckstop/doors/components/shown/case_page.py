"""The customer's page: one case, seen by one contact."""

from dataclasses import dataclass, field
from datetime import datetime

from buckstop.doors.components.shown.shell import Attached


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A step as the customer sees it. `who`: "Ana", "You", "Nordbank" or "our supplier";
    `yours`: this contact can do it; `done_url`: POST, with files and text, says that it is done;
    `not_waiting_url`: POST, "Not waiting for me". `state`: todo, next, said (reported) or done."""

    id: str
    who: str
    what: str
    by: datetime | None = None
    state: str = "todo"
    yours: bool = False
    done_url: str = ""
    not_waiting_url: str = ""
    at: datetime | None = None
    details: str = ""  # the filled template of its kind, if that has one


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """What was said or done, in plain words, newest first. `kind`: theirs, ours, done or told;
    `whole_url`: all of a text that is cut here."""

    id: str
    kind: str
    who: str
    at: datetime
    what: str = ""
    text: str = ""
    quoted: str = ""
    whole_url: str = ""
    attachments: list[Attached] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPromise:
    """A promise of ours that is over. `state`: kept, moved or missed."""

    what: str
    by: datetime
    state: str
    at: datetime | None = None  # when it was kept
    moved_to: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KnownLine:
    """Something else that is known of what they use, and when it changes."""

    what: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything on the customer's page.

    `state`: open, asked, confirmed, lapsed, answered, declined. `news_by`/`news_from`: the open
    update promise. `fixed_at`/`fixed_by`: since when we believe it is solved. `above`: an open
    escalation ("Carla Mendes answers you by 14:00"). `sent`: the sentence after a POST.
    `retract_url`: POST, takes back a word that we recorded, until `retract_by`.
    `can_write`, `can_escalate`: whether the doors at the foot are open.
    """

    url: str
    title: str
    ref: str
    state: str
    house: str
    reader: str  # "Ines"
    speaks: bool  # whether who reads is the contact; else a colleague of theirs
    reader_full: str  # "Ines Keller, Nordbank"
    owner: str
    owner_first: str
    owner_picture: str  # its address, or empty
    owner_since: datetime
    opened_at: datetime
    is_told: bool = False  # we told them first
    services: str = ""  # of theirs that it is about, where we told them first
    status_url: str = ""  # how all of it is, where there is such a page
    can_spare: bool = False  # "We're not affected"
    news_by: datetime | None = None
    news_from: str = ""
    news_missed_at: datetime | None = None
    news_moved_from: datetime | None = None
    understanding: str = ""
    their_words: str = ""  # the beginning of what they said first
    words_below: bool = False  # whether it stands among the lines of this page, in full
    noted_by: str = ""  # who of us noted them
    corrected: str = ""  # what the customer said against it, not yet answered
    labels: list[str] = field(default_factory=list)  # what we keep of it that they may read
    to_pass_on: str = ""  # words for their own clients
    plan: list[PlanLine] = field(default_factory=list)
    lines: list[PageLine] = field(default_factory=list)
    known: list[KnownLine] = field(default_factory=list)
    older_url: str = ""
    promises: list[PastPromise] = field(default_factory=list)
    kept: int = 0
    moved: int = 0
    missed: int = 0
    fixed_at: datetime | None = None
    fixed_by: str = ""
    fixed_text: str = ""
    closed_at: datetime | None = None
    declined_why: str = ""
    who_can_help: str = ""
    word_recorded_by: str = ""
    retract_url: str = ""
    retract_by: datetime | None = None
    ask_effort: bool = False
    effort: int | None = None
    effort_why: str = ""
    above: str = ""
    others_open: int = 0  # of theirs, beside this one, where they may say which comes first
    rank: int = 0  # what they said
    can_write: bool = True
    corrects: bool = True  # whether what we understood still guides somebody
    can_escalate: bool = True
    phone: str = ""
    urgent: bool = False  # news is further off than that would make it: "It can't wait"
    starts_at: datetime | None = None  # outside hours: when work starts
