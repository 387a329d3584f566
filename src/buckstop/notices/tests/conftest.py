"""The cast."""

import pytest

from buckstop.problems.tests.world import World


@pytest.fixture
def world(db: None) -> World:
    """Halden's people, on a Monday at nine."""
    return World()
