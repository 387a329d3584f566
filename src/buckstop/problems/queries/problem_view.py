"""One problem as its page needs it: itself, its cases, what is owed; one query each."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from buckstop.kit.reading import Given, reading
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.problems.commitments import kind
from buckstop.problems.models import Case, Commitment, Problem, Stay, Tenure, Understanding
from buckstop.problems.models.case import WAITING
from buckstop.problems.queries.labels import Has, read_labels, with_labels

MOST_CASES = 200
MOST_COMMITMENTS = 200


@dataclass(frozen=True, slots=True)
class Understood:
    """What was written last for one scope: a case, or everybody where `case` is None."""

    id: UUID
    text: str
    by: UUID
    at: datetime
    case: UUID | None


@dataclass(slots=True)
class ProblemView:
    """A problem, with what its page shows besides the timeline."""

    problem: Problem
    how: str  # how the running tenure began, or ""
    why: str  # why somebody was the best on shift, or ""
    length: int  # how many entries its chain had
    understood: list[Understood]
    cases: list[Case] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    stays: list[tuple[UUID, UUID, int, int]] = field(default_factory=list)
    labels: list[Has] = field(default_factory=list)

    @property
    def waiting(self) -> list[Case]:
        return [case for case in self.cases if case.is_waiting]

    @property
    def waiting_customers(self) -> int:
        """How many customers wait: one with two cases, or two people of one, count once."""
        if self.problem.waiting_cases == len(self.waiting):
            return len({case.side for case in self.waiting})
        waiting = Case.objects.filter(problem=self.problem, state__in=WAITING)
        return waiting.aggregate(n=Count(Coalesce("customer", "contact"), distinct=True))["n"] or 0


def find(number: int, actor: Actor) -> Problem | None:
    """The problem with that number, where `actor` may see it."""
    seen = Problem.objects.visible_to(actor).filter(number=number)
    return seen.select_related("owner").first()


def view(number: int, actor: Actor) -> ProblemView | None:
    """The problem with that number as its page needs it, in three queries."""
    row: Any = _found.first(actor.kind, actor.role, viewer=actor.id, number=number)
    if row is None:
        return None
    seen = ProblemView(
        row, row.tenure_how or "", row.tenure_why or "", row.length, _read([row.understood])
    )
    seen.labels = read_labels(row.labels)
    _add_cases(seen)
    seen.commitments = _commitments(tuple(kind.every()), problem=row.pk)[::-1]
    for owed in seen.commitments:
        owed.problem = row
    return seen


@reading
def _found(kind: ActorKind, role: str) -> "QuerySet[Problem]":
    viewer: Any = Given("viewer")
    tenure = Tenure.objects.filter(problem=OuterRef("pk"), ends_at=None)
    general = _newest(Understanding.objects.filter(problem=OuterRef("pk"), case=None))
    rows: Any = (
        Problem.objects.visible_to(Actor(kind, viewer, role=role))
        .filter(number=Given("number"))
        .select_related("owner")
        .annotate(
            tenure_how=Subquery(tenure.values("how")[:1]),
            tenure_why=Subquery(tenure.values("why")[:1]),
            understood=Subquery(general),
            length=F("chain__length"),
            labels=with_labels(),
        )
    )
    found: QuerySet[Problem] = rows
    return found


def _newest(rows: Any) -> Any:
    said = JSONObject(id="id", text="what__text", by="written_by", at="at", case=F("case_id"))
    return rows.order_by("-at", "-pk").values(said=said)[:1]


def _read(rows: list[dict[str, Any] | None]) -> list[Understood]:
    return [
        Understood(
            UUID(row["id"]),
            row["text"] or "",
            UUID(row["by"]),
            datetime.fromisoformat(row["at"]),
            UUID(row["case"]) if row["case"] else None,
        )
        for row in rows
        if row
    ]


def _add_cases(seen: ProblemView) -> None:
    """The cases, those that wait first, each with what it was told and where it lived before."""
    seen.cases = _cases(problem=seen.problem.pk)
    for case in seen.cases:
        case.problem = seen.problem
        for stay in case.before:  # type: ignore[attr-defined]
            seen.stays.append((case.pk, UUID(stay["chain"]), stay["first"], stay["last"]))
    seen.understood += _read([case.understood for case in seen.cases])  # type: ignore[attr-defined]


@reading
def _cases() -> "QuerySet[Case]":
    given = Given("problem")
    mine = _newest(Understanding.objects.filter(problem=given, case=OuterRef("pk")))
    before = Stay.objects.filter(case=OuterRef("pk"), to_number__isnull=False)
    stays = before.order_by("starts_at").values(
        said=JSONObject(chain="problem__chain", first="from_number", last="to_number")
    )
    rows: QuerySet[Case] = Case.objects.filter(problem=given)
    return (
        rows.select_related("customer", "contact")
        .annotate(understood=Subquery(mine), before=ArraySubquery(stays))
        .order_by(F("ended_at").desc(nulls_first=True), "opened_at", "pk")[:MOST_CASES]
    )


@reading
def _commitments(kinds: tuple[type[kind.Kind], ...]) -> "QuerySet[Commitment]":
    """What is owed now, and the plan and asks so far; promises of news that ended are left out."""
    stay = kind.codes(one for one in kinds if one.stays)
    related = [name for one in kinds for name in one.related]
    bodies = ["what", "answer", *(name for one in kinds for name in one.bodies)]
    return (
        Commitment.objects.filter(problem=Given("problem"))
        .filter(Q(ended_at=None) | Q(kind__in=stay))
        .select_related("debtor", "creditor", "what", "answer", "follows", *related)
        .defer(*_bodies(*bodies))
        .order_by("-made_at", "-pk")[:MOST_COMMITMENTS]
    )


def _bodies(*names: str) -> list[str]:
    """The columns of bodies that no page needs."""
    return [f"{name}__{column}" for name in names for column in ("raw", "salt")]
