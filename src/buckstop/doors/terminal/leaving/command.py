"""`buckstop export DIR`."""

import argparse
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from buckstop.doors.terminal import snapshot
from buckstop.doors.terminal.leaving import left_out, problems, schema, tables, verify_export
from buckstop.doors.terminal.operator import took_out
from buckstop.doors.terminal.progress import Progress
from buckstop.kit import clock
from buckstop.kit.files import flush_folder
from buckstop.kit.stop import Stop
from buckstop.ledger import export

PROBLEMS, FILES, SCHEMA, MANIFEST = "problems.jsonl", "files.jsonl", "schema.json", "manifest.json"
README = """\
Everything that a Buckstop held on {at}.

problems.jsonl   each problem as people would tell of it, with every message: one to a line
tables/          every table, a row to a line, as schema.json says
files/           mails as they came, attachments, pictures: files.jsonl names them all
manifest.json    how many lines each file has, its SHA-256, and what isn't here and why

All of it is JSON in UTF-8, times are of UTC. To check that it is whole and unchanged, and that the
ledger in it verifies, with Python 3.8 or newer and nothing else:

    python3 verify_export.py
"""


def run(args: argparse.Namespace) -> int:
    """Write everything out, as it is at one instant, while everything runs."""
    target: Path = args.folder
    with snapshot.held() as taken:
        count = write_out(target, taken)
    took_out("everything", count)
    print(f"{target} holds everything: {count:,} lines. Keep it like a password. To check it:")
    print(f"python3 {target / Path(verify_export.__file__).name}")
    return 0


def write_out(target: Path, taken: snapshot.Snapshot) -> int:
    """Into a folder that is there only when it is whole; returns how many lines that were."""
    if target.exists() and any(target.iterdir()):
        raise Stop(f"{target} isn't empty. Name a folder that is, or none yet.")
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    progress = Progress("Wrote {} lines and files")
    try:
        half.mkdir(parents=True, mode=0o700)
        said = _Writing(half, progress).everything(taken)
        if target.exists():
            target.rmdir()
        half.rename(target)
        flush_folder(target.absolute().parent)
    except OSError as failure:
        raise Stop(f"Nothing can be written to {target}: {failure.strerror}.") from failure
    finally:
        shutil.rmtree(half, ignore_errors=True)
    progress.end()
    return sum(one["lines"] for one in said["files"].values())


class _Writing:
    """Into one folder."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder, self.progress, self.done = folder, progress, 0
        self.files: dict[str, dict[str, Any]] = {}

    def everything(self, taken: snapshot.Snapshot) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        for model in schema.models():
            self._write(f"tables/{model._meta.db_table}.jsonl", tables.lines(model))
        self._write(FILES, self._written_out())
        self._write(PROBLEMS, (_line(one) for one in problems.told()))
        self._whole(SCHEMA, _schema())
        for program in (Path(verify_export.__file__), export.VERIFIER):
            shutil.copyfile(program, self.folder / program.name)
        at = clock.now()
        (self.folder / "README.txt").write_text(README.format(at=f"{at:%Y-%m-%d %H:%M} UTC"))
        manifest = {
            "format": verify_export.FORMAT,
            "version": verify_export.VERSION,
            "buckstop": version("buckstop"),
            "made_at": at.isoformat(),
            "newest": taken.newest.isoformat() if taken.newest else None,
            "files": self.files,
            "left_out": dict(sorted(_left_out())),
        }
        self._whole(MANIFEST, manifest)
        return manifest

    def _write(self, name: str, blocks: Iterable[bytes]) -> None:
        digest, lines = hashlib.sha256(), 0
        place = self.folder / name
        place.parent.mkdir(exist_ok=True)
        with place.open("wb") as file:
            for block in blocks:
                file.write(block)
                digest.update(block)
                lines += block.count(b"\n")
                self.progress.tell(self.done + lines)
        self.done += lines
        self.files[name] = {"lines": lines, "sha256": digest.hexdigest()}

    def _written_out(self) -> Iterator[bytes]:
        for model in schema.models():
            for path, content in tables.files(model):
                place = self.folder / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
                said = {"path": path, "sha256": hashlib.sha256(content).hexdigest()}
                yield _line(said | {"size": len(content)})

    def _whole(self, name: str, said: dict[str, Any]) -> None:
        written = json.dumps(said, indent=1, ensure_ascii=False).encode()
        (self.folder / name).write_bytes(written)


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def _schema() -> dict[str, Any]:
    described = {model._meta.db_table: schema.described(model) for model in schema.models()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What an export of Buckstop holds",
        "$defs": {"problem": problems.SCHEMA, **described},
    }


def _left_out() -> Iterator[tuple[str, str]]:
    yield from left_out.TABLES.items()
    for model in schema.models():
        for field in model._meta.local_concrete_fields:
            if because := left_out.why(model, field):
                yield f"{model._meta.db_table}.{field.column}", because
    yield "configuration_chosen.value", "those settings that are secret"


def unknown() -> list[str]:
    """What is said to be left out, and isn't there: for the tests."""
    named = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    gone = [table for table in left_out.TABLES if table not in named]
    for column in (*left_out.COLUMNS, *left_out.READABLE, *left_out.SHORT):
        table, _, name = column.partition(".")
        there = named[table]._meta.local_concrete_fields if table in named else []
        gone += [] if name in {one.column for one in there} else [column]
    return gone
