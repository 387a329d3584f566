"""What a reader is, and the register of them all."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from buckstop.arrivals.threads import Thread

READERS: dict[str, type["Reader"]] = {}


class NotRead(Exception):
    """`str()` says what couldn't be read and what to do: nothing more comes until then."""


class NotThere(NotRead):
    """The other system has nothing by that name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the other system is: an address with what opens it, or a file or folder.

    `ours`: addresses and mail domains of ours, by which mail tells who of two writes; of mail, what
    was said `runs_since` then hasn't ended."""

    where: str
    user: str = ""
    secret: str = ""
    ours: frozenset[str] = frozenset()
    runs_since: datetime | None = None

    @property
    def path(self) -> Path:
        """The file or folder; raises NotRead where there is none."""
        path = Path(self.where).expanduser()
        if not path.exists():
            raise NotRead(f"There is no {path}.")
        return path


class Reader(ABC):
    """Reads one kind of source."""

    kind: ClassVar[str] = ""
    label: ClassVar[str] = ""
    place: ClassVar[str] = ""  # what its place is, in a few words
    secret: ClassVar[str] = ""  # what opens it, where something must

    def __init_subclass__(cls, *, kind: str = "") -> None:
        cls.kind = kind
        if kind:
            READERS[kind] = cls

    def __init__(self, place: Place) -> None:
        self.at = place

    @abstractmethod
    def threads(self, after: str = "") -> Iterator[Thread]:
        """Every thread; `after` is the `came_to` of one, and those up to it may be left out."""
