"""Lists, a page at a time: the newest first, and where the next page begins."""

from uuid import UUID

from django.db.models import Model, QuerySet

from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.schemas import Filters
from buckstop.kit.ids import key_of


def newest[Row: Model](rows: "QuerySet[Row]", wanted: Filters) -> tuple[list[Row], str | None]:
    """A page of rows, and the cursor of the next, which is None at the end. Their keys are in the
    order of their making."""
    rows = rows.order_by("-pk")
    if wanted.cursor is not None:
        rows = rows.filter(pk__lt=key_in(wanted.cursor))
    found = list(rows[: wanted.limit + 1])
    items = found[: wanted.limit]
    return items, str(items[-1].pk) if len(found) > wanted.limit else None


def key_in(cursor: str) -> UUID:
    """The key after which a page begins."""
    found = key_of(cursor)
    if found is None:
        raise Wrong("cursor", "This isn't a cursor of this list. Send the `next` of a page before.")
    return found
