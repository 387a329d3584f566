"""What the demo company learns: causes named as problems end, preventions of each verdict."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from buckstop.demo.shapes import Story
from buckstop.demo.stories import business, devices, mailing, network, phones, printing, safety
from buckstop.people.models import Person
from buckstop.people.roles import Role
from buckstop.prevention.actions import causes, preventing, reviews, suggesting, telling
from buckstop.prevention.models import Because, Cause, News, Prevention
from buckstop.prevention.queries import review_of
from buckstop.problems.models import Case, Problem


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What lies behind a sort of trouble: until `until` of the demo’s days one cause, then another.

    `asked` and `force` are shares of the demo's days, `force` beyond 1: still owed.
    """

    stories: object
    cause: str
    what: str = ""
    shows: str = ""
    size: str = "small"
    asked: float = 9
    force: float = 9
    later: str = ""


_LESSONS = (
    _Lesson(printing, "Rolls and drivers are ordered by name, and four of them are called alike",
            "The shop shows each customer only what fits their printers",
            "Nobody gets a roll that doesn’t fit", "small", 0.42, 0.5,
            later="Nothing says that a print head is worn before it fails"),
    _Lesson(phones, "A change at the exchange is live at once, and nothing tries it before",
            "A second exchange on which changes are tried", "Changes break no call",
            "medium", 0.3, 0.38),
    _Lesson(network, "Lines are only looked at when a customer calls",
            "Each line is measured every minute, and a slow one opens a problem",
            "We call before they do", "medium", 0.7, 0.86),
    _Lesson(mailing, "A mailbox that fills up says so only when it is full",
            "A warning at 80 % goes to whoever owns the mailbox", "No mailbox is ever full",
            "small", 0.9),
    _Lesson(devices, "Updates reach all devices in the same night"),
    _Lesson(business, "The form takes any account number, and the error comes a day later",
            "The form checks the number while it is typed", "No transfer comes back",
            "large", 0.93),
    _Lesson(safety, "Certificates end on a date that stands in nobody’s calendar"),
)  # fmt: skip
_HAPPENED = "It came up on a working day and was seen by customers first."
_SURPRISED = "That it had been the same twice before, each time with somebody else."


class Learning:
    """Goes on day by day; what was done is asked of the database, so that it can be interrupted."""

    def __init__(self, days: int) -> None:
        self.days = days
        self.titles = [
            (lesson, _pattern(title))
            for lesson in _LESSONS
            for story in vars(lesson.stories).values()
            if isinstance(story, Story)
            for title in story.titles
        ]

    def go_on(self, day: int, at: datetime) -> None:
        """The causes of what ended since yesterday, and what is to be changed today."""
        for problem in _ended(at):
            if day < self.days - 1 or problem.number % 2:  # of the newest some aren't understood
                self._learn(problem, day, at)
        for lesson in _LESSONS:
            self._prevent(lesson, day, at)

    def _learn(self, problem: Problem, day: int, at: datetime) -> None:
        lesson = next((one for one, title in self.titles if title.fullmatch(problem.title)), None)
        if lesson is None:
            return
        changed = lesson.later and day > lesson.force * self.days
        what = lesson.later if changed else lesson.cause
        by = problem.owner.actor()
        say_cause(problem, what, at=at)
        review = review_of(problem)
        if review is not None and problem.number % 4 == 0:
            texts = {"happened": _HAPPENED, "surprised": _SURPRISED, "changes": lesson.what}
            reviews.write_review(review, texts=texts, seen="", by=by, at=at)

    def _prevent(self, lesson: _Lesson, day: int, at: datetime) -> None:
        cause = _called(lesson.cause)
        if cause is None or not lesson.what or day < lesson.asked * self.days:
            return
        made = Prevention.objects.filter(cause=cause).first()
        owner = cause.keeper.actor()
        if made is None:
            plan = preventing.Plan(
                what=lesson.what, shows=lesson.shows, size=lesson.size,
                due=at + timedelta(days=12),
            )  # fmt: skip
            lead = Person.objects.filter(role=Role.LEAD, deactivated_at=None).order_by("email")[0]
            made = preventing.ask_prevention(cause, plan=plan, debtor=lead, by=owner, at=at)
            if lead != cause.keeper:  # who asks of themselves has promised
                preventing.promise_prevention(made, by=lead.actor(), at=at)
        elif made.in_force_at is None and day >= lesson.force * self.days:
            preventing.put_in_force(made, by=made.debtor.actor(), at=at)
            text = f"We changed something so that it doesn’t come back: {lesson.what.lower()}."
            telling.tell_customers(made, news=News.CHANGED, text=text, by=owner, at=at)


def say_cause(problem: Problem, what: str, *, at: datetime) -> None:
    """Its owner names what let it happen, which may be known already."""
    by, cause = problem.owner.actor(), _called(what)
    if cause is None:
        causes.find_cause(problem, what=what, by=by, at=at)
    else:
        causes.name_cause(problem, cause=cause, by=by, at=at)


def suggest(at: datetime) -> None:
    """Something that a customer suggests, and something that was answered."""
    rows = Case.objects.filter(customer__isnull=False, problem__owner__role=Role.FRONT_LINE)
    found = rows.select_related("problem__owner").order_by("-opened_at")[:2]
    said = ("Tell us on Monday what you change that week", "One number for all our branches")
    for case, what in zip(found, said, strict=False):
        owner = case.problem.owner
        row = suggesting.note_suggestion(case, what=what, owner=owner, by=owner.actor(), at=at)
        if what is said[1]:
            text = "From next month on you have one: the number of your branch in Thun."
            suggesting.answer_suggestion(row, text=text, by=owner.actor(), at=at)


def _ended(at: datetime) -> list[Problem]:
    since = at - timedelta(days=2)
    rows = Problem.objects.filter(
        kind="problem", closed_at__gte=since, outcome__in=("confirmed", "lapsed")
    )
    named = Because.objects.filter(until=None).values("problem")
    return list(rows.exclude(pk__in=named).select_related("owner").order_by("closed_at"))


def _called(what: str) -> Cause | None:
    rows = Cause.objects.filter(what__text=what, merged_into=None)
    return rows.select_related("what", "keeper", "problem").first()


def _pattern(title: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", title)
    return re.compile(".+".join(re.escape(part) for part in parts), re.IGNORECASE)
