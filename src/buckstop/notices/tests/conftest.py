"""The cast."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Any) -> Path:
    """A data folder of the test's own: what is known of mail in hand stands there."""
    settings.DATA = tmp_path
    return tmp_path
