"""Hot reads: a queryset that is compiled to SQL once and run with other values each time.

Of a page's time, Django spent a third on building the same querysets and compiling the same SQL. A
`Reading` keeps the SQL, and how its rows become objects; what varies is a `Given`, by name:

    @reading
    def _owned() -> QuerySet[Problem]:
        return Problem.objects.running().filter(owner=Given("person"))

    rows = _owned(person=person.pk)

Where the conditions vary, the maker takes that as arguments, which come first and can be hashed: it
is compiled once for each (`_found(actor.kind, number=1042)`). Everything that isn't given stands in
the SQL as it is written, so that PostgreSQL can prove that a partial index serves it: that is why
these statements, and no others, are prepared (docs/decisions/0016 and 0036), and planned once for
all values: planning anew took longer than running most of them.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.db.models import BooleanField, Expression, F, Func, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable
from psycopg import Cursor, sql
from psycopg.types.datetime import TimestamptzLoader

from buckstop.kit.replica import alias

NEVER = 2**31  # runs after which psycopg would prepare a statement of itself
MOST = 500  # statements prepared on one connection: there are fewer shapes of readings

_TABLE = re.compile(r'\b(?:FROM|JOIN) "(\w+)"', re.IGNORECASE)

type Row = tuple[Any, ...]
type Build = Callable[[Row], Any]

every: list["Reading[Any]"] = []
"""All readings that were made, for the test that compares them with what Django reads."""
_said: ContextVar[dict[str, Any] | None] = ContextVar("said", default=None)


class Given(Expression):
    """A value that is given when the queryset runs, by its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Itself where it is being compiled, its value where Django runs it."""
        said = _said.get()
        return "%s", (self if said is None else said[self.name],)


class Among(Func):
    """Whether a column is among the values of a list: `= ANY(…)`, whatever their number."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field: Any = BooleanField()

    def __init__(self, column: str, values: Any) -> None:
        super().__init__(F(column), values)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement, the names of its values in order, and how a row becomes an object."""

    statement: str
    names: tuple[str, ...]
    build: Build
    tables: frozenset[str]


class _Prepared(Cursor[Any]):
    """Lets PostgreSQL parse and plan a statement once a connection, and reads times without Python:
    they come in UTC, of which Django's own reader makes sure once more for each."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.adapters.register_loader("timestamptz", TimestamptzLoader)

    def execute(self, query: Any, params: Any = None, **_: Any) -> "_Prepared":
        return super().execute(query, params, prepare=True)


class Reading[T]:
    """A queryset made by `make`, compiled at its first use; see the module."""

    def __init__(self, make: "Callable[..., QuerySet[Any, T]]") -> None:
        self.make = make
        self._compiled: dict[tuple[Hashable, ...], Compiled] = {}
        every.append(self)

    def __call__(self, *shape: Hashable, **values: Any) -> list[T]:
        """The rows, read anew each time."""
        found = self._compiled.get(shape) or self._compile(shape)
        build = found.build
        with _cursor() as cursor:
            cursor.execute(found.statement, [values[name] for name in found.names])
            return [build(row) for row in cursor.fetchall()]

    def count(self, *shape: Hashable, **values: Any) -> int:
        """How many rows there are."""
        found = self._compiled.get(shape) or self._compile(shape)
        with _cursor() as cursor:
            counting = f"SELECT count(*) FROM ({found.statement}) counted"
            cursor.execute(counting, [values[name] for name in found.names])
            number: int = cursor.fetchone()[0]
            return number

    def counts(self, shapes: "Sequence[tuple[Hashable, ...]]", **values: Any) -> tuple[int, ...]:
        """How many rows there are of each of these shapes, by one statement."""
        found = [self._compiled.get(shape) or self._compile(shape) for shape in shapes]
        each = ", ".join(f"(SELECT count(*) FROM ({one.statement}) counted)" for one in found)
        with _cursor() as cursor:
            cursor.execute(f"SELECT {each}", [values[name] for one in found for name in one.names])
            numbers: tuple[int, ...] = cursor.fetchone()
            return numbers

    def first(self, *shape: Hashable, **values: Any) -> T | None:
        """The first row, where there is one."""
        return next(iter(self(*shape, **values)), None)

    def tables(self, *shape: Hashable) -> frozenset[str]:
        """The tables that are read."""
        return (self._compiled.get(shape) or self._compile(shape)).tables

    def plainly(self, *shape: Hashable, **values: Any) -> list[T]:
        """The same, as Django reads it: what the rows are compared with in the tests."""
        with _saying(values):
            return list(self.make(*shape))

    @property
    def compiled(self) -> list[Compiled]:
        """What it was compiled to so far, for each shape that was asked for."""
        return list(self._compiled.values())

    def in_order(self, *shape: Hashable) -> bool:
        """Whether its rows come in an order of their own."""
        return self.make(*shape).ordered

    def _compile(self, shape: tuple[Hashable, ...]) -> Compiled:
        rows = self.make(*shape)
        compiler = rows.query.get_compiler(connection=connection)
        text, params = compiler.as_sql()
        statement, names = _written_out(text, params)
        tables = frozenset(_TABLE.findall(statement))
        made = Compiled(statement, names, _builder(rows, compiler), tables)
        self._compiled[shape] = made
        return made


