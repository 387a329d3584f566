"""`buckstop import …`: problems of another system come here; nobody is written to by it."""

import argparse
import getpass
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from buckstop.arrivals import importing
from buckstop.arrivals.actions.naming import name_source, note_reconciled, sign_off
from buckstop.arrivals.models import Source
from buckstop.arrivals.readers.every import READERS
from buckstop.arrivals.readers.reader import NotRead, Place, Reader
from buckstop.arrivals.reconciling import reconcile
from buckstop.doors.terminal.progress import Progress
from buckstop.kit import clock
from buckstop.kit.stop import Stop
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.queries import staff

SHOWN = 20  # lines of a list


def run(args: argparse.Namespace) -> int:
    """Do what was typed."""
    verbs = {
        "check": _check,
        "list": _list,
        "sign-off": _sign_off,
        "take-over": _take_over,
    }
    try:
        return verbs.get(args.verb, _bring)(args)
    except (NotRead, Refused) as error:
        raise Stop(str(error) if isinstance(error, NotRead) else error.sentence) from error


def _bring(args: argparse.Namespace) -> int:
    reader = _reader(args.verb, args)
    name = args.name or reader.label
    progress = Progress("Read {} messages")
    if args.dry_run:
        there = Source.objects.filter(name=name).first()
        report = importing.dry_run(there, reader, progress.tell)
        progress.end()
        _say(report, args.report, "would come")
        return 0
    source = name_source(args.verb, name, by=DESK, at=clock.now())
    try:
        importing.bring_all(source, reader, by=DESK, now=clock.now, tell=progress.tell)
    finally:
        progress.end()
    _say(source.report, args.report, "came")
    if args.take_over:
        _over(source, args)
    elif source.report["in all"]["kept aside"]:
        print("What still ran there is kept aside until: buckstop import take-over", name)
    return 0


def _reader(kind: str, args: argparse.Namespace) -> Reader:
    secret = ""
    chosen = READERS[kind]
    if chosen.secret:
        secret = args.key_file.read_text().strip() if args.key_file else _asked(chosen)
    since = args.running_since and _time(args.running_since)
    ours = frozenset(one.strip().lower().removeprefix("@") for one in args.ours)
    return chosen(Place(args.where, args.user, secret, ours, since or None))


def _asked(chosen: type[Reader]) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return getpass.getpass(f"{chosen.label}: {chosen.secret}: ")


def _time(typed: str) -> datetime:
    try:
        at = datetime.fromisoformat(typed)
    except ValueError as error:
        raise Stop(f"“{typed}” is no time: write it as 2026-12-01T17:00+01:00.") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _source(name: str) -> Source:
    found = Source.objects.filter(name=name).first()
    if found is None:
        known = ", ".join(Source.objects.order_by("name").values_list("name", flat=True))
        raise Stop(f"Nothing came from “{name}”. Sources: {known or 'none yet'}.")
    return found


def _check(args: argparse.Namespace) -> int:
    source = _source(args.name)
    reader = _reader(source.kind, args) if args.where else None
    progress = Progress("Compared {} threads")
    report = reconcile(source, reader, progress.tell)
    progress.end()
    note_reconciled(source, report, by=DESK, at=clock.now())
    _write(report, args.report)
    print(f"Against {report['against']}: {report['same']:,} threads are the same")
    print(f"({report['messages']:,} messages, {report['files']:,} files);", end=" ")
    print(f"{report['different']:,} differ; {report['left out']:,} were left out.")
    _some(report["threads that differ"])
    return 1 if report["different"] else 0


def _take_over(args: argparse.Namespace) -> int:
    return _over(_source(args.name), args)


def _over(source: Source, args: argparse.Namespace) -> int:
    owner = None
    if args.owner:
        owner = staff().filter(email=args.owner.strip().lower()).first()
        if owner is None:
            raise Stop(f"Nobody here has the address {args.owner}.")
    due = _time(args.news_by) if args.news_by else None
    key = owner.pk if owner else None
    taken = importing.take_all_over(source, by=DESK, now=clock.now, owner=key, due=due)
    print(f"{sum(1 for _ in taken):,} run here now, each with an owner and news promised.")
    return 0


def _sign_off(args: argparse.Namespace) -> int:
    source = _source(args.name)
    person = staff().filter(email=args.by.strip().lower()).first()
    if person is None:
        raise Stop(f"Nobody here has the address {args.by}.")
    sign_off(source, by=person.actor(), at=clock.now())
    print(f"{person} signed {source} off: {source.reconciled['different']:,} threads differ.")
    return 0


def _list(args: argparse.Namespace) -> int:
    del args
    for source in Source.objects.order_by("name"):
        counts = importing.totals(source)
        signed = f"signed off {source.signed_off_at:%Y-%m-%d}" if source.signed_off_at else ""
        print(f"{source.name} ({source.kind}): {counts['came']:,} came,", end=" ")
        print(f"{counts['left out']:,} left out, {counts['kept aside']:,} kept aside", signed)
    return 0


def _say(report: Mapping[str, Any], to: Path | None, did: str) -> None:
    _write(report, to)
    print(f"{report['came']:,} threads {did}, with {report['messages']:,} messages", end=" ")
    print(f"and {report.get('files', 0):,} files; {report['left out']:,} don’t.")
    for why, count in report["reasons"].items():
        print(f"{count:>9,}  {why}")
    if report.get("here already"):
        print(f"{report['here already']:,} were here already; {report.get('grown', 0):,} grew.")
    if unknown := report["agents unknown here"]:
        print(f"{len(unknown):,} of those who answered there have no log-in here:")
        _some([(one, "") for one in unknown])


def _some(rows: list[Any]) -> None:
    for theirs, why in rows[:SHOWN]:
        print(f"  {theirs}  {why}".rstrip())
    if len(rows) > SHOWN:
        print(f"  … and {len(rows) - SHOWN:,} more: see --report")


def _write(report: Mapping[str, Any], to: Path | None) -> None:
    if to:
        to.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
