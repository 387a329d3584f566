"""What waiting counts, and what each day adds, by the service levels of whoever waits; as SQL.

Where no level says anything of it, it is a constant and no table is asked.
"""

from typing import Any

from django.db.models import Case as Cases
from django.db.models import Exists, IntegerField, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from buckstop.coverage.rules.levels import GROWS, WEIGHS, Level, Weight
from buckstop.problems.about import services_named
from buckstop.problems.models import Case
from buckstop.problems.models.case import WAITING

type Weights = tuple[Weight, ...]


def weighs_on(problem: str, weights: Weights) -> Any:
    """The most that waiting of one of its customers counts, in per cent."""
    return _most(problem, weights, "weighs", WEIGHS)


def grows_on(problem: str, weights: Weights) -> Any:
    """The most that a day adds for one of its customers, in per cent."""
    return _most(problem, weights, "grows", GROWS)


def _most(problem: str, weights: Weights, column: str, usual: int) -> Any:
    if not weights:
        return Value(usual, output_field=IntegerField())
    each = Cases(
        *(When(fits(one), then=Value(getattr(one, column))) for one in weights),
        default=Value(usual),
        output_field=IntegerField(),
    )
    waiting = Case.objects.filter(problem=OuterRef(problem), state__in=WAITING).order_by()
    most = waiting.values("problem").annotate(most=Max(each)).values("most")
    return Coalesce(Subquery(most, output_field=IntegerField()), Value(usual))


def fits(one: Weight | Level) -> Q:
    """Of cases the same as `Level.fits`; what fits anything is always true."""
    found = ~Q(pk=None)
    if one.tier:
        found &= Q(customer__tier__iexact=one.tier)
    if one.hurts is not None:
        found &= Q(problem__hurts=one.hurts)
    if one.kind:
        found &= Q(problem__kind=one.kind)
    if one.service is not None:
        found &= Q(
            Exists(services_named().filter(problem=OuterRef("problem"), service=one.service))
        )
    if one.addresses:
        found &= Q(address__in=sorted(one.addresses))
    return found
