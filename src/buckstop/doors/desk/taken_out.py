"""What staff take out as a file is on record, with how many rows they got."""

from collections.abc import Iterable

from buckstop.doors.desk.reader import Reader
from buckstop.doors.shared.taking import Counted


def counted[Row](rows: Iterable[Row], what: str, reader: Reader) -> Counted[Row]:
    """The same rows, for who looks at a page."""
    return Counted(rows, what, by=reader.actor, at=reader.now)
