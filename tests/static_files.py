"""Finds the static files once a process, where each test client would look for them all again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from whitenoise.middleware import WhiteNoiseMiddleware


@contextmanager
def found_once() -> Iterator[None]:
    """Meanwhile each middleware that would be told the same knows the files of the first."""
    find = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[tuple[str, int | None], dict[str, Any]] = {}

    def add(self: WhiteNoiseMiddleware) -> None:
        asked = self.static_prefix, self.max_age
        if asked not in found:
            find(self)
            found[asked] = dict(self.files)
        self.files.update(found[asked])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add)
        yield
