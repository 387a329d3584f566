"""A house many times as big as it is, by statements that copy what is in it, whatever the tables.

Each copy is like the first in all it says, under keys, numbers, names and addresses of its own.
What happened did so some hours earlier, and what is to come some hours later: but in every seventh
copy earlier, so that as large a share of a large house is due. What is set up once in a house (its
people, teams, rosters, levels, settings) stays once. What a new app brings is copied with the rest.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg

ONCE = (
    "account_", "auth_", "chat_chat", "chat_link", "chat_room", "components_", "configuration_",
    "coverage_", "django_", "identity_", "incoming_mailaccount", "incoming_mailwebhook",
    "meters_", "mfa_", "notices_way", "notices_wish", "people_brand", "people_house",
    "people_savedview", "remedies_authority", "remedies_ownkind", "reliability_weekly",
    "signals_source", "webhooks_endpoint",
)  # fmt: skip
"""How the names of tables begin of which a house has a few rows, however big it is."""
ONLY = {
    "people_person": "role IN ('contact', 'supplier')",
    "ledger_chain": "subject <> 'house'",
    "ledger_entry": "chain_id IN (SELECT id FROM ledger_chain WHERE subject <> 'house')",
    "people_address":
        "person_id IN (SELECT id FROM people_person WHERE role IN ('contact', 'supplier'))",
}  # fmt: skip
"""Of which rows alone there are many."""
COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.attidentity <> '',
    CASE WHEN a.atttypmod > 4 AND a.atttypid = 'varchar'::regtype THEN a.atttypmod - 4 END,
    k.confrelid::regclass::text
FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_constraint AS k
    ON k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attgenerated = ''
ORDER BY c.relname, a.attnum
"""
UNIQUE = r"""
SELECT c.relname, i.indexrelid::regclass::text, a.attname
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND (
    a.attnum = ANY (i.indkey)
    OR pg_get_expr(i.indexprs, i.indrelid) ~ ('\m' || a.attname || '\M'))
WHERE i.indisunique
ORDER BY 2, a.attnum
"""
START = """
CREATE SCHEMA many;
CREATE TABLE many.copied (id uuid PRIMARY KEY);
CREATE FUNCTION many.key(old uuid, copy bigint) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT (left(replace(old::text, '-', ''), 12) || right(md5(old::text || copy), 20))::uuid
$$;
CREATE FUNCTION many.keys(old uuid[], copy bigint) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(coalesce(many.key(c.id, copy), o.id) ORDER BY o.place)
    FROM unnest(old) WITH ORDINALITY AS o(id, place) LEFT JOIN many.copied AS c USING (id)
$$;
"""
FAR = 1_000_000
"""Between the numbers of one copy and the next."""


@dataclass
class Table:
    """A table as its catalogue has it."""

    name: str
    kinds: dict[str, str] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    most: dict[str, int] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    unique: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_many(self) -> bool:
        return not self.name.startswith(ONCE)

    def own(self) -> set[str]:
        """Columns that have to say something else in each copy, where no key does."""
        found = set(self.made)
        for columns in self.unique.values():
            if not any(self._differs(name) for name in columns):
                told = [name for name in columns if self.kinds[name] in TOLD]
                found |= set(told[-1:])
        return found

    def _differs(self, name: str) -> bool:
        to = self.leads.get(name, "")
        return self.kinds[name] == "uuid" and not to.startswith(ONCE)


TEXT = {"text", "character varying"}
TOLD = {*TEXT, "integer", "bigint"}


class Many:
    """Copies what is in a database when it begins, as the superuser."""

    def __init__(self, connection: "psycopg.Connection[Any]", at: datetime) -> None:
        self._connection = connection
        self._at = at
        self._tables = {name: one for name, one in self._found().items() if one.is_many}
        self._run(START)
        for name, table in self._tables.items():
            only = ONLY.get(name, "true")
            self._run(f"CREATE TABLE many.{name} AS SELECT * FROM {name} WHERE {only}")
            if table.kinds.get("id") == "uuid" and "id" not in table.leads:
                self._run(f"INSERT INTO many.copied SELECT id FROM many.{name}")

    def copy(self, first: int, last: int) -> None:
        """Add the copies from `first` to `last`, and let the planner look at what tables hold."""
        self._run("SET session_replication_role = replica")
        for name, table in self._tables.items():
            columns = ", ".join(f'"{column}"' for column in table.kinds)
            said = ", ".join(self._said(table, column, table.own()) for column in table.kinds)
            self._run(
                f"INSERT INTO {name} ({columns}) OVERRIDING SYSTEM VALUE SELECT {said}"
                f" FROM many.{name} AS t, generate_series({first}, {last}) AS k"
                " ON CONFLICT DO NOTHING"
            )
        self._run("RESET session_replication_role")
        self._run("ANALYZE")

    def _run(self, text: str) -> None:
        self._connection.execute(text.encode())

    def _found(self) -> dict[str, Table]:
        found: dict[str, Table] = {}
        for name, column, kind, made, most, leads in self._connection.execute(COLUMNS.encode()):
            table = found.setdefault(name, Table(name))
            table.kinds[column] = kind
            if made:
                table.made.add(column)
            if most:
                table.most[column] = most
            if leads:
                table.leads[column] = leads
        for name, index, column in self._connection.execute(UNIQUE.encode()):
            found[name].unique[index].append(column)
        return found

    def _said(self, table: Table, name: str, own: set[str]) -> str:
        """A column of a copy."""
        column, kind, leads = f't."{name}"', table.kinds[name], table.leads.get(name, "")
        if kind == "uuid":
            if leads.startswith(ONCE):
                return column
            copied = f"(SELECT many.key(c.id, k) FROM many.copied AS c WHERE c.id = {column})"
            return f"coalesce({copied}, {column})"
        if kind == "uuid[]":
            return f"CASE WHEN {column} = '{{}}' THEN {column} ELSE many.keys({column}, k) END"
        if kind == "timestamp with time zone":
            back = f"{column} <= '{self._at.isoformat()}' OR k % 7 = 0"
            away = "(k % 5 * interval '1 hour' + k * interval '1 second')"
            return f"CASE WHEN {back} THEN {column} - {away} ELSE {column} + {away} END"
        if kind in TEXT and name in own:
            other = f"left(k || '.' || {column}, {table.most.get(name, FAR)})"
            return f"CASE WHEN {column} = '' THEN '' ELSE {other} END"
        if name in own or (leads in self._tables and kind in TOLD):
            return f"{column} + k * {FAR}"
        return column
