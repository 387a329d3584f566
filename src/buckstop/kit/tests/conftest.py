"""Folders for PostgreSQL's data, one made once for all tests of a file."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from buckstop.kit.tests.postgres_world import cluster_in, eventually, remove, write


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    """A folder that an unprivileged account can reach, which pytest's own ones are not."""
    with tempfile.TemporaryDirectory(prefix="buckstop test ") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture(scope="module")
def made(ground: Path) -> Iterator[Path]:
    """Data of a first start; making it takes longer than all else, so the tests share it."""
    with cluster_in(ground / "made once").in_use() as cluster:
        write(cluster, 0)
    yield cluster.folder
    remove(cluster.folder)


@pytest.fixture
def folder(made: Path) -> Path:
    """The cluster, stopped."""
    eventually(lambda: not cluster_in(made).is_up(), "the server stops")
    return made
