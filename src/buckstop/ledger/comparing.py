"""The rows that entries make, beside those that stand in the tables; what differs, in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from buckstop.ledger.replay import UNKNOWN, OneOf, Scene, Table, Values, finish, tables

SHOWN = 3  # differences a scene: what is wrong in one place often shows in others

type Key = tuple[Any, ...]
type Told = tuple[Values, str]


class Difference(NamedTuple):
    """A row that isn't as the entries say, and the chain that it belongs to."""

    chain: UUID
    subject: str
    says: str


def differences(scenes: Iterable[Scene]) -> Iterator[Difference]:
    """What the tables say otherwise than the entries of `scenes`, read for all of them at once."""
    read = list(scenes)
    place = {chain: scene for scene in read for chain in scene.chains}
    found: dict[int, int] = defaultdict(int)
    for scene in read:
        finish(scene)
    for table in tables():
        actual = _actual(table, read, place)
        for scene in read:
            if table in scene.unknown:
                continue
            for row, says in _compared(table, scene.tables[table], actual[id(scene)]):
                found[id(scene)] += 1
                if found[id(scene)] <= SHOWN:
                    yield Difference(row["chain"] or min(scene.chains), scene.subject, says)


def _actual(table: Table, scenes: list[Scene], place: dict[UUID, Scene]) -> dict[int, list[Values]]:
    """The rows as they stand in the tables, by the scene that they belong to."""
    names = list(dict.fromkeys(("pk", *table.key, *table.columns)))
    rows = table.model._base_manager.filter(table.where).order_by("pk")
    found: dict[int, list[Values]] = defaultdict(list)
    if table.subject:
        theirs = [scene for scene in scenes if scene.subject == table.subject]
        for values in rows.values_list(*names) if theirs else []:
            found[id(theirs[0])].append({"chain": None, **dict(zip(names, values, strict=True))})
        return found
    belonging = rows.filter(**{f"{table.chain}__in": list(place)})
    for chain, *values in belonging.values_list(table.chain, *names).iterator():
        row = {"chain": chain, **dict(zip(names, values, strict=True))}
        found[id(place[chain])].append(row)
    return found


def _compared(table: Table, expected: list[Values], actual: list[Values]) -> Iterator[Told]:
    left: dict[Key, list[Values]] = defaultdict(list)
    for row in actual:
        left[tuple(row[name] for name in table.key)].append(row)
    loose = []
    for row in expected:
        key = tuple(row.get(name, UNKNOWN) for name in table.key)
        if UNKNOWN in key:
            loose.append(row)
        elif found := left.get(key):
            yield from _told_apart(table, row, found.pop(0))
        else:
            yield row, f"{table.says(row)} is in the ledger and not in the tables"
    rest = [row for rows in left.values() for row in rows]
    for row in loose:
        match = next((other for other in rest if not _unlike(table, row, other)), None)
        if match is None and not row.get("may_lack"):
            yield row, f"{table.says(row)} is in the ledger and not in the tables"
        elif match is not None:
            rest.remove(match)
    for row in rest if not table.partly else ():
        yield row, f"{table.says(row)} is in the tables, and no entry speaks of it"


def _unlike(table: Table, expected: Values, actual: Values) -> list[str]:
    """The columns in which two rows differ, as far as the entries say."""
    names = (*table.key, *table.columns)
    return [name for name in names if not _same(expected.get(name, UNKNOWN), actual[name])]


def _same(expected: Any, actual: Any) -> bool:
    if isinstance(expected, OneOf):
        return actual in expected.values
    return expected is UNKNOWN or expected == actual


def _told_apart(table: Table, expected: Values, actual: Values) -> Iterator[Told]:
    for name in _unlike(table, expected, actual):
        word = table.words.get(name, name.removesuffix("_id").replace("_", " "))
        is_what = "is" if name == "state" else f"has {word}"
        yield (
            actual,
            f"{table.says(expected)} {is_what} {said(actual[name])} in the tables, "
            f"{said(expected[name])} in the ledger",
        )


def minute(value: Any) -> str:
    """A time that names a row: to the minute is enough."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else "unknown"


def said(value: Any) -> str:
    """A value as a sentence has it."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, OneOf):
        return " or ".join(map(said, value.values))
    if isinstance(value, str) and len(value) == 64:
        return f"the text {value[:8]}"
    return str(value)
