"""A thread of another system as plain values, and what is the same on both sides of it."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from buckstop.kit.addresses import normal
from buckstop.kit.text import storable

NAMED = 200  # letters of a name there that are kept


class Side(StrEnum):
    """Who says it to whom."""

    THEIRS = "theirs"  # the customer, to us
    OURS = "ours"  # we, to the customer
    INSIDE = "inside"  # among us


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody as the other system names them; both may be empty."""

    name: str = ""
    email: str = ""

    def __str__(self) -> str:
        """One line of at most 200 letters, which is kept."""
        name = " ".join(storable(self.name).split())[:120]
        address = _address(self.email)
        return f"{name} <{address}>" if name and address else name or address


def _address(email: str) -> str:
    return (normal(email) or storable(email).strip().lower())[:76]


@dataclass(frozen=True, slots=True)
class FileThere:
    """A file of a message; `inline` where the message shows it in its place."""

    name: str
    content_type: str
    content: bytes
    mail_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One message; `theirs` is its name in the other system, within its thread."""

    theirs: str
    at: datetime
    side: Side
    author: Author
    text: str = ""
    html: str = ""
    subject: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    route: str = ""
    raw: bytes | None = None
    files: tuple[FileThere, ...] = ()

    @property
    def key(self) -> str:
        """Its name as it is kept."""
        return self.theirs[:NAMED]


@dataclass(frozen=True, slots=True)
class Thread:
    """One ticket or conversation; `theirs` is its name in the other system.

    `state` is its own word; `runs` whether it hadn't ended. `contact` is whose it is, `others` who
    else asked or was copied; `organisation` the customer's name, where there is one, and `domains`
    its mail domains. `fields` are what else stood beside it. `left_out`: why it can’t come;
    `came_to`: where its reader goes on after it.
    """

    theirs: str
    title: str
    state: str
    runs: bool
    opened_at: datetime
    ended_at: datetime | None
    contact: Author
    said: tuple[Said, ...] = ()
    others: tuple[Author, ...] = ()
    organisation: str = ""
    domains: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    kind: str = "problem"
    left_out: str = ""
    came_to: str = ""

    @property
    def key(self) -> str:
        """Its name as it is kept."""
        return self.theirs[:NAMED]

    def with_earlier(self, earlier: "Thread") -> "Thread":
        """As it is now, where its reader came past it before: what was said then stays."""
        return replace(self, said=told_apart((*earlier.said, *self.said)))


def told_apart(said: Iterable[Said]) -> tuple[Said, ...]:
    """Each once; where two go by one name and say something else, the later has a number on it."""
    found: dict[str, Said] = {}
    for one in said:
        named, count = one, 1
        while (other := found.get(named.key)) and replace(other, theirs=one.theirs) != one:
            count += 1
            named = replace(one, theirs=f"{one.theirs[: NAMED - 8]} ({count})")
        found.setdefault(named.key, named)
    return tuple(found.values())


def line(
    theirs: str, at: datetime, side: str, author: str, texts: Sequence[str], files: Iterable[str]
) -> str:
    """One message as both sides have it: a line of JSON with digests."""
    said = [theirs, at.astimezone(UTC).isoformat(), side, author]
    return json.dumps([*said, [digest(one.encode()) for one in texts], sorted(files)])


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def file_line(name: str, content: bytes) -> str:
    """A file as both sides have it."""
    return f"{digest(content)} {file_name(name)}"


def file_name(name: str) -> str:
    """As it is kept."""
    return name.replace("\x00", "")[:255] or "file"


def lines_of(thread: Thread, now: datetime) -> list[str]:
    """What the other system has of a thread, a line a message."""
    return sorted(
        line(
            one.key,
            min(one.at, now),
            one.side,
            str(one.author),
            (storable(one.text), storable(one.html)),
            (file_line(file.name, file.content) for file in one.files),
        )
        for one in thread.said
    )


def digest_of(lines: Iterable[str]) -> str:
    """One digest for all messages of a thread, in whatever order they came."""
    return digest("\n".join(sorted(lines)).encode())
