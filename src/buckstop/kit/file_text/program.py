"""What each program that reads a file has in common: its limits, its input and what it prints."""

import sys
from collections.abc import Callable, Iterator

if sys.platform != "win32":
    import resource

MEMORY = 1 << 30
SECONDS = 20
"""Of processor time."""
ENOUGH = 200_000
"""Letters after which no further page is read."""


def run(words: Callable[[bytes], Iterator[str]]) -> None:
    """Print the words of the file on standard input, with a bound on memory and time."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    length = 0
    for part in words(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(part.encode("utf-8", "replace") + b"\n")
        length += len(part)
        if length > ENOUGH:
            return
