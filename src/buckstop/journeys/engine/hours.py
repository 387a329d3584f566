"""Working time: how much of it had passed at each instant, so that lengths can be told in it.

The table `hours` cuts every day of a log where a place opens or closes: of each piece, until when
it goes, how much working time had passed when it began, and whether the place is open in it. An
event lies in one piece, found by its day, which both engines join by.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from buckstop.journeys.engine.selection import DAY, EARLIEST, instant, micro
from buckstop.journeys.engine.store import Store
from buckstop.kit.calendars import Calendar

SPAN = "SELECT min(begins), max(ends) FROM every_journey"


def put(store: Store, calendar: Calendar) -> None:
    """Let lengths be told in the working time of a place, for the log that the store has."""
    first, last = store.one(SPAN)
    store.run(
        "CREATE OR REPLACE TEMP TABLE hours AS SELECT * FROM (VALUES"
        f" {', '.join(map(str, _rows(calendar, first, last)))}"
        ") AS pieces (day, since, until, worked, is_open)"
    )


def _rows(calendar: Calendar, first: int | None, last: int | None) -> Iterator[tuple[int, ...]]:
    """A row for each piece of each day, with its number as `DAY_OF` has it."""
    if first is None or last is None:
        yield (0, 0, 0, 0, 0)
        return
    since = first // DAY * DAY
    worked = 0
    for begins, ends, is_open in _pieces(calendar, since, last // DAY * DAY + DAY):
        while begins < ends:
            cut = min(ends, begins // DAY * DAY + DAY)
            yield (begins // DAY + EARLIEST, begins, cut, worked, int(is_open))
            worked += (cut - begins) * is_open
            begins = cut


def _pieces(calendar: Calendar, since: int, until: int) -> Iterable[tuple[int, int, bool]]:
    """Open and closed in turn, without a gap."""
    at = since
    while at < until:
        opens = min(micro(calendar.next_open(instant(at))), until)
        if opens > at:
            yield at, opens, False
        closes = _closes(calendar, instant(opens)) if opens < until else until
        at = min(closes or until, until)
        if at > opens:
            yield opens, at, True


def _closes(calendar: Calendar, at: datetime) -> int | None:
    found = calendar.closes_at(at)
    return micro(found) if found else None
