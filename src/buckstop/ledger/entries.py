"""What every kind of entry has, and the register of them all."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, cast
from uuid import UUID

from django.utils.translation import gettext_noop as _


class Audience(StrEnum):
    """Who may read an entry besides staff."""

    INTERNAL = "internal"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"


type Digest = str
"""The salted digest of a body, in hexadecimal; the text is found by it."""

type Digests = tuple[Digest, ...]
"""Of several bodies."""

REGISTRY: dict[str, type["Fact"]] = {}

_READERS = {
    UUID: UUID,
    UUID | None: UUID,
    datetime: datetime.fromisoformat,
    datetime | None: datetime.fromisoformat,
    tuple[UUID, ...]: lambda keys: tuple(UUID(key) for key in keys),
}


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


def digests(fact: Fact) -> list[str]:
    """The digests of the bodies that a fact speaks of."""
    return named_in(fact.code, vars(fact))


def named_in(code: str, values: Mapping[str, Any]) -> list[str]:
    """The digests among the fields of an entry of kind `code`; none where it isn't known."""
    ones, many = _digest_fields(code)
    named = [values.get(name) for name in ones]
    named += [digest for name in many for digest in values.get(name) or ()]
    return [digest for digest in named if isinstance(digest, str) and digest]


@cache
def _digest_fields(code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    kind = REGISTRY.get(code)
    found = fields(kind) if kind else ()
    return (
        tuple(f.name for f in found if f.type is Digest),
        tuple(f.name for f in found if f.type is Digests),
    )


def fact(code: str, values: Mapping[str, Any]) -> Fact:
    """The fact of kind `code` that `as_json` wrote as `values`."""
    kind = REGISTRY[code]
    given = {
        name: _read(type_, values.get(name))
        for name, type_, needed in _fields_of(code)
        if needed or name in values
    }
    return kind(**given)


@cache
def _fields_of(code: str) -> tuple[tuple[str, Any, bool], ...]:
    """The fields with their types, and whether there is no default for older entries."""
    return tuple((f.name, f.type, f.default is MISSING) for f in fields(REGISTRY[code]))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _read(kind: Any, value: Any) -> Any:
    if kind is Digests:
        return tuple(value or ())
    if value is None or kind not in _READERS:
        return value
    return cast(Any, _READERS[kind])(value)


@dataclass(frozen=True)
class BodiesErased(
    Fact, code="bodies-erased", says=_("{by} erased what was written ({count} texts)")
):
    """`left`: of each of `digests` the salted digest of what is left of it, "" where nothing is."""

    count: int
    digests: Digests = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeadsKept(Fact, code="heads-kept", says=_("Buckstop noted how far {count} chains had come")):
    """The last entry of every chain that had grown, of those made before `until`."""

    until: datetime
    count: int
    heads: Digest
