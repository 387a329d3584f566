"""The ledger of a problem, and that it shows when something was changed by hand."""

import io
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from django.db import connection
from django.test import Client

from buckstop.conversations.actions import telling
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.ledger.models import Chain, Entry
from buckstop.ledger.tests.history import by_hand
from buckstop.problems.tests.world import World


def test_every_act_newest_first_with_whom_it_concerns(world: World, ana: Client):
    case = reported(world)
    telling.note(case.problem, text="x", by=world.bruno.actor(), at=world.now)
    rows = ana.get(f"{home(case)}ledger/").context["entries"]
    assert [row.number for row in rows] == list(range(len(rows), 0, -1))
    assert rows[0].sentence == "Buckstop kept what was said (note)"
    assert (rows[1].actor, rows[1].sentence, rows[1].audience) == (
        "Bruno Keller", "Bruno Keller noted", "staff",
    )  # fmt: skip
    heard = next(row for row in rows if row.sentence == "Ines Vogt wrote")
    assert heard.concerns == "Nordbank"


def test_verified(world: World, ana: Client):
    case = reported(world)
    page = ana.get(f"{home(case)}ledger/?verify=1")
    chain = Chain.objects.get(pk=case.problem.chain_id)
    assert f"{chain.length} entries, unbroken." in words(page)
    assert f"its head, as the foot of a mail has it: {bytes(chain.head).hex()}" in words(page)


def test_a_customers_export_verifies(world: World, ana: Client, tmp_path: Path):
    case = reported(world)
    telling.note(case.problem, text="Ours alone.", by=world.ana.actor(), at=world.now)
    page = ana.get(f"{home(case)}ledger/")
    [act] = page.context["exports"]
    assert act.label == "Export for Nordbank"
    answer = ana.get(act.url)
    assert f"{case.problem.ref} Nordbank.zip" in answer["Content-Disposition"]
    with ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)
    assert "Ours alone." not in (tmp_path / f"{case.problem.ref}.json").read_text()
    command = [sys.executable, "-I", "export_verifier.py", f"{case.problem.ref}.json"]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_what_was_changed_by_hand_is_found(as_owner, world: World, ana: Client):
    case = reported(world)
    with by_hand():
        broken = Entry.objects.get(chain=case.problem.chain_id, number=3)
        Entry.objects.filter(pk=broken.pk).update(content=bytes(broken.content) + b" ")
    page = ana.get(f"{home(case)}ledger/?verify=1")
    assert "Entry 3 doesn’t verify: what it says was changed." in words(page)
    assert [row.number for row in page.context["entries"] if row.broken] == [3]


def test_what_the_tables_say_otherwise_is_found(as_owner, world: World, ana: Client):
    case = reported(world)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE problems_problem DISABLE TRIGGER USER")
        cursor.execute("UPDATE problems_problem SET owner_id = %s", [world.bruno.pk])
    page = ana.get(f"{home(case)}ledger/?verify=1")
    says = "has the owner Bruno Keller in the tables, Ana Ruiz in the ledger."
    assert f"The chain doesn’t verify: problem {case.problem.ref} {says}" in words(page)
    assert not any(row.broken for row in page.context["entries"])


def test_a_long_ledger_comes_in_pages(world: World, ana: Client):
    case = reported(world)
    for _n in range(120):
        telling.note(case.problem, text="x", by=world.ana.actor(), at=world.now)
    first = ana.get(f"{home(case)}ledger/")
    second = ana.get(f"{home(case)}ledger/{first.context['paging'].older_url}")
    numbers = [row.number for page in (first, second) for row in page.context["entries"]]
    assert numbers == list(range(len(numbers), 0, -1))
    assert len(numbers) > 230
