"""A problem's entries, by number: a chain has no gaps and only grows, so no page skips one."""

from uuid import UUID

from buckstop.doors.api import shown
from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.schemas import Entries
from buckstop.ledger.models import Entry


def page_of(chain: UUID, cursor: str | None, limit: int) -> Entries:
    """Entries after number `cursor`."""
    after = _number(cursor) if cursor is not None else 0
    rows = Entry.objects.filter(chain=chain, number__gt=after).defer("seal", "salt")
    found = list(rows.order_by("number")[: limit + 1])
    items = shown.entries(found[:limit])
    return Entries(items=items, next=str(items[-1].number) if len(found) > limit else None)


def _number(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 9):
        raise Wrong("cursor", "This isn't a cursor of this list. Send the `next` of a page before.")
    return int(cursor)
