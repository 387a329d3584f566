"""What every kind of entry has, and the register of them all."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, cast
from uuid import UUID


class Audience(StrEnum):
    """Who may read an entry besides staff."""

    INTERNAL = "internal"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"


type Digest = str
"""The salted digest of a body, in hexadecimal; the text is found by it."""

REGISTRY: dict[str, type["Fact"]] = {}

_READERS = {UUID: UUID, datetime: datetime.fromisoformat, UUID | None: UUID}


@dataclass(frozen=True)
class Fact:
    """One thing that happened. Subclasses name its code, its audience and how it is said.

    Fields are keys, times, numbers, codes and digests; what people wrote stands in bodies.
    `says` is a sentence with `{by}` and the fields' names in braces; `words` has what to say for
    the codes that a field can hold.
    """

    code: ClassVar[str]
    audience: ClassVar[Audience]
    says: ClassVar[str]
    words: ClassVar[Mapping[str, Mapping[str, str]]]

    def __init_subclass__(
        cls,
        *,
        code: str,
        says: str,
        audience: Audience = Audience.INTERNAL,
        words: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        if code in REGISTRY:
            raise TypeError(f"two kinds of entry are called {code}")
        cls.code, cls.says, cls.audience, cls.words = code, says, audience, words or {}
        REGISTRY[code] = cls

    def as_json(self) -> dict[str, Any]:
        """The fields as JSON holds them: keys as text, times as ISO 8601."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


def digests(made: Fact) -> list[str]:
    """The digests of the bodies that a fact speaks of."""
    named = [getattr(made, f.name) for f in fields(made) if f.type is Digest]
    return [digest for digest in named if digest]


def fact(code: str, values: dict[str, Any]) -> Fact:
    """The fact of kind `code` that `as_json` wrote as `values`."""
    kind = REGISTRY[code]
    return kind(**{f.name: _read(f.type, values.get(f.name)) for f in fields(kind)})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    return value


def _read(kind: Any, value: Any) -> Any:
    if value is None or kind not in _READERS:
        return value
    return cast(Any, _READERS[kind])(value)


@dataclass(frozen=True)
class BodiesErased(Fact, code="bodies-erased", says="{by} erased what was written ({count} texts)"):
    count: int
