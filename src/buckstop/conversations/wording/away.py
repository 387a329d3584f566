"""Until when somebody is away, as the machine that answers their mail says."""

import re
from datetime import datetime, time, tzinfo

from buckstop.conversations.wording.instants import SpokenTime, spoken_times
from buckstop.conversations.wording.language import CODES, Language, language

LOOKED_AT = 2_000
"""Letters of such an answer that are read: what it is about stands first."""
_BETWEEN = 12
"""Letters between “until” and the day, as in “until and including”."""
_DAY_AND_DATE = 3
"""Letters between “Monday” and “7 December”, which say the same day."""


def away_until(text: str, *, said_at: datetime, zone: tzinfo) -> datetime | None:
    """The end of the last day that `text` names, on which they are away or back; None where it
    speaks of no absence, or of none that has an end.

    `text` was written at `said_at`; its days are those of `zone`.
    """
    said = text[:LOOKED_AT]
    ends = [_end(said, language(code), said_at, zone) for code in CODES]
    return max((end for end in ends if end), default=None)


def _end(said: str, speech: Language, said_at: datetime, zone: tzinfo) -> datetime | None:
    if not speech.away.search(said):
        return None
    days = spoken_times(said, speech.grammar, now=said_at, zone=zone, closes=time(23, 59))
    named = [_day(found, days) for found in speech.until.finditer(said)]
    return max((day.at for day in named if day), default=None)


def _day(until: re.Match[str], days: list[SpokenTime]) -> SpokenTime | None:
    """The day that stands right after `until`; where it is named twice, as it is written last."""
    found = None
    for day in sorted(days, key=lambda one: one.start):
        if found is None:
            is_meant = until.start() < day.start <= until.end() + _BETWEEN
        else:
            is_meant = 0 <= day.start - found.end <= _DAY_AND_DATE
        found = day if is_meant else found
    return found
