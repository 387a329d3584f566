"""My work."""

from dataclasses import dataclass, field
from datetime import datetime

from buckstop.doors.components.shown.shell import Button


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One thing that asks something of me, or of others for me.

    `key` names the row for good (the commitment's id); `asks` is what is owed in two or three words
    ("news owed", "answer", "step"); `whose` is whom it is for ("Nordbank +2"); `reason` says in a
    sentence why it stands here. `missed`: its time has passed; `missed_at`: when the promise before
    it was due, missed with nobody having spoken since. `unread`: I haven't opened it yet.
    """

    key: str
    ref: str
    title: str
    url: str
    asks: str
    due: datetime | None = None
    whose: str = ""
    reason: str = ""
    missed: bool = False
    missed_at: datetime | None = None
    unread: bool = False
    theirs: bool = False
    acts: list[Button] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkGroup:
    """Rows that ask the same of me. `key`: now, next or waiting."""

    key: str
    title: str
    rows: list[WorkRow] = field(default_factory=list)
    more_url: str = ""  # when there are more than are shown
