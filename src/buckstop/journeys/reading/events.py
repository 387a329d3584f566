"""An event as a reader yields it: texts, as they stand in the file."""

from typing import NamedTuple

BESIDE = "\x1f"


class Event(NamedTuple):
    """One event of a file, and the line, counted from 1, where it stands.

    `same` is a hash of all that the file says of it; 0 where it can't come twice.
    """

    line: int
    journey: str
    step: str
    time: str
    began: str = ""
    team: str = ""
    customer: str = ""
    service: str = ""
    same: int = 0
    marks: str = ""
    """The values of the attributes that are kept, in their order, with `BESIDE` between."""
