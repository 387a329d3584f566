"""A connection as the role that owns the tables."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.database import TestDatabase, as_django_says


@pytest.fixture
def as_owner(
    django_db_setup: None, test_database: TestDatabase, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Django's connection is that of the role that owns the tables."""
    before = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict.update(as_django_says(test_database.owner_url))
        yield
        connection.close()
        connection.settings_dict.update(before)


@pytest.fixture
def owner_db(as_owner: None, db: None) -> None:
    """Like `db`, by the role that owns the tables and can switch the guards off."""
