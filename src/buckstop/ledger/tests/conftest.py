"""The database, as the role that owns the tables sees it."""

import pytest


@pytest.fixture
def owner_db(as_owner: None, db: None) -> None:
    """Like `db`, by the role that owns the tables and can switch the guards off."""
