"""Where acts are offered: the spots of the pages, and the buttons that stand there."""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Protocol

from buckstop.coverage.on_duty import OnDuty
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.reader import Reader
from buckstop.problems.models import Problem
from buckstop.problems.queries.problem_view import ProblemView

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Spot(Enum):
    """A place on a page where acts are offered; what its `Subject.row` is, stands beside."""

    MAIN = auto()  # the problem's head; the first that is offered
    MORE = auto()  # the problem's menu
    OWNER = auto()  # beside the owner; an open offer, or none
    PROMISE = auto()  # beside the promised news; its commitment
    FACE = auto()  # beside it, for who has the relationship with a customer; the same
    LESSON = auto()  # one lesson; the `Lesson`
    THANKS = auto()  # one thanks that the reader got; the `Thanks`
    BRIEFING = auto()  # the head of what everybody here is told; the problem
    BRIEFINGS = auto()  # the head of what everybody here is told
    SUBSCRIPTION = auto()  # a team that hears of it; the `Subscription`
    PLAN = auto()  # the head of the plan
    OWED = auto()  # the head of what others owe
    STEP = auto()  # one step, ask or escalation; its commitment
    CASE = auto()  # one customer's side; the case
    COPY = auto()  # who gets copies; a `Matter`
    OFFERED = auto()  # the box of an offer to the reader; its commitment
    ASKED = auto()  # the box of what the reader is asked; its commitment
    UNREAD = auto()  # the box of words that nobody answered
    ROUTED = auto()  # the box of what came by shift
    HELD_SOLVED = auto()  # the box of an answer that sounds like yes; the case
    HELD_BROKEN = auto()  # of one that sounds like no; the case
    HELD_UNCLEAR = auto()  # of one that says neither; the case
    HELD_UNREACHED = auto()  # of somebody whom the question didn't reach; the case
    FORWARD = auto()  # the box of a mail that was passed on; the case
    STRANGER = auto()  # the box of words that nobody knows whose they are; a `Matter`
    SAME_MAIL = auto()  # the box of a mail that another problem answers too; a `Matter`
    ECHO = auto()  # the box of words that come again and again; a `Matter`
    MANY = auto()  # the box of a flood of mails; a `Matter`
    PROPOSED = auto()  # the box of somebody who was copied in; a `Matter`
    COMPOSER = auto()  # the forms below the problem
    NEWS_OWED = auto()  # in place of MAIN, while customers are owed news
    SIGHT = auto()  # a box that only tells something; a `Matter`
    WORK_NEWS = auto()  # a row of *My work*: news is owed; its commitment
    WORK_UNREAD = auto()  # a row: they wrote
    WORK_CHECK = auto()  # a row: somebody says that it is done; its commitment
    WORK_OWED = auto()  # a row: anything else that is owed; its commitment
    CHOSEN = auto()  # the bar of what was chosen in the list of problems
    VIEWS = auto()  # beside the views of the list of problems; what its address asks for
    COLUMNS = auto()  # beside the filters of the list of problems
    SAVED_VIEW = auto()  # beside the saved view that is open
    CONCERNS = auto()  # the page of speaking up
    CONCERN = auto()  # one concern; the `Concern`
    BOARD = auto()  # the head of the coverage board
    HARDEST = auto()  # a line of what costs customers most, on the coverage board
    STAFF = auto()  # the head of the list of staff
    PERSON = auto()  # a colleague's page; the person
    PICTURE = auto()  # beside how somebody looks; the person
    CUSTOMERS = auto()  # the head of the list of customers
    CUSTOMER = auto()  # a customer's page; the customer
    CUSTOMER_MERGED = auto()  # one that is this one now; the `Merger`
    CUSTOMER_LOG_IN = auto()  # the head of a customer's own log-in, where none is; the customer
    CUSTOMER_PROVIDER = auto()  # beside the one that is there; the `CustomerProvider`
    CONTACTS = auto()  # the head of a customer's contacts; the customer
    CONTACT = auto()  # one contact
    GOING = auto()  # the head of what falls due while the reader is off duty
    SHIFTS = auto()  # the head of the roster
    SHIFT = auto()  # one shift
    SHIFT_DROPPED = auto()  # a shift that was removed lately
    ROTATIONS = auto()  # the head of the rotations
    ROTATION = auto()  # one rotation
    OVERRIDES = auto()  # the head of the week's grid
    OVERRIDE = auto()  # one override
    BRING = auto()  # the foot of the roster's weeks
    ABSENCES = auto()  # the head of the absences
    ABSENCE = auto()  # one absence
    SWAPS = auto()  # the head of the swaps
    SWAP = auto()  # a turn that is offered to the reader
    TEAMS = auto()  # the head of the teams
    TEAM = auto()  # the head of a team's page; the team
    MEMBERS = auto()  # the head of who is of it; the team
    MEMBER = auto()  # one of them; the `Member`
    ROUTES = auto()  # the head of what goes to a team; the team
    ROUTE = auto()  # one of it; the `Route`
    LADDER = auto()  # one ladder; a `LadderOf`
    SUPPLIERS = auto()  # the head of the suppliers
    SUPPLIER = auto()  # the head of a supplier's page; the supplier
    SUPPLIER_PEOPLE = auto()  # the head of its people; the supplier
    SUPPLIER_PERSON = auto()  # one of them; the `SupplierPerson`
    SUPPLIER_ASK = auto()  # the head of what a supplier is asked; the `Ask`
    FOUND = auto()  # the head of what was seen of a problem
    TELLING = auto()  # beside who is affected: to tell them
    OUTREACH = auto()  # how telling them goes; the `Outreach`
    BURST = auto()  # beside the reports of other problems that are like one
    FOUND_BEFORE = auto()  # beside a problem that may be the same; that problem
    AFFECTED = auto()  # the head of whom a problem affects
    AFFECTED_SERVICES = auto()  # the head of the services that a problem is about
    AFFECTED_SERVICE = auto()  # one of them; the `ProblemService`
    AT_RISK = auto()  # one customer at risk; the customer
    LEFT = auto()  # one who left; the `Left`
    LEARNING = auto()  # the head of what let a problem happen; its `Review`, or none
    BECAUSE = auto()  # one of it; the `Because`
    REVIEW = auto()  # the head of a review; the `Review`
    CAUSE = auto()  # the head of a cause; the `Cause`, beside it how many problems it has
    PREVENTION = auto()  # one of what prevents a cause; the `Prevention`
    SUGGESTION = auto()  # one that a customer made; the `Suggestion`
    CAUSE_MERGED = auto()  # one that was taken into another; the `Cause`
    SIGNALS = auto()  # the head of the signals
    SOURCE = auto()  # one source of them; the source
    MISSED = auto()  # a signal that opened nothing; the episode
    FOR_NOTHING = auto()  # a signal whose problems came to nothing; its newest episode
    TAUGHT = auto()  # what was said of a signal; the `Taught`
    SILENCES = auto()  # the head of the silences of a service; the service
    SILENCE = auto()  # one of them; the `Silence`
    SERVICES = auto()  # the head of the services
    SERVICE = auto()  # the head of a service's page; the service
    NEEDS = auto()  # the head of what it needs; the service
    NEED = auto()  # one of it; the `Dependency`
    USES = auto()  # the head of who uses it; the service
    USE = auto()  # one of them; the `Use`
    SKILLS = auto()  # beside what somebody knows; the person
    SKILL = auto()  # one of it; the `Skill`
    BUCK = auto()  # with whom the buck stops
    ROSTER_ZONE = auto()  # the roster's zone
    SETTINGS = auto()  # the head of a group of settings; the group
    STEP_OF_SET_UP = auto()  # the foot of a step of setting up; its class
    HOURS = auto()  # the parts of *The house*
    DAYS_OFF = auto()
    DAYS_MORE = auto()
    DAY = auto()  # one day of the house's own; the date
    NEWS_TIMES = auto()
    KEEPING = auto()  # the head of how long all is kept
    PERIODS = auto()  # the head of the exceptions
    PERIOD = auto()  # one of them; the `Period`
    BRANDS = auto()  # the head of the brands
    BRAND = auto()  # one of them; the `Brand`
    BRAND_ADDRESS = auto()  # one address of the desk, as it is written
    BLOCKED = auto()  # the head of the blocked senders
    BLOCK = auto()  # one of them; the `Block`
    BLOCKED_MAIL = auto()  # a mail of one; the `Intake`
    MAIL_ACCOUNTS = auto()  # the head of the mail accounts
    MAIL_ACCOUNT = auto()  # one of them; the `MailAccount`
    MAIL_WEBHOOKS = auto()  # the head of the providers that post mail
    MAIL_WEBHOOK = auto()  # one of them; the `MailWebhook`
    PROVIDERS = auto()  # the head of the providers
    PROVIDER = auto()  # one of them; the `Provider`
    SIGNING_KEY = auto()  # beside the key by which providers know us
    GROUP_RULES = auto()  # the head of what goes with groups
    GROUP_RULE = auto()  # one of it; the `GroupRule`
    DIRECTORIES = auto()  # the head of the directories
    DIRECTORY = auto()  # one of them; the `Directory`
    SECOND_STEP = auto()  # beside who needs a second step
    NETWORKS = auto()  # beside from where the desk opens
    OWN_KEY = auto()  # one key of the reader's own; the `Key`
    PERSON_SESSIONS = auto()  # where somebody is logged in; the person
    PASSWORDS = auto()  # beside whether there are passwords
    LEVELS = auto()  # the head of the service levels
    LEVEL = auto()  # one of them; the `ServiceLevel`
    LEVEL_BELOW = auto()  # one that isn't the first
    SCHEDULED = auto()  # the box of what leaves later; the `Scheduled`
    LEAVING = auto()  # a line of what was written and hasn't left yet; the message
    LINE_HEARD = auto()  # a line of what a customer said; the message
    LINE_MOVED = auto()  # the line of a case that was moved here; the case
    LINE_VOIDED = auto()  # of one that was set aside; the case
    LINE_RECORDED = auto()  # of a word that one of us recorded; the case
    LIMITS = auto()  # the head of the limits
    LIMIT = auto()  # one of them; the `Authority`
    REMEDY_KIND = auto()  # one kind of the house's own; the `OwnKind`
    TIME_SPENT = auto()  # one note of time; the `TimeSpent`
    REMEDY = auto()  # one that was given; the `Remedy`
    DELIVERIES = auto()  # the head of the deliveries; how many surely didn't leave
    DELIVERY = auto()  # one delivery
    NOTICES = auto()  # the head of my notices
    SNIPPETS = auto()  # the head of the snippets
    SNIPPET = auto()  # one snippet
    LABELS = auto()  # the head of the tags and fields
    LABEL = auto()  # one of them
    SESSIONS = auto()  # where the reader is logged in; the list of sittings
    SESSION = auto()  # one of them
    CALENDARS = auto()  # the head of the reader's calendars
    CALENDAR = auto()  # one of them; the `Feed`
    ROSTER_CALENDAR = auto()  # beside the roster; the roster
    LANGUAGE = auto()  # beside the language in which the reader is spoken to
    WAYS = auto()  # the head of how the reader is told
    WAY = auto()  # one gateway of theirs
    WISHES = auto()  # the head of what reaches them when
    KEY = auto()  # a program's key
    WEBHOOKS = auto()  # the head of the webhooks
    WEBHOOK = auto()  # the head of one; the endpoint
    CHATS = auto()  # the head of the chats
    CHAT = auto()  # one of them; the `Chat`
    ROOMS = auto()  # the head of the channels of teams
    ROOM = auto()  # one of them; the `Room`
    CASE_SOURCES = auto()  # the head of the forms and tools that send problems
    ACCOUNTS = auto()  # the head of who the reader is in chat
    ACCOUNT = auto()  # one of it; the `Link`
    IMPORT = auto()  # one source of what came from elsewhere; the source
    REACTION = auto()  # one reaction that keeps failing


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a button would be about, as its page has it already: nothing is read for it again."""

    reader: Reader
    problem: Problem | None = None
    row: Any = None  # see Spot
    view: ProblemView | None = None
    on_duty: OnDuty | None = None
    beside: Any = None  # another row that matters, such as the case of a `Matter`
    of_team: bool = False  # whether the reader can answer for the team that `row` is asked of

    @property
    def key(self) -> Any:
        """The key of `row`, as it stands in an address."""
        return self.row.pk if hasattr(self.row, "pk") else self.row.id


@dataclass(frozen=True, slots=True)
class Where:
    """One spot of an act: its rank among the others there (the lowest stands first), and what is
    different there: other words, the accent, or that it is done at once, without its sheet."""

    spot: Spot
    rank: int = 50
    label: "StrOrPromise" = ""
    main: bool = False
    at_once: bool = False
    lettered: bool = True  # false where another of its buttons on the page has its key


class Offered(Protocol):
    """An act, as the spots know it."""

    @classmethod
    def offered(cls, on: Subject) -> bool:
        """Whether it is offered to the reader of `on`."""

    @classmethod
    def button(cls, on: Subject, where: Where) -> Button:
        """Its button."""


_ACTS: dict[Spot, list[tuple[Where, type[Offered]]]] = defaultdict(list)


def offer(act: type[Offered], where: Where) -> None:
    """Put an act on a spot."""
    _ACTS[where.spot].append((where, act))
    _ACTS[where.spot].sort(key=lambda one: one[0].rank)


def take_away(act: type[Offered]) -> None:
    """Take an act from every spot; for tests."""
    for spot, acts in _ACTS.items():
        _ACTS[spot] = [one for one in acts if one[1] is not act]


def acts(spot: Spot) -> list[type[Offered]]:
    """The acts of a spot, in their order."""
    return [act for _where, act in _ACTS[spot]]


def buttons(spot: Spot, on: Subject) -> list[Button]:
    """What is offered there, in its order."""
    return [act.button(on, where) for where, act in _ACTS[spot] if act.offered(on)]


def button(spot: Spot, on: Subject) -> Button | None:
    """The first that is offered there, or None."""
    return next((act.button(on, where) for where, act in _ACTS[spot] if act.offered(on)), None)
