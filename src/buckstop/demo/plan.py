"""Which story happens to whom, and when: all of it follows from the seed and the present."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from buckstop.demo import courses
from buckstop.demo.customers import ALPINA, BLUETENHOF, COMPANIES, CONSULTANT, LUMEN
from buckstop.demo.live import live
from buckstop.demo.script import beats, has_long_gaps
from buckstop.demo.shapes import Beat, Company, Course, Run, Someone, Story
from buckstop.demo.staff import ZONE
from buckstop.demo.stories import business, library, network

SEED = "Halden IT"
DAYS = 60
MONTH = 31

_STORIES: dict[str, tuple[Story, ...]] = {
    "problem": library.PROBLEMS,
    "request": library.REQUESTS,
    "question": library.QUESTIONS,
    "not ours": library.NOT_OURS,
    "spam": library.SPAM,
}
_SHARED_TROUBLE = (
    business.TRANSFERS, business.CARD_PAYMENTS, network.LINE_SLOW, network.SITE_NOT_FOUND,
)  # fmt: skip
_STRANGERS = Company("", "growth-leads.example", ZONE, (), ("your area",))


@dataclass(frozen=True)
class Plan:
    """All beats in the order of time."""

    present: datetime
    days: int
    beats: tuple[Beat, ...]

    @property
    def begins(self) -> datetime:
        """Local midnight, so many days before the present."""
        day = self.present.astimezone(ZoneInfo(ZONE)) - timedelta(days=self.days)
        return day.replace(hour=0, minute=0, second=0, microsecond=0)

    def day_of(self, at: datetime) -> int:
        """Which day of the demo an instant belongs to; the first one is 0."""
        return (at.astimezone(ZoneInfo(ZONE)).date() - self.begins.date()).days


@dataclass(frozen=True, slots=True)
class Size:
    """How big a demo is: `share` of the usual runs of each course, but one; all courses, or some."""

    days: int = DAYS
    share: float = 1.0
    only: frozenset[str] | None = None

    def count(self, course: Course) -> int:
        if self.only is not None and course.name not in self.only:
            return 0
        return max(1, round(course.count * self.share))


FULL = Size()


def plan(present: datetime, size: Size = FULL) -> Plan:
    """The demo up to `present`: the same beats for the same present."""
    found: list[Beat] = []
    for run, acts, begins in _Casting(present, size).runs():
        found += beats(run, acts, begins=begins, until=present)
    found += live(present)
    return Plan(present, size.days, tuple(sorted(found, key=Beat.order)))


class _Casting:
    """Gives every run its story, its people and its time."""

    def __init__(self, present: datetime, size: Size) -> None:
        self._present, self._size = present, size
        self._chance = random.Random(SEED)
        self._count = 0
        self._decks: dict[str, list[tuple[Story, int]]] = {}

    def runs(self) -> Iterator[tuple[Run, str, datetime]]:
        """Every run with its acts and the time from which its first gap counts."""
        for course in courses.ALL:
            for _ in range(self._size.count(course)):
                yield from self._group(course) if course.others else self._single(course)

    def _single(self, course: Course) -> Iterator[tuple[Run, str, datetime]]:
        story, variant = self._story(course.kind, calm=has_long_gaps(course.acts))
        company, contact = self._customer(course)
        yield self._run(story, variant, company, contact), course.acts, self._begins(course)

    def _group(self, course: Course) -> Iterator[tuple[Run, str, datetime]]:
        story, begins = self._chance.choice(_SHARED_TROUBLE), self._begins(course)
        companies = self._chance.sample(COMPANIES, len(course.others) + 1)
        head = self._run(story, 0, companies[0], companies[0].people[0])
        yield head, course.acts, begins
        for place, acts in enumerate(course.others):
            company = companies[place + 1]
            yield self._run(story, place + 1, company, company.people[0], head), acts, begins

    def _run(
        self,
        story: Story,
        variant: int,
        company: Company,
        contact: Someone,
        head: Run | None = None,
    ) -> Run:
        self._count += 1
        chosen = {name: self._chance.choice(values) for name, values in story.slots.items()}
        fills = {
            "first": contact.first,
            "customer": company.name,
            "place": self._chance.choice(company.places),
        }
        return Run(
            key=f"r{self._count:03x}",
            story=story,
            company=company,
            contact=contact,
            variant=variant,
            opened=self._present,
            fills=fills | chosen,
            head=head,
        )

    def _story(self, kind: str, *, calm: bool) -> tuple[Story, int]:
        """From a shuffled deck, so that each comes up before any comes again.

        `calm` looks for one that stops nobody.
        """
        deck = self._decks.setdefault(kind, [])
        place = _last_fitting(deck, calm=calm)
        if place is None:
            self._shuffle_in(deck, _STORIES[kind])
            place = _last_fitting(deck, calm=calm)
        assert place is not None
        return deck.pop(place)

    def _shuffle_in(self, deck: list[tuple[Story, int]], stories: tuple[Story, ...]) -> None:
        """Every story in its first phrasing comes before any comes in its second."""
        for variant in range(max(len(story.reports) for story in stories)):
            round_ = [(story, variant) for story in stories]
            self._chance.shuffle(round_)
            deck[:0] = round_

    def _customer(self, course: Course) -> tuple[Company, Someone]:
        if course.kind == "spam":
            number = self._chance.randint(100, 999)
            return _STRANGERS, Someone("Business Desk", f"offer{number}@growth-leads.example")
        if course.name == "of the consultant":
            return self._chance.choice((LUMEN, ALPINA)), CONSULTANT
        if course.name == "of the shared address":
            return BLUETENHOF, self._chance.choice(BLUETENHOF.people)
        company = self._chance.choice(COMPANIES)
        return company, self._chance.choice(company.people)

    def _begins(self, course: Course) -> datetime:
        """A time of the course's kind of hours, so many days before the present; what may be older
        than a month is spread over a longer demo as it is over the usual one."""
        first, last = course.between
        if last > MONTH and self._size.days > DAYS:
            last *= self._size.days / DAYS
        last = min(last, self._size.days - 1.0)
        back = self._chance.uniform(min(first, last), last)
        at = (self._present - timedelta(days=back)).astimezone(ZoneInfo(ZONE))
        if last < 3:  # close to the present: when it is, not when people work
            return at
        return _at_hours(at, course.hours, self._chance)


def _last_fitting(deck: list[tuple[Story, int]], *, calm: bool) -> int | None:
    fits = (place for place, (story, _) in enumerate(deck) if not calm or story.hurts < 2)
    return max(fits, default=None)


def _at_hours(at: datetime, hours: str, chance: random.Random) -> datetime:
    weekend = at.weekday() > 4
    if hours == "weekend" or (hours == "night" and weekend):
        at += timedelta(days=(5 - at.weekday()) if not weekend else 0)
    elif weekend:
        at -= timedelta(days=at.weekday() - 4)
    if hours == "night":
        clock = time(chance.choice((22, 23, 4, 5)), chance.randint(0, 59))
    elif hours == "weekend":
        clock = time(chance.randint(9, 16), chance.randint(0, 59))
    else:
        clock = time(
            chance.choice((8, 8, 8, 9, 9, 10, 10, 11, 13, 14, 14, 15, 16)), chance.randint(0, 59)
        )
    return at.replace(hour=clock.hour, minute=clock.minute, second=chance.randint(0, 59))
