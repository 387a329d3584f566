"""What a kind of commitment is, what becomes of one, and the register of them all.

A class of `Kind` registers itself by its code. Its attributes say what pages and rules need to know
of it, its hooks what happens: each is a part of verbs, and does by default what most kinds do.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from buckstop.coverage.climbing import ladders
from buckstop.coverage.rules.ladders import WORDS, Course, Rung, When, Whom, next_look
from buckstop.coverage.service_times import ServiceTimes
from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.entries import Audience, Fact
from buckstop.ledger.refused import Refusal, check
from buckstop.ledger.transaction import Act
from buckstop.problems.actions.levels import times_for
from buckstop.problems.actions.routed import routing_of
from buckstop.problems.commitments import climbing, machine
from buckstop.problems.commitments.machine import Turn
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.rules import order
from buckstop.problems.rules.routing import Routing

KINDS: dict[str, type["Kind"]] = {}

CONVERSATION = frozenset(
    {
        Turn.PROMISE,
        Turn.COUNTER,
        Turn.REPORT,
        Turn.ACCEPT,
        Turn.GIVE_BACK,
        Turn.DECLINE,
        Turn.WITHDRAW,
    }
)
"""The turns that most kinds leave open to whoever owes and whoever is owed."""


class Section(StrEnum):
    """Where on the pages a kind stands."""

    NEWS = "news"  # at the head: when the customers hear next
    PLAN = "plan"  # what is done, step by step
    OTHERS = "others"  # what somebody was asked, and answers


class OneOpen(Enum):
    """How many of a kind may be open at a time; `make` checks it under the problem's lock."""

    MANY = "many"
    OF_PROBLEM = "of a problem"
    OF_CASE = "of a case"  # or of none
    HELD = "of a problem, held by the database"  # its verbs make one only as another ends


