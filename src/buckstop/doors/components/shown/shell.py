"""What surrounds every desk page, and the small things that many pages share."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLinks:
    """A table of the page, and where its files are, by what a form is called."""

    label: str
    files: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLink:
    """A page of the menu. `says`: what it is for; `in_bar`: a wide bar has it too."""

    name: str
    label: str
    url: str
    says: str = ""
    in_bar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGroup:
    """Pages of the menu that are about the same."""

    title: str
    links: list[PlaceLink]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The top bar. `place` marks the current one: work, problems, people, teams; any other
    name marks none. `live_url` is the event stream; empty means that the page doesn't live."""

    name: str
    person_url: str = ""
    place: str = ""
    duty_until: datetime | None = None
    live_url: str = ""
    teams: bool = False  # whether there are several
    places: list[PlaceGroup] = field(default_factory=list)  # the menu
    unused: list[PlaceLink] = field(default_factory=list)  # what this house doesn't use yet
    at_desk: bool = False  # works on problems
    leads: bool = False  # sees deliveries and poison reactions
    trouble: int = 0  # deliveries and reactions that somebody must look at
    standstill: str = ""  # that no mail leaves, since when and why; for leaders
    mend_url: str = ""  # where an admin mends that
    tables: list[TableLinks] = field(default_factory=list)  # what of the page may be taken out


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something a person can do. `sheet`: opens a sheet in place (GET `url`); `post`: does it at
    once (POST `url`); neither: a link. `key`: its letter on the keyboard (u, o, m, e, f)."""

    label: str
    url: str
    key: str = ""
    sheet: bool = True
    post: bool = False
    main: bool = False
    hint: str = ""
    once: bool = True  # sent twice, as by a second click, it counts once


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file. `size` in bytes; `url` serves it as a download, `picture_url` shows it in place."""

    name: str
    size: int
    url: str
    picture_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Older and newer, by cursor; an empty address means that there is nothing that way."""

    newer_url: str = ""
    older_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a filter, with its address (the whole list's address with it set)."""

    label: str
    url: str
    chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter of a list: its `name` in the address, its words and its options.

    `on`: it is in force, where its name doesn't say so; `typed`: the key of a field of the house's
    whose value may be written, or empty.
    """

    name: str
    label: str
    options: list[Option] = field(default_factory=list)
    on: bool = False
    typed: str = ""

    @property
    def chosen(self) -> Option | None:
        """The option in force, or None."""
        return next((option for option in self.options if option.chosen), None)

    @property
    def in_force(self) -> str:
        """The words of all that is in force, of filters that take several."""
        return ", ".join(option.label for option in self.options if option.chosen)
