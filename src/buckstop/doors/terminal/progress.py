"""How far long work has come: one line that is written over, and only to a person's terminal."""

import sys
import time


class Progress:
    """`tell(done)` after each piece; says at most ten times a second "Checked 12,000 entries"."""

    def __init__(self, sentence: str) -> None:
        """`sentence` has one {} for how much is done."""
        self._sentence = sentence
        self._shown = sys.stderr.isatty()
        self._next = 0.0

    def tell(self, done: int) -> None:
        """So much is done by now."""
        if self._shown and time.monotonic() >= self._next:
            print(
                "\r" + self._sentence.format(f"{done:,}"), end="\x1b[K", file=sys.stderr, flush=True
            )
            self._next = time.monotonic() + 0.1

    def end(self) -> None:
        """Clear the line for what is printed next."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
