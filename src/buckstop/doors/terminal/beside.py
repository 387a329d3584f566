"""Whether processes of the Buckstop before go on with tables that a newer one has changed.

Expand, then contract: what one release adds, the one before doesn't mind; what it takes away goes
with the release after, when nobody uses it any more. Whatever else is said here of a migration is
a sentence for whoever runs it; the names of the others are kept in the database, so that an older
Buckstop which is started knows that it may go on beside the newer one.

A migration of SQL or Python of its own can't be read: where older code goes on with what it does,
it says so by `beside = True`.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field
from django.db.models.fields import NOT_PROVIDED

TAKES_AWAY = (
    operations.DeleteModel, operations.RemoveField, operations.RenameField,
    operations.RenameModel, operations.AlterModelTable,
)  # fmt: skip
REFUSES = (operations.AddConstraint, operations.AlterUniqueTogether)
WIDER = {
    "SmallIntegerField": {"IntegerField", "BigIntegerField"},
    "IntegerField": {"BigIntegerField"},
    "CharField": {"TextField"},
}
"""Types, and those that take everything that they take."""
OWN_WORK = (operations.RunSQL, operations.RunPython)
MARK = "buckstop: older processes go on with "
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE application_name LIKE 'buckstop%' AND datname = current_database() AND pid <> pg_backend_pid()
"""
COMMENT = "SELECT obj_description(to_regclass('django_migrations'), 'pg_class')"


def name_of(migration: Migration) -> str:
    """As `people.0012_a_face`."""
    return f"{migration.app_label}.{migration.name}"


def contracts(loader: MigrationLoader, migration: Migration) -> list[str]:
    """What in it older code doesn't go on with, a sentence each; none where it only expands."""
    made = {
        one.name_lower for one in migration.operations if isinstance(one, operations.CreateModel)
    }
    before = loader.project_state((migration.app_label, migration.name), at_end=False)

    def field(model: str, name: str) -> "Field[Any, Any] | None":
        state = before.models.get((migration.app_label, model.lower()))
        return state.fields.get(name) if state else None

    found = []
    for one in _each(migration.operations):
        model = str(getattr(one, "model_name", "")).lower()
        if model in made:
            continue
        said = _why(one, field(model, str(getattr(one, "name", ""))))
        if said and not (isinstance(one, OWN_WORK) and getattr(migration, "beside", False)):
            found.append(f"{name_of(migration)} {said}")
    return found


def _each(given: Iterable[Any]) -> Iterator[Any]:
    for one in given:
        if isinstance(one, operations.SeparateDatabaseAndState):
            yield from _each(one.database_operations)
        else:
            yield one


def _why(one: Any, before: "Field[Any, Any] | None") -> str:
    """What older code doesn't go on with; "" where it does."""
    if isinstance(one, TAKES_AWAY):
        return f"takes away what older code reads ({one.describe()})"
    if isinstance(one, OWN_WORK):
        return "does work of its own, of which nobody said that older code goes on with it"
    if isinstance(one, REFUSES):
        return f"refuses what older code may write ({one.describe()})"
    if isinstance(one, operations.AddField) and _must_be_written(one.field):
        return f"wants a value that older code doesn't write ({one.describe()})"
    if isinstance(one, operations.AlterField) and before and _is_narrower(one.field, before):
        return f"takes less than older code writes ({one.describe()})"
    return ""


def _must_be_written(field: Any) -> bool:
    """Whether a row without it isn't taken; of rows with the same default only one would be."""
    if field.null or field.many_to_many:
        return False
    return field.db_default is NOT_PROVIDED or bool(field.unique)


def _is_narrower(after: Any, before: Any) -> bool:
    shorter = (after.max_length or 0) < (before.max_length or 0) and bool(after.max_length)
    kinds = before.get_internal_type(), after.get_internal_type()
    other = kinds[0] != kinds[1] and kinds[1] not in WIDER.get(kinds[0], ())
    unique = after.unique and not before.unique
    return unique or shorter or other or (_must_be_written(after) and not _must_be_written(before))


def others() -> int:
    """How many connections other processes of Buckstop have to this database."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return int((cursor.fetchone() or [0])[0])


def gone_on_with() -> set[str]:
    """The migrations of which it is known that older processes go on with them."""
    with connection.cursor() as cursor:
        cursor.execute(COMMENT)
        [said] = cursor.fetchone() or [None]
    if not said or not said.startswith(MARK):
        return set()
    return set(json.loads(said.removeprefix(MARK)))


def mark(names: Iterable[str]) -> None:
    """Keep, in the database, that older processes go on with these migrations."""
    known = sorted(gone_on_with() | set(names))
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE django_migrations IS %s", [MARK + json.dumps(known)])
