"""Part of erasing: where a customer used something, and on which plan, is emptied."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.ledger.models import Body, Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding
from buckstop.services.entries import UseAdded, UseChanged
from buckstop.services.models import Use


class Uses(Holding):
    """That something was used stays; in place of the site stands the key of the use."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        chains = Use.objects.filter(customer__in=erased.customers).values("service__chain")
        noted = Entry.objects.filter(chain__in=chains, code__in=[UseAdded.code, UseChanged.code])
        said = [made for made in map(fact_of, noted) if isinstance(made, UseAdded | UseChanged)]
        theirs = {made.said for made in said if made.customer in erased.customers}
        return Body.objects.filter(digest__in=theirs).values_list("pk", flat=True)

    def forget(self, act: Act, erased: Erased) -> None:
        for use in act.rows(Use.objects.filter(customer__in=erased.customers)):
            act.change(use, site=use.pk.hex if use.site else "", plan="")
