"""The feed of changes: every entry of what a key sees, in an order in which none is missed."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from buckstop.doors.api import shown
from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.finding import check_filters
from buckstop.doors.api.keys import key_that_reads, problems_of, sees_all
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas import Changes, EntryFilters
from buckstop.ledger.feed import Place, entries_after

router = Router(tags=["entries"])


@router.get("/entries", response=Changes)
def list_entries(request: HttpRequest, wanted: Query[EntryFilters]) -> HttpResponse:
    """What changed after a place in the feed, the oldest first; ask again with `next` for more.

    An entry stands here once nothing that is still being written can come before it, so whoever
    goes on from `next` misses none. At the end `next` is where you are: keep it and ask later.
    """
    check_filters(request, EntryFilters)
    key = key_that_reads(request)
    place = Place.read(wanted.after) if wanted.after else None
    if wanted.after and place is None:
        raise Wrong("after", "This isn't a place in the feed. Send the `next` of a page before.")
    rows = entries_after(place)
    if not sees_all(key):
        rows = rows.filter(chain__in=problems_of(key).values("chain"))
    if wanted.code:
        rows = rows.filter(code=wanted.code)
    found = list(rows.defer("seal", "salt")[: wanted.limit + 1])
    items = shown.changes(found[: wanted.limit])
    last = str(Place.of(found[: wanted.limit][-1])) if found else wanted.after
    return give(Changes(items=items, next=last, more=len(found) > wanted.limit))
