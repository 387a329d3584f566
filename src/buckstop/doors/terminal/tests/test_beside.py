"""What older processes go on with: additions; and what ends them is said, and kept."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader

from buckstop.doors.terminal import attached, beside, migrate
from buckstop.kit.stop import Stop


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def said_of(loader: MigrationLoader, *does: Any, **more: Any) -> list[str]:
    """What is said of one more migration of `people`, after all that there are."""
    [(app, last)] = loader.graph.leaf_nodes("people")
    kind = type("Migration", (Migration,), {"operations": list(does), **more})
    after: Any = SimpleNamespace(project_state=lambda *_, **__: loader.project_state((app, last)))
    return beside.contracts(after, kind("9999_more", "people"))


@pytest.mark.parametrize(
    "does",
    [
        operations.AddField("person", "nick", models.TextField(null=True)),
        operations.AddField("person", "nick", models.TextField(default="", db_default="")),
        operations.AlterField("person", "name", models.CharField(max_length=10_000)),
        operations.AlterField("person", "name", models.TextField()),
        operations.AddIndex("person", models.Index(fields=["name"], name="by_name")),
        operations.CreateModel("Nick", [("id", models.BigAutoField(primary_key=True))]),
    ],
    ids=lambda does: does.describe(),
)
def test_what_only_adds_is_gone_on_with(loader: MigrationLoader, does: Any) -> None:
    assert said_of(loader, does) == []


@pytest.mark.parametrize(
    ("does", "why"),
    [
        (operations.AddField("person", "nick", models.TextField(default="")), "wants a value"),
        (operations.RemoveField("person", "name"), "takes away what older code reads"),
        (operations.RenameField("person", "name", "called"), "takes away"),
        (operations.DeleteModel("Person"), "takes away"),
        (operations.AlterField("person", "name", models.CharField(max_length=2)), "takes less"),
        (operations.AlterField("person", "name", models.TextField(unique=True)), "takes less"),
        (operations.AlterField("person", "name", models.BinaryField()), "takes less"),
        (operations.AlterUniqueTogether("person", {("name", "zone")}), "refuses"),
        (
            operations.AddField("person", "nick", models.TextField(unique=True, db_default="")),
            "wants a value",
        ),
        (operations.RunSQL("SELECT 1"), "work of its own"),
    ],
    ids=lambda given: given if isinstance(given, str) else given.describe(),
)
def test_what_older_code_does_not_go_on_with_is_said(
    loader: MigrationLoader, does: Any, why: str
) -> None:
    [said] = said_of(loader, does)
    assert why in said
    assert "people.9999_more" in said


def test_work_of_its_own_may_say_that_older_code_goes_on(loader: MigrationLoader) -> None:
    assert said_of(loader, operations.RunSQL("SELECT 1"), beside=True) == []
    lost = operations.RemoveField("person", "name")
    assert said_of(loader, operations.RunSQL("SELECT 1"), lost, beside=True) != []


def test_an_older_one_goes_on_beside_a_newer_one_where_that_is_known(
    as_owner: None, db: None
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9998', now())"
        )
    with pytest.raises(Stop, match="of a newer Buckstop"):
        attached.pending()
    beside.mark(["people.9998"])
    assert attached.pending() == 0
    beside.mark(["people.9999"])
    assert beside.gone_on_with() == {"people.9998", "people.9999"}


def test_what_ends_processes_that_run_is_refused(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    step = Migration("9999_ends_it", "people")
    executor: Any = SimpleNamespace(loader=None)
    monkeypatch.setattr(beside, "contracts", lambda *_: ["people.9999_ends_it takes away names"])
    monkeypatch.setattr(beside, "others", lambda: 3)
    with pytest.raises(Stop, match=r"takes away names\. Stop them first, or say --anyway"):
        migrate._gone_on_with(executor, [step], anyway=False)
    assert migrate._gone_on_with(executor, [step], anyway=True) == []
    assert "may fail from now on" in capsys.readouterr().out
