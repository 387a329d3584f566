"""What came of handing something over, truly: the one meaning of each, whatever the channel."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Came(StrEnum):
    """What came of handing over one thing to one recipient."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`came`, the other server's code (0 where it said nothing), and a sentence.

    `REFUSED` is for good. `LATER` means that it surely was not taken: its end was not sent, or the
    answer to it was a no for now. `UNCERTAIN` means that the end was sent and no answer came that
    says yes or no: it may have been taken, so it must not be sent again by itself.

    `stands_still` says that it is the channel that failed and not this one thing: it can't be
    reached, is silent, hung up or talks nonsense, so the next would fare no better. `taken_up` says
    whether it had taken up this one by then. `reference` is what the other side calls it from now
    on, where it says so.
    """

    came: Came
    code: int
    sentence: str
    stands_still: bool = False
    taken_up: bool = True
    reference: str = ""


type MayEnd = Callable[[], bool]
"""Asked when all but the end is handed over: whether the end may be sent."""
