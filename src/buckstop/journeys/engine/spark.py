"""The same questions on Spark, for logs that outgrow one machine: the extra `buckstop[spark]`.

Nothing is asked twice: the SQL of `questions` is in DuckDB's dialect, and sqlglot writes it in
Spark's. What the two mean differently is put right here, and a test runs every question on both.
Whoever imports this needs the extra: `doors.terminal.journeys` does, where Spark is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlglot
from pyspark.sql import SparkSession
from sqlglot import exp, parse_one

from buckstop.journeys.engine.store import Store

WHOLE = "DECIMAL(38, 0)"
"""What holds what DuckDB has in 128 bits."""


class SparkStore(Store):
    """A log being reckoned on by Spark. It takes up what was kept; it doesn't prepare."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._kept: dict[str, Any] = {}

    def run(self, sql: str, values: Sequence[object] | None = None) -> None:
        """Do something that answers nothing: a table or view made of others, or emptied of some."""
        said = _parsed(sql, values)
        name = said.find(exp.Table).name
        if isinstance(said, exp.Delete):
            left = self._session.table(name).where(f"NOT ({_written(said.args['where'].this)})")
        elif isinstance(said, exp.Create):
            left = self._session.sql(_written(said.expression))
        else:
            raise NotImplementedError(sql)
        if said.args.get("kind") != "VIEW":
            left = self._reckoned(name, left)
        left.createOrReplaceTempView(name)

    def _reckoned(self, name: str, rows: Any) -> Any:
        """The rows kept, or whatever reads them would reckon them once more; those that were called
        so before are let go."""
        rows = rows.persist()
        rows.count()
        if before := self._kept.get(name):
            before.unpersist()
        self._kept[name] = rows
        return rows

    def rows(self, sql: str, values: Sequence[object] | None = None) -> list[tuple[Any, ...]]:
        """What a statement answers."""
        found = self._session.sql(_written(_parsed(sql, values))).collect()
        return [tuple(map(_plain, row)) for row in found]

    def look_at(self, table: str, path: Path) -> None:
        """Let a Parquet file, or a folder of such, be a table."""
        self._session.read.parquet(str(path)).createOrReplaceTempView(table)

    def fresh(self) -> None:
        """Spark keeps nothing of its own accord."""


@contextmanager
def opened(master: str = "local[*]") -> Iterator[SparkStore]:
    """Spark, until the end of the block."""
    builder = SparkSession.builder.master(master).appName("buckstop journeys")
    for name, said in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
    }.items():
        builder = builder.config(name, said)
    if master.startswith("local"):  # else 200 pieces of each table, which one machine only pays for
        builder = builder.config("spark.sql.shuffle.partitions", "8")
        builder = builder.config("spark.driver.memory", "2g")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield SparkStore(session)
    finally:
        session.stop()


def _parsed(sql: str, values: Sequence[object] | None) -> Any:
    """The statement as a tree, its values in their places, saying what Spark is to do."""
    first, *others = sql.split("?")
    placed = [_value(one) + more for one, more in zip(values or (), others, strict=True)]
    return sqlglot.parse_one(first + "".join(placed), read="duckdb").transform(_of_spark)


def _value(value: object) -> str:
    """A value as it is written in a statement."""
    none = isinstance(value, list) and not value
    said = exp.cast(exp.array(), "ARRAY<VARCHAR>") if none else exp.convert(value)
    return str(said.sql(dialect="duckdb"))


def _of_spark(node: Any) -> Any:
    """What a part of a statement is to Spark."""
    if isinstance(node, exp.PercentileDisc):
        return _quantiles(node)
    if isinstance(node, exp.Window) and not node.args.get("partition_by"):
        if not node.args.get("order") and not node.args.get("alias"):
            node.set("partition_by", [exp.column("journey")])
            node.set("order", exp.Order(expressions=[exp.Ordered(this=exp.column("place"))]))
        return node
    if isinstance(node, exp.Cast) and node.to.this == exp.DataType.Type.INT128:
        total = node.this
        return exp.Sum(this=exp.cast(total.this, WHOLE)) if isinstance(total, exp.Sum) else total
    if isinstance(node, exp.ArrayAgg) and isinstance(node.this, exp.Order):
        return _listed(node.this)
    return node


def _quantiles(node: Any) -> Any:
    """A time that was measured; Spark gives it as a number with a fraction."""

    def one(share: Any) -> Any:
        of = node.this.sql(dialect="spark")
        spelled = f"PERCENTILE_DISC({share.sql()}) WITHIN GROUP (ORDER BY {of})"
        return parse_one(f"CAST({spelled} AS BIGINT)", read="spark")

    shares = node.expression
    if isinstance(shares, exp.Array):
        return exp.array(*[one(share) for share in shares.expressions])
    return one(shares)


def _listed(order: Any) -> Any:
    """A list in an order: Spark's lists have none until they are sorted."""
    what, by = order.this.sql(dialect="spark"), order.expressions[0].this.sql(dialect="spark")
    spelled = f"TRANSFORM(SORT_ARRAY(COLLECT_LIST(STRUCT({by}, {what}))), one -> one.{what})"
    return parse_one(spelled, read="spark")


def _written(said: Any) -> str:
    return str(said.sql(dialect="spark"))


def _plain(cell: Any) -> Any:
    return int(cell) if isinstance(cell, Decimal) else cell
