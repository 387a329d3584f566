"""What was done for somebody goes with them; that somebody worked, and how long, stays."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding, hold
from buckstop.problems.models import Case
from buckstop.timekeeping.models import TimeSpent


class Done(Holding):
    """The words with which time was noted."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        problems = Case.objects.filter(pk__in=erased.cases).values("problem")
        theirs = Q(case__in=erased.cases) | Q(case=None, problem__in=problems)
        found = TimeSpent.objects.filter(theirs, what__isnull=False)
        yield from (key for key in found.values_list("what", flat=True) if key)

    def forget(self, act: Act, erased: Erased) -> None:
        """No column says anything of them."""


hold(Done())
