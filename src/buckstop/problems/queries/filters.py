"""Which problems a list wants, in which order: filters that a statement can be compiled for."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Case as Cases
from django.db.models import (
    DurationField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Extract, Greatest, Least, Power

from buckstop.kit.reading import Among
from buckstop.ledger.actor import Actor
from buckstop.problems.models import Case, Labelling, Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.commitment import NEWS, CommitmentState
from buckstop.problems.models.label import Sort as LabelSort
from buckstop.problems.models.problem import UNOWNED, Hurt, Kind, State
from buckstop.problems.queries.traits import ENDED_TODAY, WITHIN, Trait, condition
from buckstop.problems.queries.weighing import Weights, grows_on, weighs_on
from buckstop.problems.queries.work import ranked_on
from buckstop.problems.rules import order

RUNNING = "running"  # a state to look for: open or fixed
ORDINARY = 4  # filters at once for which a statement is kept compiled


class Sort(StrEnum):
    """What comes first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NEWS = "news"  # whose next news is due first
    COST = "cost"  # what waiting costs most, as in *My work*
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which problems: every filter is empty where it isn't set.

    `no_team`: with the service desk; `customers`: any of these; `owner_not`: whoever is there, so
    that nobody on duty owns it; `label`: a tag, or a field, then with this `value` (of a text: a
    part of it) where there is one; `opened_before` and `news_after`: instants; `today` and `soon`:
    when the day began, and until when something is due soon, for the traits that ask; `at`: the
    present one, and `weights` what levels say, for what waiting costs.
    """

    state: str = ""
    kind: str = ""
    owner: UUID | None = None
    owner_not: tuple[UUID, ...] | None = None
    team: UUID | None = None
    no_team: bool = False
    customer: UUID | None = None
    customers: tuple[UUID, ...] | None = None
    hurts: int | None = None
    label: UUID | None = None
    value: str | None = None
    traits: frozenset[Trait] = frozenset()
    opened_before: datetime | None = None
    news_after: datetime | None = None
    today: datetime | None = None
    soon: datetime | None = None
    sort: Sort = Sort.NEWEST
    at: datetime | None = None
    weights: Weights = ()


_VALUES = (
    "owner", "owner_not", "team", "customer", "customers", "label", "value", "opened_before",
    "news_after", "today", "soon", "at",
)  # fmt: skip
_ANY = Wanted()


def values_of(wanted: Wanted) -> dict[str, Any]:
    """What varies from one list of a shape to the next, by its name."""
    found = {name: getattr(wanted, name) for name in _VALUES}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in found.items()}


def shape_of(wanted: Wanted) -> Wanted:
    """The same filters with a mark in place of each value; what filters nothing is left out."""
    marks: dict[str, Any] = {
        name: None if getattr(wanted, name) is None else name for name in _VALUES
    }
    if wanted.sort != Sort.COST:
        marks["at"] = None
    if not wanted.traits & ENDED_TODAY:
        marks["today"] = None
    if not wanted.traits & WITHIN:
        marks["soon"] = None
    return Wanted(
        state=wanted.state if wanted.state in (RUNNING, *State.values) else "",
        kind=wanted.kind if wanted.kind in Kind.values else "",
        hurts=wanted.hurts if wanted.hurts in Hurt.values else None,
        no_team=wanted.no_team,
        traits=wanted.traits,
        sort=wanted.sort,
        weights=wanted.weights if wanted.sort == Sort.COST else (),
        **marks,
    )


def filled(shape: Wanted, given: Any) -> Wanted:
    """The shape with `given(name)` in place of each mark."""
    marked = {name: given(name) for name in _VALUES if getattr(shape, name) is not None}
    return replace(shape, **marked)


def is_ordinary(shape: Wanted) -> bool:
    """Whether a statement is kept for it: people put any number of filters together."""
    unlike = [
        one.name for one in fields(Wanted) if getattr(shape, one.name) != getattr(_ANY, one.name)
    ]
    unlike = [name for name in unlike if name != "weights"]
    return len(unlike) <= ORDINARY and len(shape.traits) <= 1


def matching(actor: Actor, wanted: Wanted) -> "QuerySet[Problem]":
    """Every problem that `actor` may see and that fits the filters."""
    rows = Problem.objects.visible_to(actor)
    if wanted.state == RUNNING:
        rows = rows.running()
    elif wanted.state in State.values:
        rows = rows.filter(state=wanted.state)
    if wanted.kind in Kind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.hurts is not None:
        rows = rows.filter(hurts=wanted.hurts)
    for trait in sorted(wanted.traits):
        rows = rows.filter(condition(trait, today=wanted.today, soon=wanted.soon))
    if wanted.opened_before is not None:
        rows = rows.filter(opened_at__lt=wanted.opened_before)
    if wanted.news_after is not None:
        rows = rows.filter(Q(news_due=None) | Q(news_due__gte=wanted.news_after))
    return _whose(rows, wanted)


def _whose(rows: "QuerySet[Problem]", wanted: Wanted) -> "QuerySet[Problem]":
    if wanted.owner is not None:
        rows = rows.filter(~UNOWNED, owner=wanted.owner)
    if wanted.owner_not is not None:
        rows = rows.filter(~UNOWNED).exclude(Among("owner", _listed(wanted.owner_not)))
    if wanted.team is not None:
        rows = rows.filter(team=wanted.team)
    if wanted.no_team:
        rows = rows.filter(team=None)
    theirs = Case.objects.exclude(state=CaseState.VOID)
    if wanted.label is not None:
        rows = rows.filter(pk__in=_labelled(wanted).values("problem"))
    if wanted.customer is not None:
        rows = rows.filter(pk__in=theirs.filter(customer=wanted.customer).values("problem"))
    if wanted.customers is not None:
        among = theirs.filter(Among("customer", _listed(wanted.customers)))
        rows = rows.filter(pk__in=among.values("problem"))
    return rows


def _labelled(wanted: Wanted) -> "QuerySet[Labelling]":
    rows = Labelling.objects.filter(label=wanted.label, ended_at=None)
    if wanted.value is not None:
        part = Q(label__sort=LabelSort.TEXT, value__icontains=wanted.value)
        rows = rows.filter(Q(value__iexact=wanted.value) | part)
    return rows


def _listed(keys: Any) -> Any:
    return Value(list(keys)) if isinstance(keys, tuple) else keys


def sorted_by(rows: "QuerySet[Problem]", wanted: Wanted) -> "QuerySet[Problem]":
    """In the order that is wanted, with their owners."""
    rows = rows.select_related("owner")
    if wanted.sort == Sort.OLDEST:
        return rows.order_by("opened_at", "pk")
    if wanted.sort == Sort.NEWS:
        return rows.order_by(F("news_due").asc(nulls_last=True), "pk")
    if wanted.sort == Sort.CUSTOMER:
        first = Case.objects.filter(problem=OuterRef("pk")).exclude(state=CaseState.VOID)
        name = Coalesce("customer__name", "contact__public_name")
        named = Subquery(first.order_by("opened_at").values_list(name)[:1])
        return rows.order_by(named.asc(nulls_last=True), "-opened_at", "-pk")
    if wanted.sort == Sort.COST:
        news = Q(commitments__kind=NEWS, commitments__ended_at=None)
        joined = rows.alias(news=FilteredRelation("commitments", condition=news))
        at = Value(wanted.at) if isinstance(wanted.at, datetime) else wanted.at
        pinned = Cases(When(pinned_until__gt=at, then=Value(0)), default=Value(1))
        cost = _cost(wanted.at, wanted.weights).desc(nulls_last=True)
        return joined.order_by(pinned, cost, "-opened_at", "-pk")
    return rows.order_by("-opened_at", "-pk")


def _cost(at: Any, levels: Weights) -> Any:
    """`order.cost` of the news that is owed next, as SQL: what waiting costs the customers."""
    at = Value(at) if isinstance(at, datetime) else at
    weights = [When(hurts=hurts, then=Value(w)) for hurts, w in enumerate(order.HURT_WEIGHT)]
    weight = Cases(*weights, default=Value(1.0), output_field=FloatField())
    was_missed = Q(news__follows__state=CommitmentState.MISSED)
    due = Cases(When(was_missed, then=F("news__follows__due")), default=F("news__due"))
    left = Greatest(_over(due, at, order.NEARS_OVER), Value(0.0))
    waited = Greatest(_over(at, F("news__made_at"), timedelta(days=1)), Value(0.0))
    # 2 to the power of minus a thousand is too small a number for PostgreSQL
    promise = Value(order.PROMISE) * Power(Value(0.5), Least(left, Value(500.0)))
    growth = Value(1.0) + promise + grows_on("pk", levels) / Value(100.0) * waited
    ranked = Value(order.RANKED) * ranked_on("pk")
    weighed = weighs_on("pk", levels) / Value(100.0)
    many = Greatest(Greatest(F("waiting_cases"), Value(1)) + ranked, Value(order.RANKED))
    return ExpressionWrapper(weight * weighed * many * growth, output_field=FloatField())


def _over(later: Any, earlier: Any, unit: timedelta) -> Any:
    between = ExpressionWrapper(later - earlier, output_field=DurationField())
    seconds = Cast(Extract(between, "epoch"), FloatField())
    return ExpressionWrapper(seconds / unit.total_seconds(), output_field=FloatField())
