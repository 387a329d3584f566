"""Databases that don't do what we need of them: one line that says what to do."""

import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from buckstop.doors.terminal.tests.conftest import Run
from buckstop.doors.terminal.tests.test_founding import BOSS
from buckstop.kit.postgres.creation import APPLICATION
from tests.database import TestDatabase

COMMANDS = [
    ("serve", "--port", "0", "--smtp-port", "0"), ("migrate",), ("web", "--port", "0"), ("worker",),
    ("mailbox", "--smtp-port", "0"), BOSS, ("key", "add", "monitoring", "--scope", "read"),
]  # fmt: skip


def is_one_line(run: Run, command: tuple[str, ...], url: str, says: str) -> None:
    ran = run(*command, DATABASE_URL=url)
    assert (ran.returncode, ran.stdout) == (1, ""), ran.stderr
    assert len(ran.stderr.splitlines()) == 1, ran.stderr
    assert says in ran.stderr


def test_a_role_without_rights(run: Run, test_database: TestDatabase) -> None:
    if test_database.server.given:
        pytest.skip("the server that was given has one role")
    name = f"{test_database.name}_closed"
    test_database.server.drop(name)
    test_database.server.create(name, "template0")
    try:
        for command in COMMANDS[:2]:
            url = test_database.server.url(name, APPLICATION)
            is_one_line(run, command, url, "The database doesn't let us do that: permission denied")
    finally:
        test_database.server.drop(name)


@pytest.mark.parametrize("command", COMMANDS[2:], ids=lambda command: command[0])
def test_a_database_that_is_only_read(
    run: Run, test_database: TestDatabase, command: tuple[str, ...]
) -> None:
    url = make_conninfo(test_database.url, options="-c default_transaction_read_only=on")
    is_one_line(run, command, url, "The database can only be read: name in DATABASE_URL")


def test_an_empty_database_that_is_only_read(run: Run, empty: str) -> None:
    url = make_conninfo(empty, options="-c default_transaction_read_only=on")
    for command in (*COMMANDS[:2], BOSS):
        is_one_line(run, command, url, "The database can only be read: name in DATABASE_URL")


def test_an_encoding_that_holds_anything(run: Run, test_database: TestDatabase) -> None:
    name = sql.Identifier(f"{test_database.name}_ascii")
    make = (
        "CREATE DATABASE {} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"
    )
    test_database.server.administer(
        sql.SQL("DROP DATABASE IF EXISTS {}").format(name), sql.SQL(make).format(name)
    )
    try:
        url = test_database.server.url(f"{test_database.name}_ascii", "postgres")
        for command in COMMANDS[:3]:
            is_one_line(run, command, url, "keeps its texts as SQL_ASCII, and Buckstop needs UTF8")
    finally:
        test_database.server.administer(sql.SQL("DROP DATABASE {}").format(name))
