"""A setting: one thing that an organisation may choose about its desk."""

import logging
import os
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

from buckstop.configuration import current
from buckstop.configuration.group import Group
from buckstop.ledger.refused import Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

log = logging.getLogger(__name__)

SETTINGS: dict[str, "Setting[Any]"] = {}
"""Every setting by its name, in the order in which they were made."""


class Origin(Enum):
    """Who says what a setting is."""

    GIVEN = "given"  # a variable of the environment
    CHOSEN = "chosen"  # somebody, in the browser
    DEFAULT = "default"  # nobody


class Setting[Value]:
    """Its `value` is what holds now. Subclasses are kinds: how a value is read, written, worded.

    `says` is a sentence on what it does; `environment` the variable that may give it, or "".
    """

    secret: ClassVar[bool] = False

    def __init__(
        self,
        name: str,
        *,
        group: Group,
        label: "StrOrPromise",
        says: "StrOrPromise",
        default: Value,
        environment: str = "",
        example: str = "",
    ) -> None:
        if name in SETTINGS:
            raise TypeError(f"two settings are called {name}")
        self.name, self.group, self.label, self.says = name, group, label, says
        self.default, self.environment, self.example = default, environment, example
        self._last: tuple[str, Value] | None = None
        SETTINGS[name] = self

    # --- what a kind says

    def read(self, text: str) -> Value:
        """The value that somebody wrote as `text`. Raises Refused with a sentence."""
        raise NotImplementedError

    def write(self, value: Value) -> str:
        """The value as it is stored, and as a form shows it; `read` reads it back."""
        return str(value)

    def keep(self, value: Value) -> str:
        """What is stored for the value."""
        return self.write(value)

    def load(self, stored: str) -> Value:
        """The value of what was stored."""
        return self.read(stored)

    def words(self, value: Value) -> str:
        """The value in words, for pages and for the history."""
        return self.write(value)

    def is_empty(self, text: str) -> bool:
        """Whether choosing `text` means: nothing chosen, as by default."""
        return not text.strip()

    def part_given(self, whole: str) -> str:
        """What the variable `environment` says of this setting."""
        return whole

    # --- what holds now

    @property
    def given(self) -> str | None:
        """What the environment says, or None."""
        whole = os.environ.get(self.environment, "").strip() if self.environment else ""
        return self.part_given(whole) if whole else None

    @property
    def stored(self) -> str | None:
        """What was chosen, as it is stored; None where nothing was."""
        return current.chosen().get(self.name)

    @property
    def origin(self) -> Origin:
        """Who says what it is."""
        if self.given is not None:
            return Origin.GIVEN
        return Origin.DEFAULT if self.stored is None else Origin.CHOSEN

    @property
    def value(self) -> Value:
        """What holds: what is given, else what was chosen, else the default."""
        given = self.given
        text = given if given is not None else self.stored
        if text is None:
            return self.default
        last = self._last
        if last is None or last[0] != text:
            value = self.loaded(text) if given is None else self.read(text)
            self._last = last = (text, value)
        return last[1]

    def loaded(self, stored: str | None) -> Value:
        """The value of what was chosen; the default where nothing was, or it can't be read now."""
        try:
            return self.default if stored is None else self.load(stored)
        except Refused:
            log.warning("what was chosen for %s can't be read any more", self.name)
            return self.default

    @property
    def in_words(self) -> str:
        """What holds, in words; of a secret only whether there is one."""
        return self.words(self.value)

    @property
    def in_a_line(self) -> str:
        """The same where its label doesn't stand beside it."""
        return self.in_words


def check_given() -> None:
    """Raise Refused where a variable of the environment says what can't be meant."""
    for setting in SETTINGS.values():
        try:
            given = setting.given
            if given is not None:
                setting.read(given)
        except Refused as wrong:
            raise Refused(wrong.code, f"{setting.environment}: {wrong.sentence}") from wrong


def of_group(group: Group) -> list[Setting[Any]]:
    """The settings of a group, in their order."""
    return [setting for setting in SETTINGS.values() if setting.group is group]
