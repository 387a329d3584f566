"""A group of settings: what is chosen together, on a page of its own."""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GROUPS: dict[str, "Group"] = {}
"""Every group by its name, which stands in its address."""


class Chapter(Enum):
    """Under which of its headings the house's page shows a group."""

    HOUSE = _("In general")
    WAYS = _("Mail and other ways in")
    DATA = _("Who may come in, and what is kept")


@dataclass(frozen=True, slots=True)
class Group:
    """`label` heads its page, `says` what it is about; the lowest `rank` comes first.

    `own_page`: it has a page of its own, whose acts check what one form couldn't."""

    name: str
    label: "StrOrPromise"
    says: "StrOrPromise"
    rank: int = 50
    own_page: bool = False
    chapter: Chapter = Chapter.HOUSE

    def __post_init__(self) -> None:
        """Register it."""
        if self.name in GROUPS:
            raise TypeError(f"two groups of settings are called {self.name}")
        GROUPS[self.name] = self


def groups() -> list[Group]:
    """All groups, in their order."""
    return sorted(GROUPS.values(), key=lambda group: group.rank)
