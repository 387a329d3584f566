"""Picking values out of messages of other people's programs. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from buckstop.kit.text import shortened, storable
from buckstop.signals.tools.signal import Severity, Unfit

_CRITICAL = {
    "critical", "crit", "fatal", "error", "high", "disaster", "emergency", "alert", "down",
    "unreachable", "page", "p1", "p2", "sev0", "sev1", "1", "0", "major", "alerting",
}  # fmt: skip
_INFO = {"info", "information", "informational", "ok", "low", "none", "debug", "p5", "notice"}


def pick(said: Any, way: str) -> Any:
    """What stands at `a.b.0.c`; None where nothing does."""
    for part in way.split(".") if way else ():
        if isinstance(said, Mapping):
            said = said.get(part)
        elif isinstance(said, list) and part.isdigit() and int(part) < len(said):
            said = said[int(part)]
        else:
            return None
    return said


def words(said: Any, *ways: str) -> str:
    """The first of these that says something, in one line; empty where none does."""
    for way in ways:
        found = pick(said, way)
        if found is not None and not isinstance(found, Mapping | list):
            line = " ".join(storable(str(found)).split())
            if line:
                return shortened(line, 500)
    return ""


def needed(said: Any, *ways: str) -> str:
    """The same; Unfit where none says anything."""
    found = words(said, *ways)
    if not found:
        raise Unfit(_("There is no “%(way)s” in it.") % {"way": ways[0]})
    return found


def several(said: Any, way: str) -> list[Any]:
    """The list that stands there. Unfit where none does."""
    found = pick(said, way)
    if not isinstance(found, list) or not found:
        raise Unfit(_("There is no list “%(way)s” in it.") % {"way": way})
    return found


def labels(said: Any, way: str) -> dict[str, str]:
    """Words by name, as labels have them."""
    found = pick(said, way)
    if not isinstance(found, Mapping):
        return {}
    return {str(name): words(found, str(name)) for name in found if "." not in str(name)}


def identity(values: Mapping[str, str]) -> str:
    """The same for the same labels, in whatever order."""
    told = json.dumps(sorted(values.items()))
    return hashlib.sha256(told.encode(errors="replace")).hexdigest()


def named(values: Mapping[str, str], *names: str) -> tuple[str, ...]:
    """What these labels say, in that order."""
    return tuple(values[name] for name in names if values.get(name))


def severity(word: str, usual: Severity = Severity.WARNING) -> Severity:
    """How bad a word says that it is."""
    plain = word.strip().lower()
    if plain in _CRITICAL:
        return Severity.CRITICAL
    return Severity.INFO if plain in _INFO else usual


def when(value: Any) -> datetime | None:
    """A time as programs write it: ISO, or seconds or milliseconds since 1970; None where it is
    none, or none that means anything."""
    if (isinstance(value, int | float) and not isinstance(value, bool)) or _is_number(value):
        number = float(value)
        number = number / 1000 if number > 1e11 else number
        return datetime.fromtimestamp(number, UTC) if 0 < number < 1e11 else None
    if not isinstance(value, str):
        return None
    text = value.strip().removesuffix(" UTC").replace(" +0000", "+00:00")
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    if found is None or found.year < 1990:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and value.replace(".", "", 1).isdigit() and len(value) < 20


def first(values: Iterable[datetime | None]) -> datetime | None:
    """The first time that there is."""
    return next((value for value in values if value is not None), None)
