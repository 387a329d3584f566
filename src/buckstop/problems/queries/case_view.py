"""What one customer may see of the problem that their case is on: their own, and what is for all.

Scope is decided here, once. A row is theirs when it names their case; it is for all when it names
no case, and then they see it from the time when their case was on that problem. Once a case has
ended, what happens to the problem afterwards is no news of theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from buckstop.kit.reading import Among, Given, reading
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.models import Body, Entry
from buckstop.people.models import Person
from buckstop.problems.commitments import kind
from buckstop.problems.commitments.kind import seen_by_customers
from buckstop.problems.models import Case, Commitment, Stay, Tenure, Understanding, Word
from buckstop.problems.queries.labels import Has, read_labels, with_labels

OF_THE_CASE = (
    "understanding-corrected",
    "cannot-wait",
    "case-ranked",
    "not-waiting-for-me",
    "owed-reported",
    "effort-told",
    "links-withdrawn",
)
FOR_ALL = ("tenure-began", "news-taken-back")
MOST_ENTRIES = 300
MOST_COMMITMENTS = 300


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as its customer sees it: `owed` newest first, `entries` and `words` oldest first.

    `labels`: what they read of its tags and fields, where the case was read by `case_of`.
    """

    case: Case
    owner: Person
    owner_since: datetime
    stays: list[Stay]
    understanding: Understanding | None
    owed: list[Commitment]
    entries: list[Entry]
    words: list[Word]
    labels: list[Has]


@dataclass(frozen=True, slots=True)
class Texts:
    """What people wrote, by the key of its body and by its digest; erased ones are empty."""

    by_key: dict[UUID, str]
    by_digest: dict[str, str]
    erased: frozenset[UUID] = frozenset()

    def of(self, key: UUID | None) -> str:
        return self.by_key.get(key, "") if key else ""


def case_of(actor: Actor) -> Case | None:
    """The one case that a contact's link is for, with what every view of it needs."""
    return _visible.first(actor.kind, actor.role, viewer=actor.id, case=actor.case)


@reading
def _visible(kind: ActorKind, role: str) -> "QuerySet[Case]":
    given: Any = Given
    found: Any = Case.objects.visible_to(Actor(kind, given("viewer"), given("case"), role))
    rows: QuerySet[Case] = found.select_related("problem__owner", "contact", "customer", "brand")
    rows = rows.annotate(labels=with_labels("problem", label__for_customers=True))
    return rows.order_by("pk")[:1]


def case_view(case: Case) -> CaseView:
    """Everything but the conversation: six queries, one more once the case has ended."""
    stays = _stays(case=case.pk)
    owner, since = _owner(case)
    return CaseView(
        case=case,
        owner=owner,
        owner_since=since,
        stays=stays,
        understanding=_understanding(case),
        owed=_owed(case, stays),
        entries=_entries(case, stays),
        words=_words(case=case.pk),
        labels=read_labels(getattr(case, "labels", [])),
    )


@reading
def _stays() -> "QuerySet[Stay]":
    rows = Stay.objects.filter(case=Given("case"))
    return rows.select_related("problem").order_by("starts_at")


@reading
def _words() -> "QuerySet[Word]":
    return Word.objects.filter(case=Given("case")).order_by("at", "pk")


def texts(keys: Iterable[UUID | None], digests: Iterable[str] = ()) -> Texts:
    """What the bodies say, in one query."""
    named = sorted({str(digest) for digest in digests if digest})
    found = _bodies(bool(named), keys=list({key for key in keys if key}), digests=named)
    return Texts(
        by_key={pk: text or "" for pk, _, text, _ in found},
        by_digest={digest: text or "" for _, digest, text, _ in found},
        erased=frozenset(pk for pk, _, text, erased in found if erased and text is None),
    )


@reading
def _bodies(named: bool) -> "QuerySet[Body, tuple[Any, ...]]":
    wanted = Q(Among("pk", Given("keys")))
    if named:
        wanted |= Q(Among("digest", Given("digests")))
    return Body.objects.filter(wanted).values_list("pk", "digest", "text", "erased_at")


