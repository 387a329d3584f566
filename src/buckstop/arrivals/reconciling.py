"""Both sides of an import beside each other: counts and digests, thread by thread."""

from collections.abc import Callable, Iterable
from itertools import batched
from typing import Any

from buckstop.arrivals.actions.bringing import KIND_OF
from buckstop.arrivals.models import Arrival, Brought, Source, ThreadState
from buckstop.arrivals.readers.reader import Reader
from buckstop.arrivals.rules import LISTED, batches
from buckstop.arrivals.threads import Thread, digest_of, file_line, line, lines_of
from buckstop.conversations.models import Attachment, Message

SIDE_OF = {kind: side for side, kind in KIND_OF.items()}

type Tell = Callable[[int], None]


class Comparison:
    """What is the same, and what isn't and why."""

    def __init__(self) -> None:
        self.same = self.messages = self.files = self.erased = self.left_out = 0
        self.different: list[tuple[str, str]] = []
        self.count = 0

    def differs(self, theirs: str, why: str) -> None:
        self.count += 1
        if len(self.different) < LISTED:
            self.different.append((theirs, why))

    def as_json(self, against: str) -> dict[str, Any]:
        return {
            "against": against,
            "same": self.same,
            "different": self.count,
            "messages": self.messages,
            "files": self.files,
            "erased since": self.erased,
            "left out": self.left_out,
            "threads that differ": self.different,
        }


def reconcile(source: Source, reader: Reader | None, tell: Tell) -> dict[str, Any]:
    """Compare what stands here with what the other system has now; without a `reader`, with what
    it had when it was brought in."""
    found = Comparison()
    if reader is None:
        _with_kept(source, found, tell)
        return found.as_json("what was noted as it came")
    seen: set[str] = set()
    for batch in batches(reader.threads()):
        _with_theirs(source, batch, found)
        seen.update(thread.key for thread in batch)
        tell(len(seen))
    gone = Arrival.objects.filter(source=source, state=ThreadState.CAME)
    for theirs in gone.order_by("theirs").values_list("theirs", flat=True).iterator():
        if theirs not in seen:
            found.differs(theirs, "It came, and isn’t there any more.")
    return found.as_json("what is there now")


def _with_theirs(source: Source, batch: list[Thread], found: Comparison) -> None:
    keys = [thread.key for thread in batch]
    rows = Arrival.objects.filter(source=source, theirs__in=keys)
    here = {row.theirs: row for row in rows}
    ours = _ours([row for row in here.values() if row.problem_id is not None])
    for thread in batch:
        row = here.get(thread.key)
        if thread.left_out and (row is None or row.problem_id is None):
            found.left_out += 1
        elif row is None or row.problem_id is None:
            found.differs(thread.theirs, "It is there, and not here.")
        else:
            _compare(row, lines_of(thread, row.at), ours.get(row.pk, _None), found)


def _compare(row: Arrival, there: list[str], here: "_Here", found: Comparison) -> None:
    theirs = row.theirs
    if here.erased or not row.digest:
        found.erased += 1
    elif len(there) != len(here.lines):
        found.differs(theirs, f"{len(there)} messages there, {len(here.lines)} here.")
    elif digest_of(there) != digest_of(here.lines):
        unlike = len(set(there) - set(here.lines))
        found.differs(theirs, f"{unlike} of {len(there)} messages say something else here.")
    else:
        found.same += 1
        found.messages += len(here.lines)
        found.files += here.files


def _with_kept(source: Source, found: Comparison, tell: Tell) -> None:
    rows = Arrival.objects.filter(source=source).order_by("pk")
    done = 0
    for some in batched(rows.iterator(chunk_size=500), 500):
        ours = _ours([row for row in some if row.problem_id is not None])
        for row in some:
            here = ours.get(row.pk, _None)
            if row.problem_id is None:
                found.left_out += 1
            elif here.erased or not row.digest:
                found.erased += 1
            elif (len(here.lines), digest_of(here.lines)) != (row.messages, row.digest):
                found.differs(row.theirs, f"{row.messages} messages came, otherwise than here.")
            else:
                found.same += 1
                found.messages += len(here.lines)
                found.files += here.files
        done += len(some)
        tell(done)


class _Here:
    """The lines of one thread as it stands in our tables."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.files = 0
        self.erased = False


_None = _Here()


def _ours(rows: list[Arrival]) -> dict[Any, _Here]:
    """What stands here of these, read from the tables alone: texts and files, byte by byte."""
    found = {row.pk: _Here() for row in rows}
    brought = Brought.objects.filter(arrival__in=rows).select_related(
        "message__text", "message__html"
    )
    messages = list(brought)
    files = _files([one.message for one in messages])
    for one in messages:
        here, message = found[one.arrival_id], one.message
        texts = [message.text, message.html]
        theirs = files.get(message.pk, [])
        bodies = [*texts, *(file.file for file in theirs)]
        if any(body is not None and body.erased_at is not None for body in bodies):
            here.erased = True
            continue
        here.files += len(theirs)
        said = [(body.text or "") if body is not None else "" for body in texts]
        attached = (file_line(file.name, file.file.content()) for file in theirs)
        side = SIDE_OF[message.kind]  # type: ignore[index]
        here.lines.append(line(one.theirs, message.at, side, message.said_as, said, attached))
    return found


def _files(messages: Iterable[Message]) -> dict[Any, list[Attachment]]:
    found: dict[Any, list[Attachment]] = {}
    rows = Attachment.objects.filter(message__in=list(messages)).select_related("file")
    for row in rows:
        found.setdefault(row.message_id, []).append(row)
    return found
