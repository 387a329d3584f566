"""Every roster as a process knows it: read anew only when something of it has changed.

Mail that comes in, and each page, asks who is on duty; of a big house that is one statement of
forty rosters. Its answer is kept by the stamp that the database changes with each of its rows, and
by the hour: what is over by then is left out.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from buckstop.coverage import kept_rows
from buckstop.coverage.models import Version
from buckstop.kit.reading import reading

ANYWHERE = timedelta(days=2)  # no two clocks on earth are further apart
LONGEST_TURN = timedelta(days=28)
MOST = 16  # answers that are kept

_kept: OrderedDict[Hashable, list[kept_rows.Line]] = OrderedDict()


@reading
def _stamps() -> "QuerySet[Version, UUID]":
    return Version.objects.values_list("stamp", flat=True)


def stamp() -> UUID | None:
    """What changes with whatever the rosters are made of; None: nothing may be kept."""
    return _stamps.first()


def near(at: datetime) -> datetime:
    """What no clock on a wall shows any more, at `at` or later."""
    return (at - ANYWHERE).astimezone(UTC).replace(tzinfo=None)


def lines(ever: bool, at: datetime, by: UUID | None) -> list[kept_rows.Line]:
    """Each roster, the service desk's first, as it is by the stamp `by`; see `kept_rows`."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    if by is None:
        return _read(ever, hour)
    return _once((by, ever, hour), lambda: _read(ever, hour))


def _once(key: Hashable, read: Callable[[], list[kept_rows.Line]]) -> list[kept_rows.Line]:
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = read()
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found


def _read(ever: bool, at: datetime) -> list[kept_rows.Line]:
    from_now = near(at)
    rows = kept_rows.rosters(ever, near=from_now, begun=from_now - LONGEST_TURN)
    found = [kept_rows.Line(*row) for row in rows]
    return [one._replace(absences=found[0].absences) for one in found]
