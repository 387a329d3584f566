"""The coverage board: a row a team, each figure with the list that it counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.coverage.kept_rows import DEFAULT_LIMIT, Kept
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import all_gaps_ahead, memberships, roster, shares_on_call
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import PROBLEMS, ROSTER, TEAM
from buckstop.doors.desk.presenting.problems import address, whose
from buckstop.doors.desk.problem_list.asked import ANY, DESK, asked
from buckstop.doors.desk.reader import Reader
from buckstop.people.queries import names
from buckstop.problems.commitments import kind
from buckstop.problems.models import Problem
from buckstop.problems.queries import board
from buckstop.problems.queries.filters import RUNNING, Sort
from buckstop.problems.queries.lists import missed_before
from buckstop.problems.queries.traits import Trait
from buckstop.problems.queries.work import customers_of

A_WEEK = timedelta(days=7)
PER_CENT = "\N{NO-BREAK SPACE}%"  # no line ends before it
MOST_OF_TIME = 25  # per cent that one can bear to be on call (Site Reliability Engineering, 11)
HEADS = (
    gettext_lazy("Open"),
    gettext_lazy("Not accepted"),
    gettext_lazy("No first word"),
    gettext_lazy("Stalled"),
    gettext_lazy("Missed"),
    gettext_lazy("Within the hour"),
    gettext_lazy("Missed today"),
    gettext_lazy("Kept today"),
)
ALARMING = {3, 4, 6}  # places of what should be none

type Asked = dict[str, str]
_TEAMS: list[Asked] = [
    {},
    {"state": RUNNING, "only": Trait.UNACCEPTED},
    {"only": Trait.FIRST_WORD},
    {"only": Trait.STALLED},
    {"only": Trait.MISSED},
    {"only": Trait.SOON},
    {"state": ANY, "only": Trait.MISSED_TODAY},
    {"state": ANY, "only": Trait.KEPT_TODAY},
]
_LEADERS: list[Asked | None] = [  # of what teams alone have, leaders have none of their own
    {"state": RUNNING, "only": Trait.LED},
    {"state": RUNNING, "only": Trait.LED_UNACCEPTED},
    None,
    None,
    None,
    {"state": RUNNING, "only": Trait.LED_SOON},
    {"state": ANY, "only": Trait.LED_MISSED},
    {"state": ANY, "only": Trait.LED_KEPT},
]


@dataclass(frozen=True, slots=True)
class Count:
    """One figure; `url` is the list that it counts. `alarming`: there should be none."""

    number: int
    url: str
    alarming: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has more than they can bear, in words; `url`: what they own."""

    name: str
    url: str
    says: str


@dataclass(frozen=True, slots=True)
class Row:
    """A team; figures stand under `HEADS`, None where it has no such. `gaps` of the next week;
    `on_call`: the most that one of them has of it, `over` what can be borne."""

    name: str
    url: str
    counts: list[Count | None]
    stretched: list[Person]
    gaps: str = ""
    gaps_url: str = ""
    on_call: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True)
class Hard:
    """One of the hardest: why it stands here, and what takes it."""

    ref: str
    title: str
    url: str
    whose: str
    says: str
    take: Button | None


def rows(here: OnDuty, reader: Reader) -> list[Row]:
    """Every team, the service desk first, and all who lead as one more."""
    led = [one for one in _LEADERS if one is not None]
    wanted = [asked(_query(given), reader).wanted for given in [*_TEAMS, *led]]
    found = board.counted(reader.actor, wanted, here.limits, DEFAULT_LIMIT, reader.now)
    of_teams, of_leaders = found.figures[: len(_TEAMS)], iter(found.figures[len(_TEAMS) :])
    teams: list[tuple[UUID | None, str]] = [(None, roster().name), *here.teams.items()]
    gaps = all_gaps_ahead(reader.now, here.stamp)
    shares = shares_on_call(kept for kept, _gaps in gaps.values())
    stretched, called = _stretched(here, found.loads, shares)
    made = []
    for team, name in teams:
        its = (str(team) if team else DESK) if here.teams else ""
        counts = [
            _count(place, figure.get(team, 0), _team_list(place, its))
            for place, figure in enumerate(of_teams)
        ]
        soon = [gap for gap in gaps[team][1] if gap.starts < reader.now + A_WEEK]
        words = ngettext("one gap", "%(n)s gaps", len(soon)) % {"n": len(soon)} if soon else ""
        url = TEAM.url(team) if team else ""
        at = ROSTER.url(team=team or "")
        load = _on_call(gaps[team][0], shares, called.get(team, 0))
        made.append(Row(name, url, list(counts), stretched.get(team, []), words, at, *load))
    leaders = [
        _count(place, sum(next(of_leaders).values()), PROBLEMS.url(**given))
        if given is not None
        else None
        for place, given in enumerate(_LEADERS)
    ]
    return [*made, Row(_("Who leads"), "", leaders, [])]


