"""What goes with whoever is erased."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.entries import digests
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.transaction import Act
from buckstop.oversight.entries import HeldBack, LoggedIn
from buckstop.oversight.models import Involved, Mark, Sort
from buckstop.people.actions.staff import found_house
from buckstop.people.holdings import Erased, Holding

_SAYS_WHERE = (LoggedIn, HeldBack)


class Oversight(Holding):
    """Why a customer is marked goes with the customer; from where somebody came, with them."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        marks = Mark.objects.filter(customer__in=erased.customers)
        return marks.values_list("why", flat=True)

    def forget(self, act: Act, erased: Erased) -> None:
        numbers = Involved.objects.filter(person__in=erased.people, sort=Sort.LOG_IN)
        named = list(numbers.values_list("number", flat=True))
        if not named:
            return
        house = found_house(by=act.by, at=act.at)
        act.flush()
        entries = Entry.objects.filter(chain=house.chain_id, number__in=named)
        facts = [made for entry in entries if isinstance(made := fact_of(entry), _SAYS_WHERE)]
        found = {digest for made in facts for digest in digests(made)}
        places = Body.objects.filter(digest__in=found).only("pk")
        erase_bodies(places, on=house, by=act.by, at=act.at)
