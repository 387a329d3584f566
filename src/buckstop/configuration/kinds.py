"""The kinds of settings: how a value is read, written and said in words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.configuration import colours, secrets
from buckstop.configuration.setting import Setting
from buckstop.configuration.zones import check_zone
from buckstop.kit.text import storable
from buckstop.ledger.refused import Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = 200


class Text(Setting[str]):
    """A line of text."""

    def read(self, text: str) -> str:
        said = " ".join(storable(text).split())
        if len(said) > LONGEST:
            raise Refused(
                "long",
                _("That has more than %(longest)s letters.") % {"longest": LONGEST},
                self.name,
            )
        return said


class Number(Setting[int]):
    """A whole number."""

    def __init__(self, name: str, *, least: int, most: int, **says: Any) -> None:
        super().__init__(name, **says)
        self.least, self.most = least, most

    def read(self, text: str) -> int:
        said = text.strip()
        if not (said.isascii() and said.isdigit() and self.least <= int(said) <= self.most):
            raise Refused(
                "number",
                _("Write a whole number from %(least)s to %(most)s.")
                % {"least": self.least, "most": self.most},
                self.name,
            )
        return int(said)

    @property
    def in_a_line(self) -> str:
        return f"{self.label}: {self.in_words}"


class Switch(Setting[bool]):
    """Yes or no."""

    def read(self, text: str) -> bool:
        said = text.strip().lower()
        if said not in ("0", "1"):
            raise Refused("switch", _("Write 0 or 1."), self.name)
        return said == "1"

    def write(self, value: bool) -> str:
        return "1" if value else "0"

    def words(self, value: bool) -> str:
        return _("yes") if value else _("no")

    @property
    def in_a_line(self) -> str:
        return str(self.label) if self.value else ""


class Zone(Setting[str]):
    """A time zone, by its name or its city's."""

    def read(self, text: str) -> str:
        return check_zone(text, self.name)


class Choice(Setting[str]):
    """One of a few, each in words."""

    def __init__(self, name: str, *, choices: Mapping[str, "StrOrPromise"], **says: Any) -> None:
        super().__init__(name, **says)
        self.choices = choices

    def read(self, text: str) -> str:
        said = text.strip()
        if said not in self.choices:
            raise Refused(
                "choice",
                _("Choose one of: %(choices)s.") % {"choices": ", ".join(self.choices)},
                self.name,
            )
        return said

    def words(self, value: str) -> str:
        return str(self.choices[value])


class Secret(Setting[str]):
    """What nobody reads again, on no page: sealed in the database, absent from entries."""

    secret = True
    longest = LONGEST

    def read(self, text: str) -> str:
        if len(text) > self.longest:
            raise Refused(
                "long",
                _("That has more than %(longest)s letters.") % {"longest": self.longest},
                self.name,
            )
        return text

    def keep(self, value: str) -> str:
        return secrets.seal(value)

    def load(self, stored: str) -> str:
        return secrets.unseal(stored) or ""

    def words(self, value: str) -> str:
        return _("set") if value else _("none")

    @property
    def is_lost(self) -> bool:
        """Whether one was chosen that no key of ours opens any more."""
        return self.given is None and self.stored is not None and not self.value


class LongSecret(Secret):
    """A secret of several lines, such as a key in PEM."""

    longest = 5000


class Colour(Setting[str]):
    """A colour for what is pressed and followed, as #1a5fb4; readable on our paper."""

    def read(self, text: str) -> str:
        return colours.check(text, self.name)


class Picture(Setting[UUID | None]):
    """A small picture; the value is the key of the body that holds it."""

    def read(self, text: str) -> UUID | None:
        return UUID(text) if text else None

    def write(self, value: UUID | None) -> str:
        return value.hex if value else ""

    def words(self, value: UUID | None) -> str:
        return _("a picture") if value else _("none")


class Names(Setting[tuple[str, ...]]):
    """Names of things that were chosen from a list, kept with commas between."""

    def read(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.strip() for one in text.split(",") if one.strip()))

    def write(self, value: tuple[str, ...]) -> str:
        return ", ".join(value)
