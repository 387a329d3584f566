"""A trial channel and a trial source are registered, beside those that there are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from buckstop.outbox.channels import register as channels
from buckstop.outbox.source import SOURCES, register
from buckstop.outbox.tests.trial import Greetings, Hooks, Pigeons


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Any) -> Path:
    """A data folder of the test's own: what is known of what is in hand stands there."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def greetings() -> Iterator[Greetings]:
    """What an app has to send, by the trial channels."""
    source = Greetings()
    register(source)
    channels.register(Pigeons, Hooks)
    yield source
    del SOURCES[Greetings.kind], channels.CHANNELS[Pigeons.code], channels.CHANNELS[Hooks.code]