def step_of(case: Case, key: UUID) -> Commitment | None:
    """What the case's contact owes, such as a step of the plan; or None."""
    mine = Commitment.objects.filter(
        Q(case=None) | Q(case=case),
        seen_by_customers(),
        pk=key,
        problem=case.problem_id,
        debtor=case.contact_id,
    )
    return mine.select_related("problem").first()


def _owner(case: Case) -> tuple[Person, datetime]:
    problem = case.problem
    if case.ended_at is None:
        return problem.owner, problem.owner_since
    before = Tenure.objects.filter(problem=problem, starts_at__lte=case.ended_at)
    last = before.select_related("person").order_by("-starts_at", "-pk").first()
    return (last.person, last.starts_at) if last else (problem.owner, problem.owner_since)


def _understanding(case: Case) -> Understanding | None:
    ended = case.ended_at
    its = {"case": case.pk, "problem": case.problem_id}
    return _newest.first(ended is not None, ended=ended, **its)


@reading
def _newest(has_ended: bool) -> "QuerySet[Understanding]":
    theirs = Q(case=None) | Q(case=Given("case"))
    rows = Understanding.objects.filter(theirs, problem=Given("problem"))
    if has_ended:
        rows = rows.filter(at__lte=Given("ended"))
    return rows.order_by("-at", "-pk")[:1]


def _owed(case: Case, stays: list[Stay]) -> list[Commitment]:
    kinds = tuple(kind.every())
    found = _owed_to(kinds, case=case.pk, problems=list({stay.problem_id for stay in stays}))
    return [row for row in found if row.case_id or _was_there(row, case, stays)]


@reading
def _owed_to(_kinds: tuple[type[kind.Kind], ...]) -> "QuerySet[Commitment]":
    """What customers may see of what is owed, compiled for each set of kinds that there are."""
    theirs = Q(case=None) | Q(case=Given("case"))
    rows = Commitment.objects.filter(
        theirs, seen_by_customers(), Among("problem", Given("problems"))
    )
    found = rows.select_related("debtor", "follows").order_by("-made_at", "-pk")
    return found[:MOST_COMMITMENTS]


def _was_there(row: Commitment, case: Case, stays: list[Stay]) -> bool:
    """Whether the case was on the problem while this was owed to all, and hadn't ended before."""
    if case.ended_at is not None and row.made_at > case.ended_at:
        return False
    return any(
        (row.ended_at is None or row.ended_at >= stay.starts_at)
        and (stay.ends_at is None or (row.ended_at is not None and row.ended_at <= stay.ends_at))
        for stay in stays
        if stay.problem_id == row.problem_id
    )


def _entries(case: Case, stays: list[Stay]) -> list[Entry]:
    values: dict[str, Any] = {"cases": [case.pk], "ended": case.ended_at}
    for n, stay in enumerate(stays):
        its = {"chain": stay.problem.chain_id, "first": stay.from_number, "last": stay.to_number}
        values |= {f"{name}{n}": value for name, value in its.items()}
    left = tuple(stay.to_number is not None for stay in stays)
    return _happened(left, case.ended_at is not None, **values)[::-1]


@reading
def _happened(left: tuple[bool, ...], has_ended: bool) -> "QuerySet[Entry]":
    """`left` says of each stay whether it is over."""
    lived = Q()
    for n, is_over in enumerate(left):
        there = Q(chain=Given(f"chain{n}"), number__gte=Given(f"first{n}"))
        lived |= there & Q(number__lte=Given(f"last{n}")) if is_over else there
    for_all = Q(code__in=FOR_ALL)
    if has_ended:
        for_all &= Q(at__lte=Given("ended"))
    of_theirs = Q(code__in=OF_THE_CASE, cases__contains=Given("cases"))
    rows = Entry.objects.filter(lived, for_all | of_theirs, audience="customer")
    return rows.order_by("-at", "-number").defer("seal", "salt", "hash")[:MOST_ENTRIES]