def _query(given: Asked) -> QueryDict:
    found = QueryDict(mutable=True)
    found.update(given)
    return found


@lru_cache(maxsize=4096)  # a board of forty teams has four hundred, the same each time
def _team_list(place: int, team: str) -> str:
    """The list behind a figure of a team; empty where there is one desk."""
    return PROBLEMS.url(**_TEAMS[place], team=team)


def _count(place: int, number: int, url: str) -> Count:
    return Count(number, url, place in ALARMING and number > 0)


def _on_call(kept: Kept, shares: dict[UUID, int], alarms: int) -> tuple[str, bool]:
    """What one of a team has of being on call at most, and whether that is more than one can bear:
    what stops customers in twelve hours, and which part of the time."""
    most = max((shares[person] for person in kept.time_on), default=0)
    said = f"{alarms} · {most}{PER_CENT}" if most else str(alarms)
    return said, alarms > board.MOST_ALARMS or most > MOST_OF_TIME


def _stretched(
    here: OnDuty, loads: list[board.Load], shares: dict[UUID, int]
) -> tuple[dict[UUID | None, list[Person]], dict[UUID | None, int]]:
    """By team, each by name: no order says who has most; and the most alarms of one of a team."""
    often = {person for person, share in shares.items() if share > MOST_OF_TIME}
    others = often - {one.person for one in loads}
    every = [*loads, *(board.Load(person, 0, 0) for person in others)]
    said = {one.person: words for one in every if (words := _too_much(one, here, shares))}
    shown = [one.person for one in every if one.alarms or one.person in said]
    teams = memberships(shown) if here.teams else {}
    of: dict[UUID, list[UUID | None]] = {key: [*teams.get(key, [None])] for key in shown}
    alarms: dict[UUID | None, int] = defaultdict(int)
    for one in every:
        for its in of.get(one.person, ()):
            alarms[its] = max(alarms[its], one.alarms)
    found: dict[UUID | None, list[Person]] = defaultdict(list)
    called = names(said, here.names)
    for person in sorted(said, key=lambda person: called[person].casefold()):
        url = PROBLEMS.url(owner=person, state=RUNNING)
        for its in of[person]:
            found[its].append(Person(called[person], url, said[person]))
    return found, alarms


def _too_much(one: board.Load, here: OnDuty, shares: dict[UUID, int]) -> str:
    """What somebody has more of than can be borne, in words; empty where they can bear it."""
    limit, says = here.limits.get(one.person, DEFAULT_LIMIT), []
    if one.owned >= limit:
        numbers = {"n": one.owned, "limit": limit}
        says.append(_("%(n)s problems, %(limit)s can be borne") % numbers)
    if one.alarms > board.MOST_ALARMS:
        numbers = {"n": one.alarms, "limit": board.MOST_ALARMS}
        says.append(
            _("%(n)s that stop customers in 12 hours, where %(limit)s can be borne") % numbers
        )
    if (share := shares.get(one.person, 0)) > MOST_OF_TIME:
        numbers = {"share": share, "most": MOST_OF_TIME}
        told = (
            _("on call %(share)s %% of the next four weeks, where %(most)s %% can be borne")
            % numbers
        )
        says.append(told.replace(" %", PER_CENT))
    return "; ".join(says)


def hardest(here: OnDuty, reader: Reader) -> list[Hard]:
    """What costs customers most and hasn't moved, with what takes it."""
    problems = board.hardest(reader.actor, reader.now, here.levels.weights)
    keys = [problem.pk for problem in problems]
    customers, missed = customers_of(keys), missed_before(keys) if keys else {}
    return [
        Hard(
            problem.ref,
            problem.title,
            address(problem),
            whose(customers.get(problem.pk, [])),
            _why(problem, problem.pk in missed),
            button(Spot.HARDEST, Subject(reader=reader, problem=problem, on_duty=here)),
        )
        for problem in problems
    ]


def _why(problem: Problem, missed: bool) -> str:
    who = {"name": problem.owner.public_name}
    if missed and problem.is_stalled:
        return _("with %(name)s; a promise was missed, after news that said nothing new") % who
    if missed:
        return _("with %(name)s; a promise was missed, and nobody has spoken since") % who
    return _("with %(name)s; its last news said nothing new") % who


def hardest_url() -> str:
    """The list whose first ones they are."""
    return PROBLEMS.url(only=Trait.STANDS, sort=Sort.COST)


def asks(reader: Reader) -> list[dict[str, object]]:
    """What the reader was asked and hasn't answered: what stands above all figures."""
    return [
        {
            "ref": row.problem.ref,
            "title": row.problem.title,
            "url": address(row.problem),
            "asks": _(kind.of(row).asks),
            "who": row.creditor.public_name if row.creditor else _("the customer"),
            "due": row.due,
        }
        for row in board.asked_of(reader.person.pk)
    ]
