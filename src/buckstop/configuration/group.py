"""A group of settings: what is chosen together, on a page of its own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GROUPS: dict[str, "Group"] = {}
"""Every group by its name, which stands in its address."""


@dataclass(frozen=True, slots=True)
class Group:
    """`label` heads its page, `says` what it is about; the lowest `rank` comes first.

    `own_page`: it has a page of its own, whose acts check what one form couldn't."""

    name: str
    label: "StrOrPromise"
    says: "StrOrPromise"
    rank: int = 50
    own_page: bool = False

    def __post_init__(self) -> None:
        """Register it."""
        if self.name in GROUPS:
            raise TypeError(f"two groups of settings are called {self.name}")
        GROUPS[self.name] = self


def groups() -> list[Group]:
    """All groups, in their order."""
    return sorted(GROUPS.values(), key=lambda group: group.rank)
