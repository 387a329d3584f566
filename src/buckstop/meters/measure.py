"""What is asked of the store when somebody looks: a gauge, by one statement for all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from buckstop.meters.meter import PREFIX

type Asked = Callable[[datetime], "QuerySet[Any, Any] | str"]

MEASURES: dict[str, "Measure"] = {}
"""Every measure by its name, in the order in which they were made."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A gauge. `ask` answers a queryset of `values_list`, or SQL: a value for each of its labels,
    and last the number. Of an `age` that is a time, and what is told is how many seconds ago it
    was: 0 where there is none, or it is still to come. A queryset without labels is of the things
    themselves: they are counted, or of an `age` the earliest of their times is taken."""

    name: str
    says: str
    ask: Asked
    labels: tuple[str, ...] = ()
    age: bool = False

    def __post_init__(self) -> None:
        """Register it."""
        if self.name in MEASURES:
            raise TypeError(f"two measures are called {self.name}")
        MEASURES[self.name] = self


@dataclass(frozen=True, slots=True)
class Found:
    """What a measure says now, under these labels."""

    measure: Measure
    labels: tuple[str, ...]
    value: float


def all_found(at: datetime) -> Iterator[Found]:
    """Everything that is asked of the store, by one statement."""
    asked = [_statement(measure, at) for measure in MEASURES.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(text for text, _ in asked),
            [value for _, params in asked for value in params],
        )
        for name, labels, value in cursor.fetchall():
            measure = MEASURES[name]
            yield Found(measure, tuple(labels), max(value, 0.0) if measure.age else value)


def _statement(measure: Measure, at: datetime) -> tuple[str, list[Any]]:
    """Rows of its name, its labels and the number."""
    asked = measure.ask(at)
    text, given = (asked, ()) if isinstance(asked, str) else asked.query.sql_with_params()
    columns = [f"l{number}" for number, _ in enumerate(measure.labels)]
    labels = ", ".join(f"coalesce({one}::text, '')" for one in columns)
    number = "v"
    if not isinstance(asked, str) and not columns:
        number = "min(v)" if measure.age else "count(*)"
    if measure.age:
        number = f"extract(epoch FROM %s - {number})"
    head = f"SELECT %s, ARRAY[{labels}]::text[], coalesce({number}, 0)::float8"
    before = [measure.name, *([at] if measure.age else [])]
    return f"{head} FROM ({text}) q({', '.join([*columns, 'v'])})", [*before, *given]


def full_name(measure: Measure) -> str:
    """As it is told."""
    return f"{PREFIX}{measure.name}"
