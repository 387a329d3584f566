"""Which column of a file is what: guessed of its name, and said by whoever knows it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from buckstop.kit.stop import Stop


@dataclass(frozen=True)
class Columns:
    """The names of the columns, or attributes, that say what an event is; empty: there is none."""

    journey: str = ""
    step: str = ""
    time: str = ""
    began: str = ""
    team: str = ""
    customer: str = ""
    service: str = ""
    attributes: tuple[str, ...] = ()
    """Others that journeys can be told apart by."""


ROLES = tuple(each.name for each in fields(Columns) if each.name != "attributes")
MOST_ATTRIBUTES = 12
NEEDED = ("journey", "step", "time")

# By role, the likeliest first, in the languages that we speak; looked for as whole names, then as
# a part of one.
LIKELY: Mapping[str, tuple[str, ...]] = {
    "journey": (
        "case:concept:name", "case id", "caseid", "case", "journey", "ticket id", "ticket",
        "incident id", "incident", "problem", "number", "trace", "id", "fall", "vorgang",
        "fallnummer", "dossier", "caso", "expediente",
    ),
    "step": (
        "concept:name", "activity", "step", "event", "action", "status", "state",
        "incident state", "event type", "schritt", "aktivität", "étape", "activité",
        "paso", "actividad",
    ),
    "time": (
        "time:timestamp", "timestamp", "time", "at", "completed", "complete timestamp", "end",
        "date", "happened", "sys updated at", "updated at", "created at", "datetime", "zeitpunkt",
        "zeit", "datum", "horodatage", "heure", "fecha", "hora",
    ),
    "began": ("start timestamp", "start time", "start", "began"),
    "team": (
        "org:group", "team", "group", "assignment group", "workgroup", "department",
        "support section", "queue", "org:resource", "resource", "assignee", "owner", "gruppe",
        "équipe", "equipo",
    ),
    "customer": (
        "customer", "client", "account", "company", "caller id", "requester", "kunde", "cliente",
    ),
    "service": ("service", "product", "cmdb ci", "category", "component", "dienst", "servicio"),
}  # fmt: skip


def guessed(names: Iterable[str]) -> Columns:
    """The columns that the names look like; each is taken once."""
    left = {_plain(name): name for name in reversed([*names])}
    found: dict[str, Any] = {}
    for role in (*NEEDED, "customer", "team", "service", "began"):
        for likely in LIKELY[role]:
            if (plain := _plain(likely)) in left:
                found[role] = left.pop(plain)
                break
    return Columns(**found)


def said(names: Iterable[str], given: Mapping[str, str], attributes: Sequence[str] = ()) -> Columns:
    """What was said of the columns, and of the others what they look like.

    Raises Stop where one that was named isn't there, or one that is needed isn't known.
    """
    names = [*names]
    for name in (*given.values(), *attributes):
        if name and name not in names:
            raise Stop(f"There is no column “{name}”. There are: {', '.join(names)}.")
    rest = guessed(name for name in names if name not in given.values())
    if len(attributes) > MOST_ATTRIBUTES:
        raise Stop(f"{MOST_ATTRIBUTES} attributes at most are kept beside the others.")
    found: dict[str, Any] = {role: given.get(role, getattr(rest, role)) for role in ROLES}
    columns = Columns(**found, attributes=tuple(attributes))
    for role in NEEDED:
        if not getattr(columns, role):
            raise Stop(
                f"Which column is the {role}? Name it with --{role}. There are: {', '.join(names)}."
            )
    return columns


def _plain(name: str) -> str:
    return re.sub(r"[\s_.-]+", " ", name.strip().casefold())
