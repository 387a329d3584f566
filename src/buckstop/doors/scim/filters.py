"""Filters of SCIM (RFC 7644, 3.4.2.2), read and tried on a resource. Pure."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

_TOKEN = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"\\]|\\.)*\")|(?P<mark>[()\[\]])|(?P<word>[^\s()\[\]\"]+))"
)
type Test = Callable[[Any], bool]
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "co": lambda a, b: str(b) in str(a),
    "sw": lambda a, b: str(a).startswith(str(b)),
    "ew": lambda a, b: str(a).endswith(str(b)),
    "gt": lambda a, b: str(a) > str(b),
    "ge": lambda a, b: str(a) >= str(b),
    "lt": lambda a, b: str(a) < str(b),
    "le": lambda a, b: str(a) <= str(b),
}
DEEP = 20


class Filtered(Exception):
    """A filter that can't be read, in a sentence."""


def read(asked: str) -> Test:
    """The filter as a test. Raises Filtered."""
    reader = _Reader(asked)
    test = reader.any_of(0)
    if reader.next() is not None:
        raise reader.broken()
    return test


class _Reader:
    def __init__(self, asked: str) -> None:
        self.asked, self.at, self.tokens = asked, 0, list[str]()
        at = 0
        while at < len(asked.rstrip()):
            found = _TOKEN.match(asked, at)
            if found is None:
                raise self.broken()
            self.tokens.append(found.group().strip())
            at = found.end()

    def broken(self) -> Filtered:
        return Filtered(_("The filter “%(filter)s” can’t be read.") % {"filter": self.asked[:200]})

    def next(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> str:
        token = self.next()
        if token is None:
            raise self.broken()
        self.at += 1
        return token

    def is_word(self, *words: str) -> bool:
        return (self.next() or "").lower() in words

    def any_of(self, depth: int) -> Test:
        tests = [self.all_of(depth)]
        while self.is_word("or"):
            self.take()
            tests.append(self.all_of(depth))
        return lambda on: any(test(on) for test in tests)

    def all_of(self, depth: int) -> Test:
        tests = [self.single(depth)]
        while self.is_word("and"):
            self.take()
            tests.append(self.single(depth))
        return lambda on: all(test(on) for test in tests)

    def single(self, depth: int) -> Test:
        if depth > DEEP:
            raise self.broken()
        if self.is_word("not"):
            self.take()
            inner = self.single(depth + 1)
            return lambda on: not inner(on)
        if self.is_word("("):
            return self.inside(depth, ")")
        path = self.take()
        if self.is_word("["):
            test = self.inside(depth, "]")
            return lambda on: any(test(one) for one in values(on, path))
        how = self.take().lower()
        if how == "pr":
            return lambda on: any(one not in (None, "", []) for one in values(on, path))
        if how not in _COMPARE:
            raise self.broken()
        compare, wanted = _COMPARE[how], _folded(_value(self.take()))
        if how == "ne":
            return lambda on: all(compare(_folded(one), wanted) for one in values(on, path))
        return lambda on: any(compare(_folded(one), wanted) for one in values(on, path))

    def inside(self, depth: int, end: str) -> Test:
        self.take()
        test = self.any_of(depth + 1)
        if self.take() != end:
            raise self.broken()
        return test


def values(on: Any, path: str) -> list[Any]:
    """What stands at a path such as `emails.value`; its names as they come, large or small."""
    name, _dot, rest = path.rpartition(":")[2].partition(".")
    if not isinstance(on, dict):
        return []
    key = next((one for one in on if one.lower() == name.lower()), None)
    found = on[key] if key is not None else None
    each = found if isinstance(found, list) else [found]
    if rest:
        return [deep for one in each for deep in values(one, rest)]
    return [one.get("value") if isinstance(one, dict) and "value" in one else one for one in each]


def _value(token: str) -> Any:
    if token.startswith('"'):
        return re.sub(r"\\(.)", r"\1", token[1:-1])
    return {"true": True, "false": False, "null": None}.get(token.lower(), token)


def _folded(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value