class Kind:
    """A kind of commitment; what no class is registered for (its app is gone) is one as such.

    Words are English, put through gettext where they are set; those with names are filled with
    `who` (who wants it) and `title` (the problem's).
    """

    code: ClassVar[str] = ""
    one: ClassVar[str] = gettext_noop("a commitment")  # inside a sentence of the ledger
    begins: ClassVar[str] = gettext_noop("A commitment")  # at its beginning
    label: ClassVar[str] = gettext_noop("Commitment")  # to customers, where no words were given
    thing: ClassVar[str] = ""  # how `ledger verify` calls one, where not by its code

    # what it is
    audience: ClassVar[Audience] = Audience.INTERNAL
    customers_see: ClassVar[Mapping[str, Any]] = {}  # of an internal kind, those rows besides
    section: ClassVar[Section] = Section.OTHERS
    turns: ClassVar[frozenset[Turn]] = CONVERSATION
    one_open: ClassVar[OneOpen] = OneOpen.MANY
    open_already: ClassVar[Refusal] = Refusal("open-already", _("This is owed already."))
    at_desk: ClassVar[bool] = False  # only who works at the desk can owe it
    stays: ClassVar[bool] = True  # whether it stands on the problem's page once it has ended
    still_tells: ClassVar[tuple[str, ...]] = ("declined", "missed")  # ended so, among OTHERS
    noted_by_desk: ClassVar[bool] = False  # the desk may say it for who owes it, as heard of them
    customers_ask: ClassVar[bool] = False  # whether customers ask it of us, on their page
    from_mail: ClassVar[bool] = False  # answered from a mail too, where `answered_at` says
    is_news: ClassVar[bool] = False  # whether keeping it is speaking to the customers
    related: ClassVar[tuple[str, ...]] = ()  # rows one-to-one with it that pages read
    bodies: ClassVar[tuple[str, ...]] = ()  # what people wrote in those rows

    ladder: ClassVar[tuple[Rung, ...]] = (Rung(When.AFTER, 0, Whom.OWNER),)  # unless one is set

    # what it asks of people, in words
    work: ClassVar[order.Expected] = order.Expected(
        minutes=15, asks=gettext_noop("You were asked.")
    )
    asks: ClassVar[str] = gettext_noop("answer")  # beside its row in *My work*
    title: ClassVar[str] = ""  # of its row; empty: what was written
    what: ClassVar[str] = ""  # what is owed, where nobody wrote it
    awaited: ClassVar[str] = ""  # after who owes it and a colon, where nobody wrote it
    asked: ClassVar[str] = gettext_noop("%(who)s asks you")  # over the box for who owes it
    answers: ClassVar[bool] = True  # whether “done” is an answer in words
    to_ask: ClassVar[str] = gettext_noop("asked us")  # what customers did who asked it
    answered: ClassVar[str] = gettext_noop("answered you")  # what they got
    awaits: ClassVar[str] = gettext_noop("%(who)s answers you %(by)s.")  # what they wait for …
    awaits_late: ClassVar[str] = gettext_noop("%(who)s owes you an answer.")  # … once that passed

    def __init_subclass__(cls, *, code: str) -> None:
        """Register the class; raises TypeError where two have one code."""
        if code in KINDS or code in order.EXPECTED:
            raise TypeError(f"two kinds of commitment are called {code}")
        cls.code = code
        KINDS[code] = cls
        order.EXPECTED[code] = cls.work
        promising.ONE[code] = WORDS[code] = cls.one
        promising.BEGINS[code] = cls.begins
        if "on_turn" in vars(cls):
            machine.FOLLOWS[code] = cls.on_turn

    # --- how one begins

    @classmethod
    def fact(cls, owed: Commitment, what: str) -> Fact:
        """That it was made; `what` is the digest of what is owed."""
        assert owed.debtor_id is not None
        return promising.OwedMade(
            commitment=owed.pk, kind=cls.code, debtor=owed.debtor_id, due=owed.due, what=what
        )

    @classmethod
    def internal(cls) -> bool:
        """Whether customers read nothing of it."""
        return cls.audience == Audience.INTERNAL

    @classmethod
    def stands(cls, owed: Commitment) -> str:
        """How it stands, in words, where that is said otherwise than of most kinds; or nothing."""
        del owed
        return ""

    @classmethod
    def answered_at(cls, owed: Commitment, person: UUID, at: datetime) -> str:
        """Where `person` answers from a mail without logging in; empty: at the desk alone."""
        del owed, person, at
        return ""

    @classmethod
    def yes_and_no(cls) -> tuple[str, str] | None:
        """What one presses who says yes or no to it with one word; None where no word answers."""
        return (str(_("I will")), str(_("I can’t"))) if Turn.PROMISE in cls.turns else None

    @classmethod
    def say(cls, owed: Commitment, *, yes: bool, reason: str, by: Actor, at: datetime) -> bool:
        """Answer it by one word, where that is otherwise than of most kinds; whether it was."""
        del owed, yes, reason, by, at
        return False

    # --- what becomes of one

    @classmethod
    def on_time(cls, act: Act, problem: Problem, owed: Commitment, due: datetime) -> None:
        """It is owed by `due` from now on."""
        look = next_look(rungs(act, cls, problem.team_id), Course(act.at, due), after=act.at)
        act.change(owed, due=due, counts_from=act.at, attend_at=look, **climbing.NEWLY)

    @classmethod
    def on_turn(cls, act: Act, owed: Commitment, turn: Turn) -> None:
        """A turn was taken: what follows of a row that the kind has beside it."""

    @classmethod
    def on_due(cls, act: Act, owed: Commitment, there: Routing) -> None:
        """The clock looks at it: its time has come, or a rung of its ladder."""
        if owed.due > act.at:
            ladder = rungs(act, cls, owed.problem.team_id)
            climbing.look(act, owed, ladder, there.on_duty, cls.near)
            return
        if owed.debtor.keeps_times:
            miss(act, owed, there)
            return
        # A customer never misses: it is still waiting for them, and we look again in a day.
        times = times_for(act, owed.problem, there.on_duty.levels)
        act.change(owed, attend_at=times.next_news_due(act.at, hurts_badly=False))
        act.record(
            promising.StillWaiting(commitment=owed.pk, debtor=owed.debtor_id),
            on=owed.problem,
            cases=machine.cases(owed),
            internal=cls.internal(),
        )

    @classmethod
    def near(cls, owed: Commitment, rung: Rung, person: UUID) -> Fact:
        """That somebody hears that it is due soon, by a rung of its ladder."""
        del rung
        return promising.DueSoon(commitment=owed.pk, kind=owed.kind, person=person, due=owed.due)

    @classmethod
    def heir(cls, act: Act, owed: Commitment, there: Routing) -> UUID:
        """Who owes it once it is late: whoever does, where the kind says nothing else."""
        del act, there
        return owed.debtor_id

    @classmethod
    def due_again(cls, times: ServiceTimes, at: datetime) -> datetime:
        """By when it is owed once it is late."""
        return times.next_news_due(at, hurts_badly=True)

    @classmethod
    def on_late(cls, act: Act, owed: Commitment, there: Routing) -> Commitment:
        """Its time has passed. Returns what is owed instead, by its heir; itself, ended, where
        nothing is.

        `miss` calls it, and lets that climb on.
        """
        heir = cls.heir(act, owed, there)
        due = cls.due_again(times_for(act, owed.problem, there.on_duty.levels), act.at)
        successor = machine.owe_again(act, owed, due)
        if heir != owed.debtor_id:
            machine.hand_over(act, successor, heir)
        return successor

    @classmethod
    def on_owner_change(
        cls, act: Act, problem: Problem, owed: Commitment, before: UUID, owner: UUID
    ) -> None:
        """`owner` owns the problem now: what was owed to the owner `before` is owed to them."""
        del problem
        if owed.creditor_id == before:
            act.change(owed, creditor_id=owner)

    @classmethod
    def on_debtor_leaves(cls, act: Act, problem: Problem, owed: Commitment, there: Routing) -> None:
        """Who owes it leaves the house, or the desk where only it may owe this: the owner does."""
        del there
        machine.hand_over(act, owed, problem.owner_id)

    @classmethod
    def on_case_end(cls, act: Act, owed: Commitment) -> None:
        """The case that it was for has ended."""
        _end_with(act, owed, because="case", internal=cls.internal())

    @classmethod
    def on_problem_end(cls, act: Act, owed: Commitment) -> None:
        """The problem is closed: nothing may be owed on it any more."""
        _end_with(act, owed, because="problem", internal=cls.internal())

    @classmethod
    def on_replayed_time(cls, problem: dict[str, Any], due: object) -> None:
        """Replaying entries: it is owed by `due`; what of the problem's row follows from it."""


