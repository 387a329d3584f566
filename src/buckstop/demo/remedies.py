"""What the demo company gave to make things right, within its limits and beyond them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from buckstop.demo.learning import say_cause
from buckstop.demo.staff import CARLA, COLLEAGUES
from buckstop.kit.money import Money
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.people.models import Person
from buckstop.people.roles import Role
from buckstop.problems.actions.ranking import rank
from buckstop.problems.models import Case
from buckstop.problems.models.case import WAITING, Rank
from buckstop.problems.queries.levels import times_of_case
from buckstop.remedies.actions import granting
from buckstop.remedies.actions.kinds import add_kind
from buckstop.remedies.actions.limits import UpTo, give_authority
from buckstop.remedies.models import RemedyKind
from buckstop.remedies.queries import kinds

_LIMITS = {Role.FRONT_LINE: (200, 400, 1_500), Role.LEAD: (1_000, 2_000, 8_000),
           Role.EXECUTIVE: (10_000, 20_000, 80_000)}  # fmt: skip

OF_OURS = "Free month"
"""A kind of the company's own."""

_OUTSIDE = "What waits for somebody outside comes up nowhere"


@dataclass(frozen=True, slots=True)
class _Given:
    """Something that an owner gives: the kind, what it is, euros; beyond their limits it is asked
    for, or given all the same where there is a `why`. `cause`: what let it happen, where known."""

    kind: str
    words: str
    what: str = ""
    euros: int = 0
    why: str = ""
    cause: str = ""


_GIVEN = (
    _Given(RemedyKind.APOLOGY,
           "I’m sorry: we told you Tuesday, and it was Thursday before anybody looked.\n\n"
           "It is done now, and I checked it with your colleague.\n\n"
           "From now on I write the day before, not the day after."),
    _Given(RemedyKind.CREDIT,
           "I’m sorry: we told you that it was back, and it broke off again the same day.\n\n"
           "It has held since, and I looked at it myself this morning.\n\n"
           "Nobody here says that something works before you have tried it.", euros=120,
           cause="It is called fixed before a customer tried it"),
    _Given(RemedyKind.REPLACEMENT,
           "I’m sorry: you were two days without it, and a spare one lay in our stock.\n\n"
           "A colleague brings it this afternoon.\n\n"
           "What lies in stock stands beside each problem from now on.", what="A spare device",
           euros=95),
    _Given(RemedyKind.EXTRA_WORK,
           "I’m sorry: it waited for a part that nobody had asked for again.\n\n"
           "We fitted it last night, after your hours.\n\n"
           "What waits for somebody outside stands on our board each morning.",
           what="Two hours after hours", euros=160, cause=_OUTSIDE),
    _Given(RemedyKind.CREDIT,
           "I’m sorry: you told us three times what it costs you, each time somebody else.\n\n"
           "I own it until you say that it is solved.\n\n"
           "What stops a customer has one owner from the first hour on.", euros=2_400),
    _Given(RemedyKind.REFUND,
           "I’m sorry: you paid for the day on which we put right what we had broken.\n\n"
           "I took it off your invoice.\n\n"
           "Work of that sort is marked, so that it comes on no invoice.",
           euros=450, why="Their books close at five, and nobody above was to be reached."),
    _Given(OF_OURS,
           "I’m sorry: you waited three weeks, two of them for an answer we never asked for again."
           "\n\nYou have it since this morning.\n\n"
           "What waits for more than two days comes up in our morning round.", euros=180,
           cause=_OUTSIDE),
)  # fmt: skip


def add(*, present: datetime) -> None:
    """Say who may give how much, and give; one waits for a yes, one was in good faith."""
    add_kind(name=OF_OURS, by=DESK, at=present)
    for role, euros in _LIMITS.items():
        up_to = UpTo("EUR", *(100 * each for each in euros))
        give_authority(role=role, kinds=kinds(), up_to=up_to, by=DESK, at=present)
    carla = Person.objects.get(email=CARLA.email)
    up_to = UpTo("EUR", 500_000, 1_000_000, 4_000_000)
    give_authority(person=carla, kinds=kinds(), up_to=up_to, by=DESK, at=present)
    accounts = Person.objects.get(email=COLLEAGUES[0].email)
    for given, case in zip(_GIVEN, _cases(), strict=False):
        _give(given, case, accounts, present)
    _rank(present)


def _cases() -> list[Case]:
    """The oldest that still wait, of problems that somebody of the front line owns.

    What is given is news: those that show what stalls get none.
    """
    rows = Case.objects.filter(state__in=WAITING, customer__isnull=False)
    rows = rows.exclude(problem__empty_updates__gte=2)
    owned = rows.filter(problem__kind="problem", problem__owner__role=Role.FRONT_LINE)
    found = owned.select_related("problem__owner", "contact", "customer").order_by("opened_at")
    return list({case.problem_id: case for case in found}.values())


def _rank(at: datetime) -> None:
    """Two customers with several things open say which of them comes first."""
    waiting = Case.objects.filter(state__in=WAITING, customer__isnull=False, contact__isnull=False)
    seen: dict[UUID, Case] = {}
    for case in waiting.select_related("problem", "contact").order_by("-opened_at"):
        assert case.customer_id is not None
        first = seen.setdefault(case.customer_id, case)
        if first is not case and first.rank == Rank.ANY:
            by = Actor(ActorKind.CONTACT, first.contact_id, first.pk)
            rank(first, rank=Rank.FIRST, by=by, at=at)
            first.rank = Rank.FIRST
        if sum(one.rank == Rank.FIRST for one in seen.values()) == 2:
            return


def _give(given: _Given, case: Case, accounts: Person, at: datetime) -> None:
    wish = granting.Wish(
        kind=given.kind,
        text=given.words,
        what=given.what,
        money=Money(given.euros * 100, "EUR") if given.euros else None,
        debtor=accounts,
        due=times_of_case(case).after(at, 1_200),
    )
    owner = case.problem.owner.actor()
    if given.cause:
        say_cause(case.problem, given.cause, at=at)
    if given.euros > _LIMITS[Role.FRONT_LINE][0] and not given.why:
        granting.ask_for(case, wish, by=owner, at=at)
    else:
        granting.give(case, wish, beyond_why=given.why, by=owner, at=at)
