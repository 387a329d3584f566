"""Who is whose face in the demo company; what it learnt, whom it thanks, what everybody is told."""

from datetime import datetime
from uuid import UUID

from buckstop.briefings.actions import brief, word
from buckstop.demo.staff import ANA, BRUNO, CARLA, LEA, PRIYA
from buckstop.ledger.actor import DESK
from buckstop.outcomes.actions.lessons import ThreeLines, find_useful, review_lesson, write_lesson
from buckstop.outcomes.actions.thanking import show_thanks, thank
from buckstop.outcomes.queries import leads_of
from buckstop.people.actions import customers
from buckstop.people.models import Customer, Person
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING
from buckstop.problems.models.problem import State
from buckstop.relationships.commitments.carrying import offer_to_carry

FACES = 9
"""So many customers have an account manager: those who wait, longest first."""

_LESSONS = (
    (
        "slow|hang",
        ThreeLines(
            "Everything of theirs was slow from nine to ten, and nothing in the evening.",
            "A copy of their data ran in the morning instead of at night.",
            "Ask when it is slow, and look what runs at that hour.",
        ),
    ),
    (
        "password|log.?in|locked",
        ThreeLines(
            "One person couldn’t get in; everybody else could.",
            "Their password had ended the day before, and the letter about it was in the spam.",
            "Look whether the account has ended before you look at the line.",
        ),
    ),
    (
        "print|label",
        ThreeLines(
            "It printed blanks, but only from one floor.",
            "The floor had another driver since the move.",
            "Print the same page from two floors, then compare the drivers.",
        ),
    ),
    (
        "call|phone|cut off",
        ThreeLines(
            "Calls broke off after fifteen minutes.",
            "Their firewall forgot about them after fifteen minutes.",
            "Ask after how long it happens: a round number is a timer.",
        ),
    ),
)
_THANKS = (
    (BRUNO, ANA, "You asked before it was late. That saved their morning."),
    (ANA, PRIYA, "Your note had everything in it: I didn’t need to ask them anything again."),
    (CARLA, LEA, "You told them yourself that we were wrong. They wrote to me how good that was."),
)


def add(*, present: datetime) -> None:
    """Account managers, one of whom offers to carry the news; lessons, thanks and a briefing."""
    waiting = _relationships(present)
    _learn(present)
    problem = waiting[0].problem
    for who, to, text in _THANKS:
        given = thank(_called(to.email), problem=problem, text=text,
                      by=_called(who.email).actor(), at=present)  # fmt: skip
        if to is PRIYA:  # she is new, and glad that her lead knows
            lead, by = leads_of(given)[0], _called(PRIYA.email).actor()
            show_thanks(given, to=lead, by=by, at=present)
    _tell(waiting, present)


def _called(email: str) -> Person:
    return Person.objects.get(email=email)


def _relationships(at: datetime) -> list[Case]:
    """Léa and Bruno have the relationship with those who wait longest, turn by turn."""
    rows = Case.objects.filter(state__in=WAITING, customer__isnull=False, problem__kind="problem")
    found = list(rows.select_related("problem__owner", "customer").order_by("opened_at", "pk"))
    theirs = list({case.customer_id: case for case in found}.values())[:FACES]
    for turn, case in enumerate(theirs):
        assert case.customer is not None
        _has_relationship(case.customer, _called((LEA, BRUNO)[turn % 2].email), at)
    return theirs


def _has_relationship(customer: Customer, manager: Person, at: datetime) -> None:
    customers.change(
        customer,
        name=customer.name,
        domains=tuple(customer.domains.values_list("name", flat=True)),
        zone=customer.zone,
        manager=manager,
        note=str(customer.note or ""),
        by=DESK,
        at=at,
    )


def _learn(at: datetime) -> None:
    """Three lessons that hold, of which one helped already, and one that nobody has reviewed."""
    closed = Problem.objects.filter(state=State.CLOSED, kind="problem").order_by("-closed_at", "pk")
    taught: set[UUID] = set()
    for n, (about, lines) in enumerate(_LESSONS):
        left = closed.exclude(pk__in=taught)
        problem = left.filter(title__iregex=about).first() or left.first()
        if problem is None:
            return
        taught.add(problem.pk)
        lesson = write_lesson(problem, lines, by=_called(ANA.email).actor(), at=at)
        if n < len(_LESSONS) - 1:
            review_lesson(lesson, by=_called(BRUNO.email).actor(), at=at)
        if n == 0:
            find_useful(lesson, by=_called(PRIYA.email).actor(), at=at)


def _tell(waiting: list[Case], at: datetime) -> None:
    """Everybody is told of the oldest; of another one its account manager would carry the news."""
    first = waiting[0].problem
    owner = first.owner.actor()
    brief(first, text="Whoever is called about it: its owner is on it, and says more by the time"
          " below. Please don’t promise anything else.", by=owner, at=at)  # fmt: skip
    word(first, text="We are held up by a fault at our provider, who is working on it. We tell you"
         " more as soon as we know it.", by=owner, at=at)  # fmt: skip
    for case in waiting:
        assert case.customer is not None
        manager = Customer.objects.select_related("manager").get(pk=case.customer.pk).manager
        if manager is not None and manager != case.problem.owner:
            offer_to_carry(case.problem, why="I see them this afternoon.", by=manager.actor(),
                           at=at)  # fmt: skip
            return
