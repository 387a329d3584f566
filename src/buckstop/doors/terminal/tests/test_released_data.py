"""Data of an older Buckstop, as its own `buckstop backup` wrote them: this one reads them in,
brings them up to date and goes on with them. `tests/released_data.py` made them, in its time."""

from pathlib import Path

import pytest
from django.db import connection

from buckstop.doors.terminal.tests.conftest import Run
from buckstop.kit import clock
from buckstop.ledger.verify import verify
from buckstop.people.models import Person
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests import guarantees
from tests import released, released_data
from tests.database import TestDatabase

OF_THEN = sorted(released_data.FOLDER.glob("*.backup"))


@pytest.mark.parametrize("file", OF_THEN, ids=lambda file: file.stem)
def test_what_an_older_one_kept_is_brought_up_to_date_and_gone_on_with(
    file: Path, run: Run, transactional_db: None, elsewhere: str, test_database: TestDatabase,
    tmp_path: Path,
) -> None:  # fmt: skip
    read_in = run("restore", file, "--data", tmp_path / "new", DATABASE_URL=elsewhere)
    assert read_in.returncode == 0, read_in.stderr
    assert "as many as were written" in read_in.stdout
    assert "Nothing was changed" in read_in.stdout
    test_database.turn_to(elsewhere.rpartition("/")[2].partition("?")[0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations")
        assert {name for (name,) in cursor.fetchall()} >= released.migrations_in(released.SOURCE)
    kinds = set(Commitment.objects.values_list("kind", flat=True))
    assert kinds >= {*released_data.KINDS, "supplier-ask", "update"}
    assert Person.objects.filter(erased_at__isnull=False).count() == 1
    before = Problem.objects.count()
    released_data.write("After the upgrade")
    new = Case.objects.get(title="After the upgrade").problem
    assert Problem.objects.count() == before + 1
    assert new.owner.is_active
    assert clock.now() >= new.opened_at
    assert guarantees.broken() == []
    assert [str(one) for one in verify()] == []


def test_there_are_data_of_an_older_one() -> None:
    assert OF_THEN
