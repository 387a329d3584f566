"""Reads XES, the standard of event logs (IEEE 1849), as a stream."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from xml.parsers import expat

from buckstop.journeys.reading.events import BESIDE, Event
from buckstop.journeys.reading.mapping import ROLES, Columns
from buckstop.journeys.reading.opening import opened
from buckstop.journeys.reading.report import Report, Why
from buckstop.kit.stop import Stop

SAMPLE = 2000
PIECE = 1 << 18
TRACE = "case:"
"""Before the names of what a trace says of itself."""
LIFECYCLE = "lifecycle:transition"

type Values = dict[str, str]


@dataclass
class _Log:
    """What is read so far: the events of a trace or of the log itself, with their lines."""

    parser: expat.XMLParserType
    trace: Values = field(default_factory=dict)
    event: Values | None = None
    line: int = 0
    depth: int = 0
    inside: str = ""
    found: list[tuple[int, Values]] = field(default_factory=list)

    def start(self, name: str, given: Values) -> None:
        """An element begins."""
        if name == "trace":
            self.inside, self.trace, self.depth = "trace", {}, 0
        elif name == "event" and self.inside != "global":
            self.event, self.line, self.depth = {}, self.parser.CurrentLineNumber, 0
        elif name == "global":
            self.inside = "global"
        elif "key" in given:
            self.depth += 1
            if self.depth == 1 and self.event is not None:
                self.event[given["key"]] = given.get("value", "")
            elif self.depth == 1 and self.inside == "trace":
                self.trace[TRACE + given["key"]] = given.get("value", "")

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "event" and self.event is not None:
            self.found.append((self.line, self.trace | self.event))
            self.event, self.depth = None, 0
        elif name in ("trace", "global"):
            self.inside, self.trace = "", {}
        elif self.depth:
            self.depth -= 1


def _refuse(*_: object) -> None:
    raise Stop("This XES file declares entities of its own, which none needs.")


def values(path: Path) -> Iterator[tuple[int, Values]]:
    """Each event's line and attributes, those of its trace with `case:` before their names.

    Raises Stop where it isn't XML; what came before that has been yielded then.
    """
    parser = expat.ParserCreate()
    log = _Log(parser)
    parser.StartElementHandler, parser.EndElementHandler = log.start, log.end
    parser.EntityDeclHandler = _refuse
    with opened(path) as file:
        while True:
            piece = file.read(PIECE)
            try:
                parser.Parse(piece, not piece)
            except expat.ExpatError as error:
                raise Stop(f"{path.name} is no whole XES: {error}.") from error
            yield from log.found
            log.found = []
            if not piece:
                return


def names(path: Path) -> list[str]:
    """The attributes that its first events have. Raises Stop where there is no event."""
    found: dict[str, None] = {}
    for _, each in islice(values(path), SAMPLE):
        found |= dict.fromkeys(each)
    if not found:
        raise Stop(f"{path.name} has no event.")
    return list(found)


def beginnings(path: Path, most: int) -> list[tuple[str, list[str]]]:
    """The attributes, each with the different values that stand first in it."""
    found: dict[str, dict[str, None]] = {name: {} for name in names(path)}
    for _, each in islice(values(path), SAMPLE):
        for name, value in each.items():
            if value and len(found[name]) < most:
                found[name][value] = None
    return [(name, list(some)) for name, some in found.items()]


def _has_both(path: Path) -> bool:
    """Whether steps have a start and a completion, each an event of its own."""
    sample = islice(values(path), SAMPLE)
    return {"start", "complete"} <= {each.get(LIFECYCLE, "").lower() for _, each in sample}


def events(path: Path, columns: Columns, report: Report) -> Iterator[Event]:
    """Its events in their order. Where steps have a start and a completion, the latter counts."""
    both = _has_both(path)
    wanted = [getattr(columns, role) for role in ROLES]
    for line, each in values(path):
        report.lines += 1
        if both and each.get(LIFECYCLE, "").lower() == "start":
            report.add(line, Why.BEGIN_OF_STEP, each.get(columns.step, ""))
            continue
        found = [each.get(name, "") if name else "" for name in wanted]
        marks = BESIDE.join(each.get(name, "") for name in columns.attributes)
        yield Event._make([line, *found, hash(tuple(each.items())), marks])
