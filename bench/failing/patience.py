"""Waiting for what servers do, on a machine that may have much else to do."""

import time
from collections.abc import Callable

from bench import house

PATIENCE = 300.0  # seconds


def wait_for(there: Callable[[], bool], else_say: str) -> None:
    """Until `there()`; ends the bench with a sentence where it never comes."""
    house.wait_for(there, else_say, patience=PATIENCE)


def pause(seconds: float) -> None:
    """Let the writers write."""
    time.sleep(seconds)
