"""What a chat tool is: how it is told something, and how what it sends us is known and read."""

import hmac
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import SplitResult

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Button:
    """What may be pressed; `value` comes back as it is, which is why it is signed."""

    label: str
    value: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A message into a channel: a line in bold, lines below it, where it leads, what is pressed."""

    title: str
    lines: Sequence[str] = ()
    url: str = ""
    opens: str = ""
    buttons: Sequence[Button] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What a tool sent: its headers by their small letters, and the bytes as they came."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody wrote or pressed there.

    `once` is what makes two requests the same one; `account` who it was, in all of the tool, and
    `name` as they are called there; `pressed` the value of a button; `reply_to` where the answer is
    posted, where the tool doesn't take it as the answer to its request. `quoted`: the words are of
    a message that they chose, maybe of somebody else. `nothing`: it asks for no answer.
    """

    once: str
    account: str = ""
    name: str = ""
    text: str = ""
    pressed: str = ""
    reply_to: str = ""
    quoted: bool = False
    nothing: bool = False


class Unfit(Exception):
    """What a tool doesn't send; the sentence says what is missing."""


class Tool(ABC):
    """A chat tool; a file in this folder, with what it sends and is sent beside it."""

    code: ClassVar[str]
    label: ClassVar[str]
    command: ClassVar[str]  # how a person there speaks to us
    how_in: ClassVar["StrOrPromise"]  # what is set up there, so that it speaks to us
    presses: ClassVar[bool] = True  # whether its buttons come back to us

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        TOOLS[cls.code] = cls

    @classmethod
    @abstractmethod
    def owns(cls, address: SplitResult) -> bool:
        """Whether that is the address of an incoming webhook of it."""

    @classmethod
    @abstractmethod
    def write(cls, told: Told, pressed_at: str) -> dict[str, Any]:
        """The message as it takes it. `pressed_at` is where presses come, "" where nowhere."""

    @classmethod
    @abstractmethod
    def is_from_it(cls, request: Request, secrets: Sequence[str], at: datetime) -> bool:
        """Whether one of these secrets proves that the request comes from there, and now."""

    @classmethod
    @abstractmethod
    def read(cls, request: Request) -> Said:
        """What was said. Raises Unfit."""

    @classmethod
    @abstractmethod
    def answered(cls, sentence: str, said: Said) -> dict[str, Any]:
        """The answer to what was said, as it takes it."""


TOOLS: dict[str, type[Tool]] = {}


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, without telling by the time it takes how far."""
    return hmac.compare_digest(one.encode(), other.encode())


def plain(text: str) -> str:
    """In one line, as buttons and heads have it."""
    return re.sub(r"\s+", " ", text).strip()
