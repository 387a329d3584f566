"""The commands, typed as people type them, against this process's own database."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from buckstop.kit.postgres.creation import OWNER
from tests.database import TestDatabase
from tests.forked import command

type Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(test_database: TestDatabase, tmp_path: Path) -> Run:
    """`run("staff", …)`, settings as keywords; tests that write need `transactional_db` too."""

    def buckstop(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {name: os.environ[name] for name in os.environ if "BUCKSTOP" not in name}
        if "BUCKSTOP_POSTGRES_BIN" in os.environ:
            environment["BUCKSTOP_POSTGRES_BIN"] = os.environ["BUCKSTOP_POSTGRES_BIN"]
        environment |= {
            "DATABASE_URL": test_database.url,
            "BUCKSTOP_DATA": str(tmp_path / "data"),
            "DJANGO_SETTINGS_MODULE": "buckstop.settings",
            **settings,
        }
        return command([str(argument) for argument in arguments], environment, tmp_path)

    return buckstop


@pytest.fixture
def empty(test_database: TestDatabase) -> Iterator[str]:
    """The address of a database in which nothing is, for who may make tables there."""
    name = f"{test_database.name}_empty"
    test_database.server.drop(name)
    test_database.server.create(name, "template0")
    yield test_database.server.url(name, OWNER)
    test_database.server.drop(name)


@pytest.fixture
def elsewhere(test_database: TestDatabase) -> Iterator[str]:
    """The address of an empty database on the same server."""
    name = f"{test_database.name}_restored"
    test_database.server.drop(name)
    test_database.server.create(name, "template0")
    place = test_database.owner_url.replace(f"/{test_database.name}", f"/{name}", 1)
    assert name in place
    yield place
    test_database.server.drop(name)
