"""Everything goes out, and a program that needs no Buckstop says whether it is whole."""

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from jsonschema_rs import Draft202012Validator, meta

from buckstop.configuration.actions.choosing import choose
from buckstop.conversations.actions import telling
from buckstop.conversations.actions.erasing import erase_person
from buckstop.conversations.actions.posting import File
from buckstop.doors.terminal.leaving import left_out
from buckstop.doors.terminal.leaving.command import unknown, write_out
from buckstop.doors.terminal.leaving.verify_export import check
from buckstop.doors.terminal.snapshot import Snapshot
from buckstop.doors.terminal.tests.conftest import Run
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.kit.stop import Stop
from buckstop.ledger.actor import DESK
from buckstop.ledger.export_verifier import Changed
from buckstop.outbox.settings import RELAY_PASSWORD
from buckstop.people.actions.staff import found_house
from buckstop.problems.actions import kinds
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World

LETTER = (
    "From: Rita Möss <rita@kestrel.example>\r\nTo: help@localhost\r\nSubject: The lift hums\r\n"
    "Message-ID: <1@kestrel.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "It hums “loudly”,\tand \\ rattles – 楽.\r\n"
).encode()


@pytest.fixture
def folder(world: World, tmp_path: Path) -> Path:
    """The export of a house with mail, a file, a secret, and somebody who is forgotten."""
    keep([Arrived("rita@kestrel.example", ("help@localhost",), LETTER)], at=world.now)
    receive(at=world.now)
    files = [File("plan.txt", "text/plain", b"A plan")]
    telling.reply(
        Case.objects.get(), text="We look.", files=files, by=world.ana.actor(), at=world.now
    )
    gone = world.report("Forget me")
    kinds.void(gone, why="spam", by=world.ana.actor(), at=world.now)
    erase_person(gone.contact, by=DESK, at=world.now)
    house = found_house(by=DESK, at=world.now)
    choose({RELAY_PASSWORD: "Geheimnis"}, on=house, by=DESK, at=world.now)
    assert write_out(tmp_path / "out", Snapshot("", {}, None)) > 50
    return tmp_path / "out"


def rows(folder: Path, name: str) -> list[Any]:
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


def test_all_of_it_is_there_as_its_schema_says(folder: Path) -> None:
    told = subprocess.run(  # alone: what ships beside it is enough
        [sys.executable, "-S", folder / "verify_export.py"],
        capture_output=True, text=True, check=False, cwd="/", env={},
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, ""), told.stdout
    assert told.stdout.startswith("Whole and unchanged: ")
    schema = json.loads((folder / "schema.json").read_text())
    for name, one in schema["$defs"].items():
        meta.validate({"$schema": schema["$schema"], **one})
        checks = Draft202012Validator(one)
        for row in rows(folder, "problems.jsonl" if name == "problem" else f"tables/{name}.jsonl"):
            checks.validate(row)
    manifest = json.loads((folder / "manifest.json").read_text())
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        said = manifest["files"].get(f"tables/{table}.jsonl")
        assert (said is None) == (table in manifest["left_out"])
        assert (
            said is None
            or said["lines"] == model._base_manager.count()
            or table == ("configuration_chosen")
        )
    assert unknown() == []


def test_problems_are_told_as_people_would(folder: Path) -> None:
    lift, forgotten = rows(folder, "problems.jsonl")
    assert (lift["title"], lift["owner"]["name"]) == ("The lift hums", "Ana Ruiz")
    heard, said = [one for one in lift["messages"] if one["kind"] in {"heard", "reply"}]
    assert heard["from"] == {"name": "Rita Möss", "mail": ["rita@kestrel.example"]}
    assert heard["text"] == "It hums “loudly”,\tand \\ rattles – 楽."
    assert (folder / said["files"][0]["path"]).read_bytes() == b"A plan"
    assert forgotten["title"] == "(erased)"
    assert not [one["text"] for one in forgotten["messages"] if one["text"]]


def test_no_secret_goes_out(folder: Path) -> None:
    written = "".join(path.read_text() for path in folder.rglob("*.json*"))
    assert "gAAAAA" not in written  # how what is sealed begins
    assert '"password"' not in written
    assert set(left_out.COLUMNS) <= set(
        json.loads((folder / "manifest.json").read_text())["left_out"]
    )


def changed(folder: Path, name: str, change: Callable[[str], str], *, signed: bool) -> str:
    """What the verifier says after `change`; `signed` too in the manifest, as who lies would."""
    path = folder / name
    before = path.read_text()
    path.write_text(change(before))
    assert path.read_text() != before
    if signed:
        place = folder / "manifest.json"
        manifest = json.loads(place.read_text())
        manifest["files"][name]["sha256"] = sha256(path.read_bytes()).hexdigest()
        place.write_text(json.dumps(manifest))
    with pytest.raises(Changed) as wrong:
        check(folder)
    return str(wrong.value)


WRONG: list[tuple[str, Callable[[str], str], bool, str]] = [
    ("tables/people_person.jsonl", lambda said: said.replace("Ana", "Eva"), False, "isn't as it"),
    ("tables/ledger_entry.jsonl", lambda said: said.replace("opened", "ended"), True, "says some"),
    ("tables/ledger_entry.jsonl", lambda said: said.split("\n", 1)[1], True, "wrong place"),
    ("tables/ledger_body.jsonl", lambda said: said.replace("hums", "sings"), True, "was changed"),
    ("tables/people_person.jsonl", lambda said: said.split("\n", 1)[1], True, "isn't there"),
    ("tables/people_person.jsonl", lambda said: said.replace('"name":', '"n":'), True, "columns"),
    ("tables/people_person.jsonl", lambda said: said[:-9], True, "can't be read"),
]


def test_what_was_changed_is_found(folder: Path) -> None:
    for name, change, signed, says in WRONG:
        kept = [(path, path.read_text()) for path in (folder / name, folder / "manifest.json")]
        assert says in changed(folder, name, change, signed=signed)
        for path, before in kept:
            path.write_text(before)
    assert check(folder).startswith("Whole and unchanged")


@pytest.mark.usefixtures("transactional_db")
def test_it_is_typed(run: Run, tmp_path: Path) -> None:
    told = run("export", tmp_path / "out")
    assert (told.returncode, told.stderr) == (0, "")
    assert "out holds everything:" in told.stdout
    assert check(tmp_path / "out").startswith("Whole and unchanged")
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    with pytest.raises(Stop, match="isn't empty"):
        write_out(tmp_path, Snapshot("", {}, None))
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
