"""What staff take out as a file is on record, with how many rows they got."""

from collections.abc import Iterable, Iterator

from buckstop.doors.desk.reader import Reader
from buckstop.doors.shared import taking


def counted[Row](rows: Iterable[Row], what: str, reader: Reader) -> Iterator[Row]:
    """The same rows, for who looks at a page."""
    return taking.counted(rows, what, by=reader.actor, at=reader.now)
