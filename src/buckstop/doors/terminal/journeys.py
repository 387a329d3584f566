"""`buckstop journeys import`, `map`, `friction`, `tables`, `export`: event logs, our own ledger."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path

from buckstop.doors.terminal.attached import database
from buckstop.doors.terminal.operator import took_out
from buckstop.doors.terminal.progress import Progress
from buckstop.journeys import ledger_log, ocel_out
from buckstop.journeys.engine import keeping, tables
from buckstop.journeys.engine.questions import frictions, map, totals, variants
from buckstop.journeys.engine.selection import choose, instant
from buckstop.journeys.engine.store import Store, opened
from buckstop.journeys.reading import files
from buckstop.journeys.reading.mapping import NEEDED, ROLES, guessed
from buckstop.journeys.reading.report import Report
from buckstop.kit.stop import Stop

SQLITE = (".sqlite", ".sqlite3", ".db")
MOST = 20
"""Lines of a table."""


def run(args: argparse.Namespace) -> int:
    """Do with event logs what was typed."""
    verbs = {
        "import": _import,
        "map": _map,
        "friction": _friction,
        "export": _export,
        "tables": _tables,
    }
    return verbs[args.verb](args)


def _import(args: argparse.Namespace) -> int:
    """Read a file, say what was read of it, and keep it as Parquet."""
    folder: Path = args.to or args.file.with_suffix("").with_suffix(".journeys")
    with opened() as store:
        report = _read(store, args, Report(remarks=folder.with_suffix(".remarks.tsv")))
        keeping.keep(store, folder)
    print(f"Kept in {folder}: ask it with `buckstop journeys map {folder}`.")
    if report.counts:
        print(f"Every line that was remarked on stands in {report.remarks}.")
    return 0


def _export(args: argparse.Namespace) -> int:
    """Write our own ledger as OCEL 2.0, in the form that the name of the file ends with."""
    progress = Progress("Wrote {} events")
    try:
        with args.file.open("x", encoding="utf-8") as file, database():
            if args.file.suffix.lower() in SQLITE:
                count = ocel_out.write_sqlite(args.file, progress.tell)
            else:
                count = ocel_out.write(file, progress.tell)
            took_out("journeys", count)
    except FileExistsError as there:
        raise Stop(f"{args.file} is there already.") from there
    finally:
        progress.end()
    print(f"Wrote {count:,} events to {args.file}. It names nobody: objects are keys.")
    return 0


def _map(args: argparse.Namespace) -> int:
    """Print which step follows which, and the commonest courses."""
    with _asked(args) as store:
        _say_totals(store)
        rows = [
            (a.before, a.step, f"{a.times:,}", "" if a.customers is None else f"{a.customers:,}",
             _length(a.median), _length(a.ninety))
            for a in map.ask(store).arrows[:MOST]
        ]  # fmt: skip
        _table(("from", "to", "times", "customers", "half within", "nine in ten"), rows)
        print(f"\n{variants.how_many(store):,} different courses; the commonest:")
        for one in variants.ask(store, most=5):
            print(f"{one.journeys:>9,}  {' → '.join(one.steps)}")
    return 0


def _tables(args: argparse.Namespace) -> int:
    """Write what every question answers as files."""
    folder: Path = args.to or Path("journeys-tables")
    folder.mkdir(parents=True, exist_ok=True)
    with _asked(args) as store:
        for name, ask in tables.asked(store, _routine(args)).items():
            rows = ask()
            for ending in tables.FORMATS:
                tables.write(rows, folder / f"{name}.{ending}")
            print(f"{name}: {len(rows):,} rows")
    print(f"Written as CSV and Parquet into {folder}; times are microseconds. Tables without a row")
    print("have no file.")
    return 0


def _friction(args: argparse.Namespace) -> int:
    """Print where customers lose time, the most first."""
    with _asked(args) as store:
        _say_totals(store)
        rows = [
            (one.kind, f"{one.first} → {one.second}" if one.second else one.first,
             f"{one.times:,}", f"{one.journeys:,}", _length(one.customers_time))
            for one in frictions.ask(store, most=MOST, routine=_routine(args))
        ]  # fmt: skip
        _table(("what", "where", "times", "journeys", "customers' time"), rows)
        print("They overlap: don't add them up.")
    return 0


def _routine(args: argparse.Namespace) -> tuple[str, ...]:
    """The steps that should come again: of our own ledger they are known."""
    return ledger_log.ROUTINE if args.file is None else ()


@contextmanager
def _asked(args: argparse.Namespace) -> Iterator[Store]:
    """The engine with the log that was named: a file, a folder, or our own ledger."""
    if args.spark:
        if args.file is None or not args.file.is_dir():
            raise Stop("Spark reads what `buckstop journeys import` kept: name its folder.")
        with _on_spark(args.spark) as store:
            keeping.take_up(store, args.file)
            choose(store)
            yield store
        return
    with opened() as store:
        if args.file is None:
            with database():
                ledger_log.read(store)
        elif args.file.is_dir():
            keeping.take_up(store, args.file)
        else:
            _read(store, args, Report())
        choose(store)
        yield store


def _on_spark(master: str) -> AbstractContextManager[Store]:
    """Spark, where it is installed: it is no part of what everybody has."""
    try:
        spark = import_module("buckstop.journeys.engine.spark")
    except ImportError as missing:
        said = "Spark isn’t installed here: pip install 'buckstop[spark]', and Java 17 or newer."
        raise Stop(said) from missing
    store: AbstractContextManager[Store] = spark.opened(master)
    return store


def _read(store: Store, args: argparse.Namespace, report: Report) -> Report:
    columns = {role: given for role in ROLES if (given := getattr(args, role)) is not None}
    if not columns and sys.stdin.isatty():
        columns = _guided([name for name, _values in files.looked_at(args.file)])
    progress = Progress("Read {} events")
    try:
        found = files.read(
            store, args.file, report,
            columns=columns, attributes=args.attribute, zone=args.zone, times=args.times,
            tell=progress.tell,
        )  # fmt: skip
    finally:
        progress.end()
    taken = [f"{role} is “{name}”" for role in ROLES if (name := getattr(found, role))]
    print(f"Columns: {', '.join(taken)}; times: {report.times}.")
    for sentence in report.sentences():
        print(sentence)
    return report


def _guided(names: list[str]) -> dict[str, str]:
    """Ask which column is what; Enter takes what it looks like."""
    likely = guessed(names)
    print(f"The columns are: {', '.join(names)}.")
    columns = {}
    for role in ROLES:
        guess = getattr(likely, role) or ("" if role not in NEEDED else "?")
        said = input(f"Which is the {role}? [{guess or 'none'}] ").strip()
        columns[role] = said or getattr(likely, role)
    return columns


def _say_totals(store: Store) -> None:
    found = totals.ask(store)
    if not found.journeys or found.begins is None or found.ends is None:
        print("There is no journey in it.")
        return
    named = f" of {found.customers:,} customers" if found.customers is not None else ""
    print(
        f"{found.steps:,} steps in {found.journeys:,} journeys{named},"
        f" {instant(found.begins):%Y-%m-%d} to {instant(found.ends):%Y-%m-%d};"
        f" half took {_length(found.median)} at most, nine in ten {_length(found.ninety)}."
    )


def _length(micro: int | None) -> str:
    seconds = (micro or 0) / 1e6
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 1.5 * size:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds:.0f} s"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Columns of the same width; numbers stand to the right."""
    lines = [heads, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    for line in lines:
        cells = [
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
