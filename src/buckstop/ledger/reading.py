"""Entries read back: what happened, said as a sentence."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.ledger.entries import REGISTRY, Fact, fact
from buckstop.ledger.models import Entry


def fact_of(entry: Entry) -> Fact:
    """What happened, from the stored bytes."""
    stored: dict[str, Any] = json.loads(bytes(entry.content))
    return fact(stored["code"], stored["fields"])


def people_in(entries: Iterable[Entry]) -> set[UUID]:
    """Every key that an entry names, its actor's included: those of persons are among them."""
    found: set[UUID] = set()
    for entry in entries:
        if entry.actor_id:
            found.add(entry.actor_id)
        for value in vars(fact_of(entry)).values():
            found.update(one for one in _several(value) if isinstance(one, UUID))
    return found


def _several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def sentence(entry: Entry, *, names: dict[UUID, str], say_time: Callable[[datetime], str]) -> str:
    """The entry as a sentence; `names` has the persons', `say_time` tells a time to the reader."""
    fact = fact_of(entry)
    values: dict[str, Any] = {}
    for name, value in vars(fact).items():
        if isinstance(value, UUID):
            values[name] = names.get(value) or _("somebody")
        elif isinstance(value, tuple):
            values[name] = ", ".join(str(names.get(one, one)) for one in value)
        elif isinstance(value, datetime):
            values[name] = say_time(value)
        else:
            values[name] = _worded(value, fact.words.get(name, {}))
    values["by"] = names.get(entry.actor_id, _machine(entry)) if entry.actor_id else _machine(entry)
    return _(REGISTRY[entry.code].says).format(**values)


def _worded(value: Any, words: Mapping[str, str]) -> Any:
    """What to say for a code or a number, or for several codes with commas between; what has no
    words as it is."""
    if str(value) in words:
        return _(words[str(value)])
    if not isinstance(value, str):
        return value
    return ", ".join(str(_(words[one])) if one in words else one for one in value.split(", "))


def _machine(entry: Entry) -> str:
    said = {"desk": "Buckstop", "key": _("A program"), "contact": _("The customer")}
    said["supplier"] = _("The supplier")
    return said.get(entry.actor_kind) or _("Somebody")
