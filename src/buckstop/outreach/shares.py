"""Reads: how many of those who had trouble heard of it from us, before they asked."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Min, Q

from buckstop.problems.models import Case
from buckstop.problems.models.case import CaseHow, CaseState

SEVERAL = 2
"""What one alone has, nobody could be told before they asked."""
FAILED = 0.3
"""Where more than so many ask whether it is down, they weren't told in time."""


@dataclass(frozen=True, slots=True)
class Share:
    """Of `all` customers who had it, `told` heard of it from us first; the others asked before
    we said a word."""

    told: int = 0
    all: int = 0

    @property
    def failed(self) -> bool:
        return self.all - self.told > FAILED * self.all

    def __add__(self, other: "Share") -> "Share":
        return Share(self.told + other.told, self.all + other.all)


def shares(problems: Collection[UUID]) -> dict[UUID, Share]:
    """Of each of these that several customers had, who said that they are affected or didn't say
    that they aren't."""
    rows = Case.objects.filter(problem__in=problems, customer__isnull=False)
    rows = rows.exclude(state__in=(CaseState.VOID, CaseState.SPARED, CaseState.DECLINED))
    told = Q(how=CaseHow.TOLD)
    firsts = rows.values("problem", "customer").annotate(
        told=Min("opened_at", filter=told), asked=Min("opened_at", filter=~told)
    )
    found: dict[UUID, Share] = defaultdict(Share)
    for row in firsts.order_by():
        heard = row["told"] is not None and (row["asked"] is None or row["told"] < row["asked"])
        found[row["problem"]] += Share(told=int(heard), all=1)
    return {problem: share for problem, share in found.items() if share.all >= SEVERAL}


def together(each: Iterable[Share]) -> Share:
    """All of them as one."""
    return sum(each, start=Share())