def _end_with(act: Act, owed: Commitment, *, because: str, internal: bool) -> None:
    machine.take(act, owed, Turn.WITHDRAW)
    act.record(
        promising.OwedEnded(commitment=owed.pk, kind=owed.kind, because=because),
        on=owed.problem,
        cases=machine.cases(owed),
        internal=internal,
    )


def of(owed: Commitment) -> type[Kind]:
    """What kind it is of."""
    return called(owed.kind)


def called(code: object) -> type[Kind]:
    """The kind with that code; `Kind` itself where no app that is there has it."""
    return KINDS.get(str(code), Kind)


def codes(kinds: Iterable[type[Kind]]) -> list[str]:
    """Their codes, for a query."""
    return [kind.code for kind in kinds]


def every() -> list[type[Kind]]:
    """Every kind that is registered."""
    return list(KINDS.values())


def news() -> list[str]:
    """The codes of the kinds by which customers are told, for a query."""
    return codes(kind for kind in every() if kind.is_news)


def open_to(turn: Turn) -> list[type[Kind]]:
    """The kinds that leave a turn open to whoever owes or is owed."""
    return [kind for kind in every() if turn in kind.turns]


def seen_by_customers() -> Q:
    """What of a problem, or of their case, customers may see."""
    internal = [kind for kind in every() if kind.internal() and kind.customers_see]
    open_to = Q(kind__in=codes(kind for kind in every() if not kind.internal()))
    for kind in internal:
        open_to |= Q(kind=kind.code, case__isnull=False, **kind.customers_see)
    return open_to


