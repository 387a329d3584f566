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
           "I’m sorry: our change on Sunday took your line down for the morning.\n\n"
           "We put it back at 11:20 and watched it until the evening.\n\n"
           "Changes on lines of yours are agreed with you first from now on.", euros=120,
           cause="Changes on lines go live without the customer’s yes"),
    _Given(RemedyKind.REPLACEMENT,
           "I’m sorry: the handset that we sent was the one that had failed before.\n\n"
           "I took it out of our stock.\n\n"
           "Whatever comes back is marked before it is put away.", what="A new handset", euros=95),
    _Given(RemedyKind.EXTRA_WORK,
           "I’m sorry: the list that we printed from was last month’s.\n\n"
           "We printed it anew and brought it over.\n\n"
           "The list says now of which day it is.", what="Two hours on site", euros=160,
           cause="Lists are printed without the day that they are of"),
    _Given(RemedyKind.CREDIT,
           "I’m sorry: you lost a week of bookings because our reminder never came.\n\n"
           "The reminder works again; we tried it on three of your people.\n\n"
           "A check of our own tells us each morning whether it went out.", euros=2_400),
    _Given(RemedyKind.REFUND,
           "I’m sorry: you paid for the night shift that nobody worked.\n\n"
           "I took it off your invoice.\n\n"
           "The roster tells accounting itself what was worked.",
           euros=450, why="Their books close at five, and nobody above was to be reached."),
    _Given(OF_OURS,
           "I’m sorry: your new people waited three weeks for their log-ins.\n\n"
           "All five work since this morning.\n\n"
           "Whoever starts on a Monday is asked about on the Monday before.", euros=180,
           cause="Lists are printed without the day that they are of"),
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
