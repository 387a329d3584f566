"""Older entries lie in cold files, which verify by themselves and beside the ledger."""

import gzip
import hashlib
import json
import subprocess
import sys
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from buckstop.doors.terminal import cold, ledger_verify
from buckstop.kit.stop import Stop
from buckstop.ledger import sealing
from buckstop.ledger.models import Chain, Entry
from buckstop.problems.actions import fixing
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World

MAY = "2026-05-01"

type Said = pytest.CaptureFixture[str]


@pytest.fixture
def pump(as_owner: None, db: None) -> Problem:
    """Its chain has entries of March and of April."""
    world = World()
    case = world.report("Pump")
    fixing.fix(case.problem, by=case.problem.owner.actor(), at=world.later(days=40))
    return case.problem


def archived(folder: Path, before: str, capsys: Said) -> str:
    assert cold.run(Namespace(folder=folder, before=before)) == 0
    return capsys.readouterr().out


def verified(folder: Path, capsys: Said) -> tuple[int, str]:
    code = ledger_verify.run(Namespace(references=[], head=[], archive=folder))
    return code, capsys.readouterr().out


def test_what_is_old_is_archived_once_and_verifies(
    pump: Problem, tmp_path: Path, capsys: Said
) -> None:
    folder = tmp_path / "cold"
    entries = Entry.objects.filter(at__lt=datetime(2026, 5, 1, tzinfo=UTC)).count()
    archived(folder, "2026-04-17", capsys)
    assert [one.name for one in folder.glob("*.gz")] == ["2026-03.jsonl.gz"]
    (folder / "2026-04.jsonl.half").write_bytes(b"who was killed left this")
    assert "were added" in archived(folder, MAY, capsys)
    files = json.loads((folder / "manifest.json").read_text())["files"]
    assert [one["name"] for one in files] == ["2026-03.jsonl.gz", "2026-04.jsonl.gz"]
    assert sum(one["lines"] for one in files) == entries
    assert "is missing" in archived(folder, MAY, capsys), "again brings nothing"
    alone = [sys.executable, "-I", str(folder / "archive_verifier.py"), str(folder)]
    said = subprocess.run(alone, capture_output=True, text=True, check=False)
    assert said.stdout == f"Nothing was changed: {entries:,} entries were checked.\n"
    code, told = verified(folder, capsys)
    assert code == 0, told
    assert f"{entries:,} archived entries are the same here." in told


def made_anew(problem: Problem) -> None:
    """Who owns the tables lets the last entry of a chain be sealed anew, and its head with it."""
    last = Entry.objects.filter(chain=problem.chain_id).order_by("-number")[0]
    seal: dict[str, Any] = json.loads(bytes(last.seal))
    previous = bytes.fromhex(seal["previous"])
    forged = sealing.seal(problem.chain_id, last.number, previous, bytes(last.content))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("ledger_entry", "ledger_chain"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    changed = Entry.objects.filter(pk=last.pk)
    changed.update(salt=forged.salt, seal=forged.seal, hash=forged.hash)
    Chain.objects.filter(pk=problem.chain_id).update(head=forged.hash)


def test_a_chain_that_was_made_anew_is_seen(pump: Problem, tmp_path: Path, capsys: Said) -> None:
    archived(tmp_path, MAY, capsys)
    made_anew(pump)
    assert ledger_verify.told(None) == 0, "by itself it is whole"
    code, told = verified(tmp_path, capsys)
    assert code == 1
    assert f"{pump}: it was archived otherwise" in told


def test_an_archive_that_was_changed_is_seen(pump: Problem, tmp_path: Path, capsys: Said) -> None:
    archived(tmp_path, MAY, capsys)
    file = tmp_path / "2026-04.jsonl.gz"
    content = gzip.decompress(file.read_bytes())
    file.write_bytes(gzip.compress(content.replace(b"2026-04-11", b"2026-04-12")))
    with pytest.raises(Stop, match=r"2026-04\.jsonl\.gz isn't as it was written"):
        verified(tmp_path, capsys)
    with pytest.raises(Stop, match="Nothing was added"):
        archived(tmp_path, "2026-06-01", capsys)
    manifest = tmp_path / "manifest.json"  # who changes the sum too
    said = json.loads(manifest.read_text())
    said["files"][-1]["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(said))
    with pytest.raises(Stop, match="says something else than what was sealed"):
        verified(tmp_path, capsys)


def test_only_what_is_settled_is_archived(db: None, tmp_path: Path) -> None:
    late = datetime.now(UTC) + timedelta(days=1)
    for before, why in ((f"{late:%Y-%m-%d}", "a day old"), ("soon", "no date")):
        with pytest.raises(Stop, match=why):
            cold.run(Namespace(folder=tmp_path, before=before))
