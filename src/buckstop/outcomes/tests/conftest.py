"""The cast, for whoever asks."""

import pytest

from buckstop.problems.tests.world import World


@pytest.fixture
def world(db: None) -> World:
    return World.here()
