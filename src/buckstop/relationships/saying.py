"""What an account manager should say to a customer today, from what happened. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LATELY = timedelta(days=7)
"""What was missed, solved or given since is still worth a word."""
SILENT = timedelta(days=60)
"""So long nobody of us wrote: somebody asks how they are."""


class Say(StrEnum):
    """What to say; the first of these that holds comes first."""

    MISSED = "missed"  # we missed a promise, and no person wrote since
    STOPS = "stops"  # something stops them
    MISSED_TOLD = "missed told"  # we missed one, and wrote since
    ASKED = "asked"  # we asked whether it is solved
    OPEN = "open"  # something is open
    GIVEN = "given"  # something was given to make it right
    SOLVED = "solved"  # something was solved
    SILENT = "silent"  # nobody of us wrote for long
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Problem:
    """One that they wait on: `asked` whether it is solved; the next news is due at `news_due`."""

    title: str
    number: int
    stops_them: bool
    asked: bool
    news_due: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """What we know of a customer. `heard_at`: when a person of ours wrote to them last."""

    open: tuple[Problem, ...] = ()
    missed_at: datetime | None = None
    heard_at: datetime | None = None
    solved: str = ""
    solved_at: datetime | None = None
    given: str = ""
    given_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """What to say, about which problem or gift, and the time that goes with it."""

    say: Say
    about: str = ""
    at: datetime | None = None


def to_say(known: Known, at: datetime) -> list[Saying]:
    """Everything worth a word, the most pressing first; never empty."""
    found = [*_missed(known, at), *_open(known.open), *_lately(known, at)]
    if known.heard_at is not None and known.heard_at <= at - SILENT:
        found.append(Saying(Say.SILENT, at=known.heard_at))
    order = list(Say)
    return sorted(found, key=lambda one: order.index(one.say)) or [Saying(Say.NOTHING)]


def _missed(known: Known, at: datetime) -> Iterable[Saying]:
    missed, heard = known.missed_at, known.heard_at
    if missed is None or missed <= at - LATELY:
        return
    told = heard is not None and heard > missed
    yield Saying(Say.MISSED_TOLD if told else Say.MISSED, at=missed)


def _open(problems: Iterable[Problem]) -> Iterable[Saying]:
    for one in problems:
        if one.asked:
            yield Saying(Say.ASKED, one.title)
        else:
            say = Say.STOPS if one.stops_them else Say.OPEN
            yield Saying(say, one.title, one.news_due)


def _lately(known: Known, at: datetime) -> Iterable[Saying]:
    if known.given_at is not None and known.given_at > at - LATELY:
        yield Saying(Say.GIVEN, known.given, known.given_at)
    if known.solved_at is not None and known.solved_at > at - LATELY:
        yield Saying(Say.SOLVED, known.solved, known.solved_at)
