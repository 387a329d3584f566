"""A program of ours that listens, in a process of its own, for as long as a block lasts."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from buckstop.kit.processes.listening import bind


@dataclass(frozen=True)
class Beside:
    """Its port and its process id."""

    port: int
    pid: int


@contextmanager
def beside(module: str, *arguments: str) -> Iterator[Beside]:
    """Run `python -m module SOCKET arguments…`; killed afterwards."""
    listening = bind("127.0.0.1", 0)
    number = listening.fileno()
    process = subprocess.Popen(
        [sys.executable, "-m", module, str(number), *arguments], pass_fds=[number]
    )
    try:
        yield Beside(listening.getsockname()[1], process.pid)
    finally:
        process.kill()
        process.wait()
        listening.close()
