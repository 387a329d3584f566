"""What a look found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Found:
    """One line: what was looked at, whether it is well, and a sentence; `do` says what is to be
    done, `mend` does it where that is safe. `noted`: worth knowing, and nothing is wrong."""

    what: str
    is_well: bool
    says: str
    do: str = ""
    mend: Callable[[], None] | None = None
    noted: bool = False
    mended: bool = False

    def __str__(self) -> str:
        word = (
            "fixed" if self.mended else "note" if self.noted else "ok" if self.is_well else "WRONG"
        )
        line = f"{word:<5}  {self.what:<11} {self.says}"
        if not self.do or self.mended:
            return line
        return f"{line}\n{'':<19}→ {self.do}{self._by_itself}"

    @property
    def _by_itself(self) -> str:
        return " `buckstop doctor --fix` does it." if self.mend else ""

    def fixed(self) -> "Found":
        """The same, mended. Raises OSError where that can't be."""
        if self.mend is None:
            return self
        self.mend()
        return replace(self, is_well=True, noted=False, mended=True)


def note(what: str, says: str, do: str = "") -> Found:
    """Worth knowing, and nothing is wrong."""
    return Found(what, True, says, do, noted=True)


type Look = Callable[[], Found | Iterable[Found]]


def each(look: Look) -> Iterator[Found]:
    """What it found, one after another."""
    found = look()
    yield from [found] if isinstance(found, Found) else found