def make(
    act: Act,
    kind: type[Kind],
    problem: Problem,
    *,
    debtor: UUID,
    due: datetime,
    creditor: UUID | None,
    what: str | None = None,
    case: Case | None = None,
    state: CommitmentState = CommitmentState.REQUESTED,
    follows: Commitment | None = None,
    team: UUID | None = None,
) -> Commitment:
    """Part of verbs: a new one. Refused where one is open that must be the only one.

    The problem's chain is locked, so that no other verb can make one beside it.
    """
    if kind.one_open in (OneOpen.OF_PROBLEM, OneOpen.OF_CASE):
        open_ones = Commitment.objects.filter(problem=problem, kind=kind.code, ended_at=None)
        if kind.one_open is OneOpen.OF_CASE:
            open_ones = open_ones.filter(case=case)
        if act.rows(open_ones[:1]):
            check(kind.open_already)
    ladder = rungs(act, kind, problem.team_id)
    return act.add(
        new_row(
            Commitment,
            problem=problem,
            case=case,
            kind=kind.code,
            state=state,
            debtor_id=debtor,
            creditor_id=creditor,
            what=act.body(what) if what is not None else None,
            made_at=act.at,
            due=due,
            attend_at=next_look(ladder, Course(act.at, due), after=act.at),
            follows=follows,
            after_miss=follows is not None and follows.state == CommitmentState.MISSED,
            team_id=team,
        )
    )


def in_time(act: Act, commitment: Commitment) -> Commitment:
    """Part of verbs: `commitment`; or what is owed instead, since its time has passed.

    Late is missed, by whichever verb comes upon it first: the clock's or one that would end it.
    An offer that wasn't answered in time has lapsed: it comes back ended.
    """
    while commitment.state == CommitmentState.MISSED:
        after = Commitment.objects.filter(follows=commitment).select_related("problem")
        commitment = act.rows(after)[0]
    if commitment.is_owed and commitment.is_late(act.at):
        return miss(act.by_the_desk(), commitment, routing_of(act))
    return commitment


def miss(act: Act, owed: Commitment, there: Routing) -> Commitment:
    """Part of verbs: its time has passed. Returns what is owed instead, which climbs on; itself,
    ended, where nothing is."""
    kind, held = of(owed), climbing.held_for(owed)
    instead = kind.on_late(act, owed, there)
    if instead.is_owed:
        ladder = rungs(act, kind, owed.problem.team_id)
        climbing.went_past(act, owed, instead, ladder, there.on_duty, held)
    return instead


def rungs(act: Act, kind: type[Kind], team: UUID | None) -> tuple[Rung, ...]:
    """The ladder of what is owed of that kind on a problem that is with that team."""
    said = act.once(ladders)
    return said.get((team, kind.code)) or said.get((None, kind.code)) or kind.ladder


def heir_by_ladder(act: Act, owed: Commitment, there: Routing) -> UUID:
    """Part of verbs: who owes it once it is late, where its ladder says so."""
    ladder = rungs(act, of(owed), owed.problem.team_id)
    return climbing.heir(act, owed, ladder, there.on_duty)


def end_with_case(act: Act, owed: Commitment) -> None:
    """Part of verbs that end a case: what was owed for it ends with it, by itself."""
    act, owed = act.by_the_desk(), in_time(act, owed)
    if owed.is_owed:
        of(owed).on_case_end(act, owed)


def end_with_problem(act: Act, owed: Commitment) -> None:
    """Part of verbs that close a problem: what was owed on it ends with it, by itself."""
    act, owed = act.by_the_desk(), in_time(act, owed)
    if owed.is_owed:
        of(owed).on_problem_end(act, owed)
