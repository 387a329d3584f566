"""A connection as the role that owns the tables."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.database import TestDatabase, as_django_says


@pytest.fixture
def owner_db(
    request: pytest.FixtureRequest, django_db_setup: None, test_database: TestDatabase
) -> Iterator[None]:
    """Like `db`, by the role that owns the tables, who can switch the guards off."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(as_django_says(test_database.owner_url))
    request.addfinalizer(lambda: connection.settings_dict.update(before))
    request.addfinalizer(connection.close)
    request.getfixturevalue("db")
    yield
