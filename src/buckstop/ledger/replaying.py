"""A check for `verify`: replays what it reads, chain by chain, and compares it with the tables.

Chains between which something moved are read again together, at the end: each waits at an entry
that has a counterpart until the other has come as far.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from buckstop.ledger import replay, sealing
from buckstop.ledger.comparing import differences
from buckstop.ledger.models import Entry
from buckstop.ledger.replay import Happened, Scene
from buckstop.ledger.rows import Broken, Row, read_content

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)
ALWAYS = {"at", "audience", "by", "cases", "code"}
"""What every entry says besides its fields."""
TOGETHER = 200  # joined scenes that are compared at once


class Ticket(NamedTuple):
    """What waits for its counterpart: out of one chain, or into another."""

    is_out: bool
    what: UUID
    source: UUID
    target: UUID


class Replaying:
    """Told every chain's entries in order, in batches."""

    def __init__(self) -> None:
        self._scene: Scene | None = None
        self._chain: UUID | None = None
        self._moved: dict[UUID, set[UUID]] = defaultdict(set)
        self._left_out: set[UUID] = set()

    def __call__(self, batch: list[Row]) -> Iterator[Broken]:
        """Yield how the tables differ from the chains that end in this batch."""
        done = []
        for row in batch:
            if row.chain != self._chain:
                done += self._finished()
                self._chain, self._scene = row.chain, Scene(row.subject)
                self._scene.chains.add(row.chain)
            yield from self._read(row)
        yield from _told(done)

    def end(self) -> Iterator[Broken]:
        """The last chain, and those between which something moved."""
        yield from _told(self._finished())
        yield from self._joined()

    def _finished(self) -> list[Scene]:
        chain, scene = self._chain, self._scene
        if chain is None or scene is None or chain in self._moved or chain in self._left_out:
            return []
        return [scene]

    def _read(self, row: Row) -> Iterator[Broken]:
        if row.number is None or self._scene is None or row.chain in self._left_out:
            return
        if row.said is None:
            self._left_out.add(row.chain)  # as is told already
            return
        try:
            entry = replay.happened(row.said, row.chain, row.number)
            if entry is None:
                return
            if type(entry.made) in replay.meetings():
                self._moved[row.chain].add(_other(entry))
            elif row.chain not in self._moved:
                replay.fold(self._scene, [entry])
        except UNREADABLE:
            self._left_out.add(row.chain)
            if _as_sealed(row) and row.said.keys() >= ALWAYS:  # the rest is told already
                says = "what its fields say can't be read"
                yield Broken(row.chain, row.subject, row.number, says)

    def _joined(self) -> Iterator[Broken]:
        open_ones = set(self._moved) - self._left_out
        scenes: list[Scene] = []
        while open_ones:
            entries = _together(open_ones.pop())
            open_ones -= set(entries)
            if set(entries) & self._left_out:
                continue
            scene, alone = joined(entries)
            if alone is not None:
                says = "what moved there has no counterpart in the other chain"
                yield Broken(alone.chain, "problem", alone.number, says)
            else:
                scenes.append(scene)
            if len(scenes) >= TOGETHER:
                yield from _told(scenes)
                scenes = []
        yield from _told(scenes)


def _as_sealed(row: Row) -> bool:
    """Whether the content is the one that was sealed; it is told elsewhere where it isn't."""
    return sealing.digest(bytes(row.salt), bytes(row.content)).encode() in bytes(row.seal)


def _other(entry: Happened) -> UUID:
    chain = getattr(entry.made, "chain")  # noqa: B009
    if not isinstance(chain, UUID):
        raise TypeError("no chain")
    return chain


def _together(first: UUID) -> dict[UUID, list[Happened]]:
    """The entries of `first` and of every chain that is tied to it by something that moved."""
    entries: dict[UUID, list[Happened]] = {}
    wanted = {first}
    while wanted:
        chain = wanted.pop()
        entries[chain] = []
        rows = Entry.objects.filter(chain=chain).order_by("number")
        for number, content in rows.values_list("number", "content"):
            said = read_content(content)
            try:
                entry = replay.happened(said, chain, number) if said is not None else None
            except UNREADABLE:
                continue  # as is told where the chain itself is read
            if entry is None:
                continue
            entries[chain].append(entry)
            if type(entry.made) in replay.meetings() and _other(entry) not in entries:
                wanted.add(_other(entry))
    return entries


def joined(entries: dict[UUID, list[Happened]]) -> tuple[Scene, Happened | None]:
    """The scene of some chains, and an entry whose counterpart is missing, if there is one."""
    scene = Scene()
    scene.chains = set(entries)
    places = dict.fromkeys(entries, 0)
    to_read = list(entries)
    waiting: dict[Ticket, Happened] = {}
    while to_read:
        chain = to_read.pop()
        entry = _until_it_waits(scene, entries[chain], places)
        if entry is None:
            continue
        mine, theirs = _tickets(entry)
        other = waiting.pop(theirs, None)
        if other is None:
            waiting[mine] = entry
            continue
        out, into = (entry, other) if mine.is_out else (other, entry)
        scene.at = into.chain
        replay.meetings()[type(out.made)].fold(scene, out, into)
        places[out.chain] += 1
        places[into.chain] += 1
        to_read += [out.chain, into.chain]
    return scene, next(iter(waiting.values()), None)


def _tickets(entry: Happened) -> tuple[Ticket, Ticket]:
    """What an entry waits as, and what its counterpart does."""
    meeting = replay.meetings()[type(entry.made)]
    is_out = isinstance(entry.made, meeting.out)
    here, there = entry.chain, _other(entry)
    where = (here, there) if is_out else (there, here)
    what = getattr(entry.made, meeting.what)
    return Ticket(is_out, what, *where), Ticket(not is_out, what, *where)


def _until_it_waits(
    scene: Scene, entries: list[Happened], places: dict[UUID, int]
) -> Happened | None:
    """Replay a chain up to an entry that has a counterpart; None at its end."""
    if not entries:
        return None
    chain = entries[0].chain
    while places[chain] < len(entries):
        entry = entries[places[chain]]
        if type(entry.made) in replay.meetings():
            return entry
        replay.fold(scene, [entry])
        places[chain] += 1
    return None


def _told(scenes: list[Scene]) -> Iterator[Broken]:
    for found in differences(scenes):
        yield Broken(found.chain, found.subject, None, found.says)
