"""The index of the house's chain: by sort, person and time. It says nothing that entries don't, and
may be emptied at any time: it is made again."""

from django.db.models import Max
from django.db.transaction import atomic

from buckstop.ledger.models import Entry
from buckstop.ledger.reading import people_in
from buckstop.oversight.models import Deed, Involved
from buckstop.oversight.sorts import SORTS
from buckstop.people.models import House

BATCH = 2000


def index_deeds() -> int:
    """Take in what happened since, a batch of it; how many entries that were.

    Entries of one chain are committed in the order of their numbers, so that none is left out.
    """
    house = House.objects.first()
    if house is None:
        return 0
    last = Deed.objects.aggregate(last=Max("number"))["last"] or 0
    rows = Entry.objects.filter(chain=house.chain_id, number__gt=last, code__in=SORTS)
    found = list(
        rows.only("number", "code", "at", "actor_id", "content").order_by("number")[:BATCH]
    )
    deeds = [Deed(number=row.number, sort=SORTS[row.code], at=row.at) for row in found]
    involved = [
        Involved(person=key, sort=SORTS[row.code], number=row.number)
        for row in found
        for key in people_in([row])
    ]
    with atomic():
        Deed.objects.bulk_create(deeds, ignore_conflicts=True)
        Involved.objects.bulk_create(involved, ignore_conflicts=True)
    return len(found)
