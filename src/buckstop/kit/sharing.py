"""What takes long to find is found once for all who ask within some seconds."""

from collections.abc import Callable, Hashable
from time import monotonic


class Shared[T]:
    """What was found lately, by what was asked for: of this process, for so many `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._kept: dict[Hashable, tuple[float, T]] = {}

    def of(self, asked: Hashable, find: Callable[[], T], *, worth: Callable[[T], bool]) -> T:
        """What `find` finds, or found lately; kept only where that is `worth` it."""
        until, found = self._kept.get(asked, (0.0, None))
        if found is not None and monotonic() < until:
            return found
        made = find()
        if worth(made):
            self._kept[asked] = (monotonic() + self._seconds, made)
        else:
            self._kept.pop(asked, None)
        return made
