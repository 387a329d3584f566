"""What goes with whoever is erased."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding
from buckstop.problems.models import Case
from buckstop.retention.models import Hold


class Why(Holding):
    """Why a customer, or a problem of theirs, was held."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        problems = Case.objects.filter(pk__in=erased.cases).values("problem")
        on = Q(customer__in=erased.customers) | Q(problem__in=problems, until__isnull=False)
        return Hold.objects.filter(on).values_list("why", flat=True)

    def forget(self, act: Act, erased: Erased) -> None:
        """No column says anything of them."""
