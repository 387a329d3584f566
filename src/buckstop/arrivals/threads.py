"""A thread of another system as plain values, and what is the same on both sides of it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from buckstop.kit.addresses import normal
from buckstop.kit.text import storable

NAMED = 200
"""Letters of a name of theirs that are kept."""


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

    def __post_init__(self) -> None:
        """Names are as they are kept: cut, and in a thread each message has its own."""
        object.__setattr__(self, "theirs", self.theirs[:NAMED])
        object.__setattr__(self, "said", tuple(_each_named(self.said)))


def _each_named(said: Iterable[Said]) -> Iterator[Said]:
    before: Counter[str] = Counter()
    for one in said:
        name = one.theirs[:NAMED]
        before[name] += 1
        if (times := before[name]) > 1:
            name = f"{name[: NAMED - 12]} ({times})"
        yield replace(one, theirs=name)


def once_each(threads: Iterable[Thread]) -> list[Thread]:
    """Each thread once: one that stands there in two places has the messages of both."""
    found: dict[str, Thread] = {}
    for again in threads:
        before = found.get(again.theirs)
        if before is not None:
            known = {one.theirs for one in before.said}
            more = (one for one in again.said if one.theirs not in known)
            again = replace(before, said=(*before.said, *more), came_to=again.came_to)
        found[again.theirs] = again
    return list(found.values())


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
            one.theirs,
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
