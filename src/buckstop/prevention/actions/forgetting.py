"""Part of erasing: what was learnt from problems that only erased customers had is emptied."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding
from buckstop.prevention.models import PARTS, Cause, Review, Suggestion
from buckstop.problems.models import Case


class Learnt(Holding):
    """Reviews speak of whoever had the problem; so may a cause that only they showed."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        yield from Suggestion.objects.filter(case__in=erased.cases).values_list("what", flat=True)
        theirs = set(Case.objects.filter(pk__in=erased.cases).values_list("problem", flat=True))
        others = Case.objects.filter(problem__in=theirs).exclude(pk__in=erased.cases)
        alone = theirs - set(others.values_list("problem", flat=True))
        for row in Review.objects.filter(problem__in=alone).values_list("unknown", *PARTS):
            yield from (key for key in row if key)
        shown = Cause.objects.filter(problem__in=alone)
        shown = shown.exclude(problems__problem__in=others.values("problem"))
        yield from shown.values_list("what", flat=True)

    def forget(self, act: Act, erased: Erased) -> None:
        """No column says anything of them."""
