"""Between two releases migrations only add: the one before runs beside the one after."""

import pytest
from django.db.migrations.loader import MigrationLoader

from tests import released
from tests.released import migrations_in, too_soon


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def test_since_the_last_release_nothing_was_taken_away(loader: MigrationLoader) -> None:
    """While none was made there is nothing that anybody relies on."""
    before = released.released()
    assert not before - migrations_in(released.SOURCE), "a released migration is gone"
    assert not before or too_soon(loader, before) == []


def test_what_is_taken_away_too_soon_is_found(loader: MigrationLoader) -> None:
    ours = migrations_in(released.SOURCE)
    assert len(ours) > 100
    assert "identity.0003_saml" in ours
    assert too_soon(loader, ours) == []
    assert too_soon(loader, ours - {"identity.0003_saml"}) == []  # it only adds
    heads = "conversations.0023_heads_erased"
    assert [one for one in too_soon(loader, ours - {heads}) if one.startswith(heads)]
