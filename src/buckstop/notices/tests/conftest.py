"""The cast."""

from pathlib import Path
from typing import Any

import pytest

from buckstop.problems.tests.world import World


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Any) -> Path:
    """A data folder of the test's own: what is known of mail in hand stands there."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def world(db: None) -> World:
    """Halden's people, on a Monday at nine."""
    return World.here()
