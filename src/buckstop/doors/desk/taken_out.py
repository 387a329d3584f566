"""What staff take out as a file is on record, with how many rows they got."""

from collections.abc import Iterable, Iterator

from buckstop.doors.desk.reader import Reader
from buckstop.oversight.actions.exporting import note_export


def counted[Row](rows: Iterable[Row], what: str, reader: Reader) -> Iterator[Row]:
    """The same rows; once they are sent, or whoever asked has hung up, it is on record."""
    sent = 0
    try:
        for row in rows:
            yield row
            sent += 1
    finally:
        note_export(what=what, rows=sent, by=reader.actor, at=reader.now)
