"""How well the wording check finds: `python -m bench.wording [--politeness FILE.csv] [--misses]`.

Over the sentences in `bench/sentences`, one file a language, each with the concern it raises, or
none. Half of them, by a sum over their letters, were looked at while rules were written
(*measured*), the other half weren't (*kept*). `--politeness` takes a file of the Stanford
politeness corpus, which isn't part of Buckstop: only figures come of it.
"""

import argparse
import csv
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from buckstop.conversations.wording.checking import check
from buckstop.conversations.wording.context import Context
from buckstop.conversations.wording.finding import Concern
from buckstop.conversations.wording.language import CODES

SENTENCES = Path(__file__).parent / "sentences"
MEASURED = (
    Concern.BLAME, Concern.DEFLECTION, Concern.VAGUE_TIME, Concern.SPOKEN_TIME, Concern.WE_FOR_I
)  # fmt: skip
ZONE = ZoneInfo("Europe/Zurich")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=ZONE)
QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and the concern that a reader finds in it; "-" is none."""

    language: str
    concern: str
    text: str

    @property
    def kept(self) -> bool:
        """Whether it was kept apart while rules were written."""
        return zlib.crc32(self.text.encode()) % 2 == 1


def sentences() -> Iterator[Sentence]:
    """All sentences of all languages."""
    for code in CODES:
        for line in (SENTENCES / f"{code}.txt").read_text(encoding="utf-8").splitlines():
            concern, _bar, text = line.partition(" | ")
            yield Sentence(code, concern, text)


def found_in(text: str, language: str = "en") -> set[str]:
    """The concerns that the check finds in words of its own."""
    findings = check(text, Context(now=NOW, zone=ZONE, language=language))
    return {one.concern.value for one in findings if one.concern in MEASURED}


def counted(rows: list[Sentence]) -> dict[str, Counter[str]]:
    """Of each concern: how often it was found rightly, wrongly, and not found."""
    counts: dict[str, Counter[str]] = {one.value: Counter() for one in MEASURED}
    for row in rows:
        found = found_in(row.text, row.language)
        for concern, count in counts.items():
            if concern == row.concern:
                count["right" if concern in found else "missed"] += 1
            elif concern in found and (row.concern == "-" or concern in _GRAVE):
                count["wrong"] += 1
    return counts


_GRAVE = ("blame", "deflection")  # beside another concern, a time or a "we" may stand rightly


def table(rows: list[Sentence]) -> str:
    """Precision and recall of each concern, as a table of Markdown."""
    lines = [
        "| concern | right | wrong | missed | precision | recall |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for concern, n in counted(rows).items():
        precision = _part(n["right"], n["right"] + n["wrong"])
        recall = _part(n["right"], n["right"] + n["missed"])
        right, wrong, missed = n["right"], n["wrong"], n["missed"]
        lines.append(f"| {concern} | {right} | {wrong} | {missed} | {precision} | {recall} |")
    return "\n".join(lines)


def _part(n: int, of: int) -> str:
    return f"{100 * n / of:.0f} %" if of else "–"


def politeness(path: Path) -> str:
    """How many requests of each quarter, the rudest first, have blame or deflection found."""
    with path.open(encoding="latin-1", newline="") as file:
        read = list(csv.DictReader(file))
    scored = [(row["Normalized Score"], row["Request"]) for row in read]
    rows = sorted((float(score), text) for score, text in scored if score and text)
    lines = ["| quarter | requests | blame or deflection |", "|---|--:|--:|"]
    for n in range(QUARTERS):
        part = rows[n * len(rows) // QUARTERS : (n + 1) * len(rows) // QUARTERS]
        marked = sum(bool(found_in(text) & set(_GRAVE)) for _score, text in part)
        lines.append(f"| {n + 1} | {len(part)} | {marked} ({_part(marked, len(part))}) |")
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.wording", description=__doc__)
    parser.add_argument("--politeness", type=Path, help="requests with politeness scores, as CSV")
    parser.add_argument("--misses", action="store_true", help="name what was measured wrongly")
    args = parser.parse_args()
    rows = list(sentences())
    for name, kept in (("measured", False), ("kept", True)):
        half = [row for row in rows if row.kept is kept]
        print(f"\n{name}: {len(half)} sentences\n\n{table(half)}")
    for code in CODES:
        own = [row for row in rows if row.language == code and row.kept]
        right = sum((row.concern in found_in(row.text, code)) for row in own if row.concern != "-")
        wrong = sum(bool(found_in(row.text, code)) for row in own if row.concern == "-")
        of = sum(row.concern != "-" for row in own)
        print(f"{code}, kept: {right} of {of} found; {wrong} of {len(own) - of} marked wrongly")
    for row in rows if args.misses else []:
        found = found_in(row.text, row.language)
        if not row.kept and (row.concern not in found if row.concern != "-" else found):
            print(f"{row.language} {row.concern} {sorted(found)}: {row.text}")
    if args.politeness:
        print(f"\n{politeness(args.politeness)}")


if __name__ == "__main__":
    main()
