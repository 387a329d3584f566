"""What was read of a file, what was left out, and why: line by line, never silently."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, NamedTuple


class Why(StrEnum):
    """Why a line is remarked on."""

    NO_JOURNEY = "no-journey"
    NO_STEP = "no-step"
    NO_TIME = "no-time"
    TIME_UNREADABLE = "time-unreadable"
    TOO_MANY_CELLS = "too-many-cells"
    TOO_FEW_CELLS = "too-few-cells"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    BEGIN_OF_STEP = "begin-of-step"
    ENDS_BEFORE_BEGIN = "ends-before-begin"
    LETTERS_LOST = "letters-lost"
    SEVERAL_JOURNEYS = "several-journeys"


LEFT_OUT = {
    Why.NO_JOURNEY: "it names no journey",
    Why.NO_STEP: "it names no step",
    Why.NO_TIME: "it has no time",
    Why.TIME_UNREADABLE: "its time can't be read",
    Why.TOO_MANY_CELLS: "it has more cells than the first line names",
    Why.UNREADABLE: "it can't be read",
    Why.DUPLICATE: "it is the same as an earlier line, in everything",
    Why.BEGIN_OF_STEP: "it is the beginning of a step whose end is in the log too",
}
"""These were left out."""
KEPT = {
    Why.TOO_FEW_CELLS: "it has fewer cells than the first line names: the rest is empty",
    Why.SEVERAL_JOURNEYS: "it belongs to several journeys, and counts in each",
    Why.ENDS_BEFORE_BEGIN: "it ends before it begins: its end counts",
    Why.LETTERS_LOST: "some letters aren't of the file's encoding: they read as “�”",
}
"""These count, as it says."""
WORDS = LEFT_OUT | KEPT


class Remark(NamedTuple):
    """On a line of the file, counted from 1; `what` is what stands there, as far as it helps."""

    line: int
    why: Why
    what: str


@dataclass
class Report:
    """What was read. `lines`: of how many events; `first` are the first remarks of each reason.

    All of them stand, tab-separated, in the file `remarks`, where one was given.
    """

    remarks: Path | None = None
    lines: int = 0
    without_zone: int = 0
    zone: str = "UTC"
    times: str = ""
    counts: Counter[Why] = field(default_factory=Counter)
    first: list[Remark] = field(default_factory=list)
    _file: IO[str] | None = None

    MOST = 20
    """Of each reason, how many are kept to be looked at at once."""

    def add(self, line: int, why: Why, what: str = "") -> None:
        """Remark on a line."""
        remark = Remark(line, why, what[:200])
        if self.counts[why] < self.MOST:
            self.first.append(remark)
        self.counts[why] += 1
        if self.remarks is not None:
            if self._file is None:
                self._file = self.remarks.open("w", encoding="utf-8")
            print(line, why, " ".join(remark.what.split()), sep="\t", file=self._file)

    def close(self) -> None:
        """Nothing more comes."""
        if self._file is not None:
            self._file.close()
            self._file = None

    @property
    def left_out(self) -> int:
        """How many lines don't count."""
        return sum(times for why, times in self.counts.items() if why in LEFT_OUT)

    @property
    def kept(self) -> int:
        """How many count."""
        return self.lines - self.left_out

    def sentences(self) -> Iterator[str]:
        """The report, for people."""
        yield f"{self.kept:,} of {self.lines:,} events were read."
        if self.without_zone:
            yield f"{self.without_zone:,} times name no zone and were read as of {self.zone}."
        for why, words in WORDS.items():
            if times := self.counts[why]:
                found = [remark for remark in self.first if remark.why is why]
                lines = ", ".join(str(remark.line) for remark in found[:5])
                how = "left out" if why in LEFT_OUT else "kept"
                yield f"{times:,} {how}: {words} (line {lines}{', …' if times > 5 else ''})."