def _cursor() -> Any:
    """One that prepares; counted, watched and logged as all others are."""
    database: Any = connections[alias()]
    database.ensure_connection()
    return database._prepare_cursor(_Prepared(database.connection))


def plan_once(connection: Any, **_: Any) -> None:
    """Let a new connection prepare the statements that ask for it, which Django has turned off,
    and plan each once, whatever its values."""
    connection.connection.prepare_threshold = NEVER
    connection.connection.prepared_max = MOST
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")


connection_created.connect(plan_once, dispatch_uid="buckstop.kit.reading")


def reading[T](make: "Callable[..., QuerySet[Any, T]]") -> Reading[T]:
    """Compile what this function makes once."""
    return Reading(make)


@contextmanager
def _saying(values: dict[str, Any]) -> Iterator[None]:
    token = _said.set(values)
    try:
        yield
    finally:
        _said.reset(token)


def _written_out(text: str, params: Any) -> tuple[str, tuple[str, ...]]:
    """The SQL with every value written out that isn't given, and the names of those that are."""
    pieces = text.split("%s")
    written, names = [pieces[0]], []
    connection.ensure_connection()
    for value, piece in zip(params, pieces[1:], strict=True):
        if isinstance(value, Given):
            names.append(value.name)
            written.append("%s")
        else:
            literal = sql.Literal(value).as_string(connection.connection)
            written.append(literal.replace("%", "%%"))
        written.append(piece)
    return "".join(written), tuple(names)


def _builder(rows: "QuerySet[Any, Any]", compiler: Any) -> Build:
    kind = rows._iterable_class
    if kind not in (ModelIterable, ValuesListIterable, FlatValuesListIterable):
        raise TypeError(f"{kind.__name__} can't be read this way")
    convert = _converter(compiler)
    if kind is ModelIterable:
        build = _instances(compiler)
    elif kind is FlatValuesListIterable:
        build = _only
    else:
        build = tuple
    return build if convert is None else lambda row: build(convert(row))


def _only(row: Row) -> Any:
    return row[0]


def _converter(compiler: Any) -> Callable[[Row], Row] | None:
    found = compiler.get_converters([one for one, *_ in compiler.select])
    if not found:
        return None

    def convert(row: Row) -> Row:
        values = list(row)
        for at, (converters, expression) in found.items():
            for one in converters:
                values[at] = one(values[at], expression, connection)
        return tuple(values)

    return convert


def _instances(compiler: Any) -> Build:
    build = _instance(compiler.klass_info, compiler.select)
    annotations = list((compiler.annotation_col_map or {}).items())
    if not annotations:
        return build

    def annotated(row: Row) -> Any:
        made = build(row)
        for name, at in annotations:
            made.__dict__[name] = row[at]
        return made

    return annotated


def _instance(info: dict[str, Any], select: list[Any]) -> Build:
    """Makes a model's object of its columns, as `from_db` does but for Django's signals, to which
    nobody listens here; with the objects of its relations."""
    model: type[Model] = info["model"]
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = tuple(one.target.attname for one, *_ in select[first:last])
    key = first + names.index(model._meta.pk.attname)
    related = [
        (_instance(one, select), one["local_setter"], one["remote_setter"])
        for one in info.get("related_klass_infos", ())
    ]
    make = model.__new__

    def build(row: Row) -> Any:
        if row[key] is None:
            return None
        made = make(model)
        state = ModelState()
        state.adding, state.db = False, "default"
        made.__dict__.update(zip(names, row[first:last], strict=True), _state=state)
        for build_other, set_here, set_there in related:
            other = build_other(row)
            set_here(made, other)
            if other is not None:
                set_there(other, made)
        return made

    return build
