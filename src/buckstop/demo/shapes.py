"""What the demo's data is made of. Texts have places in braces, filled when they are said."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Someone:
    """A member of staff or a contact."""

    name: str
    email: str
    role: str = "contact"

    @property
    def first(self) -> str:
        return self.name.split()[0]


@dataclass(frozen=True, slots=True)
class Company:
    """A customer with its people; their addresses are first.last@domain unless said.

    `in_cloud`: they know us by our second brand.
    """

    name: str
    domain: str
    zone: str
    people: tuple[Someone, ...]
    places: tuple[str, ...]
    phone: str = ""
    tier: str = ""
    language: str = ""
    note: str = ""
    in_cloud: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One kind of trouble, as customers tell it and as we deal with it.

    `titles` and `reports` belong together by their place. `slots` are values for places in braces;
    `{first}` and `{customer}` are always known, `{place}` is one of the customer's, `{owner}` the
    owner's first name.
    """

    key: str
    titles: tuple[str, ...]
    reports: tuple[str, ...]
    kind: str = "problem"
    hurts: int = 1
    understood: str = ""
    since: str = ""
    hit: str = ""
    news: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    theirs: str = ""
    reply: str = ""
    note: str = ""
    ask: str = ""
    asked: str = ""
    fixed: str = ""
    broken: str = ""
    again: str = ""
    answers: tuple[str, ...] = ()
    log: str = ""
    slots: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    """How a story goes: `acts` reads `12:reply 90:fixed`, a gap in working minutes before each.

    `12r` is twelve minutes by the wall clock. `count` runs begin `between` so many days ago.
    """

    name: str
    count: int
    acts: str
    between: tuple[float, float] = (1.5, 58)
    kind: str = "problem"
    hours: str = "work"
    others: tuple[str, ...] = ()


@dataclass(eq=False, slots=True, kw_only=True)
class Run:
    """One story that happens to one customer."""

    key: str
    story: Story
    company: Company
    contact: Someone
    variant: int
    opened: datetime
    fills: dict[str, str]
    head: "Run | None" = None
    case: UUID | None = None

    def said(self, words: str, **more: str) -> str:
        """`words` with every place filled."""
        return words.format_map(self.fills | more)

    @property
    def title(self) -> str:
        titles = self.story.titles
        return self.said(titles[self.variant % len(titles)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One act of a run, at its time. `due` is the time that is promised by it, where it says one.

    `more` is done in the same go, by the same hand, in the minutes after.
    """

    at: datetime
    run: Run
    act: str
    words: str = ""
    who: str = ""
    due: timedelta | None = None
    place: int = 0
    more: "tuple[Beat, ...]" = ()

    def order(self) -> tuple[Any, ...]:
        return (self.at, self.run.key, self.place)

    @property
    def message_id(self) -> str:
        return f"<{self.run.key}.{self.place}@{self.run.company.domain}>"
