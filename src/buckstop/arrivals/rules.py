"""Pure: what an import says of itself."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from buckstop.arrivals.threads import Said, Side, Thread, told_apart

LISTED = 1_000  # threads that a report names at most
BATCH = 100  # threads of one transaction at most
BATCH_BYTES = 16 * 1024 * 1024


AGENTS = ("agents", "agents unknown here")
"""What of a report names people."""


def as_text(report: dict[str, Any]) -> str:
    """The bytes that a report's digest is of: they stay, so nobody is named in them."""
    kept = {name: value for name, value in report.items() if name not in AGENTS}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=1)


def batches(threads: Iterable[Thread]) -> Iterator[list[Thread]]:
    """So many that one transaction brings them, by number and by bytes; each once in a batch."""
    batch: dict[str, Thread] = {}
    size = 0
    for each in threads:
        thread = replace(each, said=told_apart(each.said))
        if earlier := batch.pop(thread.key, None):
            thread = thread.with_earlier(earlier)
        batch[thread.key] = thread
        size += sum(map(_size, thread.said))
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield list(batch.values())
            batch, size = {}, 0
    if batch:
        yield list(batch.values())


def _size(said: Said) -> int:
    files = sum(len(file.content) for file in said.files)
    return len(said.text) + len(said.html) + len(said.raw or b"") + files


@dataclass(slots=True)
class Report:
    """What came and what didn't, counted as it is read."""

    counts: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    agents: Counter[str] = field(default_factory=Counter)

    def leave_out(self, theirs: str, why: str) -> None:
        """One thread doesn't come."""
        self.counts["left out"] += 1
        self.reasons[why] += 1
        if len(self.left_out) < LISTED:
            self.left_out.append((theirs, why))

    def bring(self, thread: Thread) -> None:
        """One thread comes."""
        self.counts["came"] += 1
        self.counts["running" if thread.runs else "ended"] += 1
        self.states[thread.state] += 1
        self.bring_said(thread)
        if not thread.contact.name and not thread.contact.email:
            self.counts["without a sender"] += 1

    def bring_said(self, thread: Thread) -> None:
        """Its messages come, all or those that are new."""
        for one in thread.said:
            self.counts["messages"] += 1
            self.counts[f"messages {one.side}"] += 1
            self.counts["files"] += len(one.files)
            self.counts["files shown in their place"] += sum(file.inline for file in one.files)
            if one.side != Side.THEIRS and one.author.email:
                self.agents[str(one.author)] += 1

    def as_json(self) -> dict[str, Any]:
        """Everything, as it is kept and printed."""
        counts = {"came": 0, "left out": 0, "messages": 0, **self.counts}
        return {
            **dict(sorted(counts.items())),
            "states": dict(sorted(self.states.items())),
            "reasons": dict(sorted(self.reasons.items())),
            "threads left out": self.left_out,
            "agents": dict(self.agents.most_common(LISTED)),
        }
