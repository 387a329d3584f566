"""What stands in a composer and is kept: its files, and what is said of it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that goes along. `picture_url` where it can be shown."""

    key: str
    name: str
    size: int
    url: str
    picture_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShown:
    """A draft. `url`: where it is kept; `key` and `version`: as `conversations.drafts.Typed`.

    `kept_at`: when it was kept last, empty where nothing is yet. `newer`: what was said since it
    was begun. `wrong`: why something wasn't kept. `limit`: how much may go along, in words.
    `other`: the words that it has on another page, where these differ.
    """

    url: str
    key: str
    version: int
    limit: str
    kept_at: datetime | None = None
    newer: str = ""
    wrong: str = ""
    other: str | None = None
    files: list[Beside] = field(default_factory=list)
