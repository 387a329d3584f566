"""What all tests share: Django set up, and a real PostgreSQL for those that ask for it."""

import gc
import os
from collections.abc import Iterator
from typing import Any

import django
import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from buckstop.kit.postgres.described import described
from tests.browser import CHROMIUM
from tests.database import TestDatabase, copied, data_folder
from tests.page_data import seen_by_clients
from tests.static_files import found_once

# What a developer has set for their own desk must not reach the tests, nor the tests their data.
OURS = {name for name in os.environ if name.startswith("BUCKSTOP_")} - {"BUCKSTOP_POSTGRES_BIN"}
for name in OURS:
    del os.environ[name]
os.environ["BUCKSTOP_DATA"] = str(data_folder())
os.environ["BUCKSTOP_UNDO_SECONDS"] = "0"  # what is sent leaves; what takes it back sets its own
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "buckstop.settings")
django.setup()
from buckstop.configuration import current  # noqa: E402 (its tables need Django)
from buckstop.doors.desk import places  # noqa: E402
from buckstop.kit import clock  # noqa: E402
from buckstop.problems.tests.world import MONDAY, World  # noqa: E402
from tests.unwritten import refuse_unwritten  # noqa: E402 (it knows the ledger)

# How long a try takes is no question of a test's: a busy machine is slow.
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ours", slow, max_examples=40)
settings.register_profile("thorough", slow, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ours"))
MINE = pytest.StashKey[TestDatabase]()
gc.disable()  # until all tests are found: what is imported and found for them stays


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stories are few and long: they begin first, so that no worker ends alone with them; of
    them, and of the others, those that look at pages come first, so that one Chromium is enough."""
    items.sort(key=lambda item: ("stories" not in item.path.parts, not looks(item)))


def pytest_collection_finish() -> None:
    """Garbage is looked for from now on, and only in what tests make: looking for it in all that is
    imported and found, again and again, took half of the time of finding them."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    gc.enable()


def looks(item: pytest.Item) -> bool:
    """Whether a test looks at pages in a browser."""
    return "browser" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def test_database(
    pytestconfig: pytest.Config, django_db_blocker: DjangoDbBlocker
) -> Iterator[TestDatabase]:
    """This process's own database; its `url` is for programs that a test starts."""
    with django_db_blocker.unblock(), copied() as mine:
        with clock.set_to(MONDAY):
            mine.keep_cast(World)
        mine.turn_to(mine.name)
        pytestconfig.stash[MINE] = mine
        yield mine
        del pytestconfig.stash[MINE]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Who has the usual cast finds them in the database, unless what it does is committed there;
    who doesn't look at pages meets no event loop of a browser's."""
    CHROMIUM.running() if looks(item) else CHROMIUM.stop()
    if mine := item.config.stash.get(MINE, None):
        mine.turn_to(mine.with_cast if mine.has_cast and finds_cast(item) else mine.name)


def finds_cast(item: pytest.Item) -> bool:
    """Whether a test wants the cast, and leaves them as they were."""
    wanted = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db")
    commits = bool(marked and marked.kwargs.get("transaction"))
    alone = wanted.isdisjoint({"transactional_db", "as_owner", "test_database"})
    return bool(wanted & {"world", "post", "readers"}) and alone and not commits


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest) -> Iterator[None]:
    """pytest-django's hook to prepare the database that `django_db` tests use.

    Asked for here rather than named as an argument: those that name it want no cast in it.
    """
    test_database = request.getfixturevalue("test_database")
    with pytest.MonkeyPatch.context() as patch:
        # Django empties tables with TRUNCATE, which guarded tables refuse: make the copy afresh.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: test_database.restore())
        yield


@pytest.fixture(autouse=True, scope="session")
def page_data() -> Iterator[None]:
    """The test client's answers have a `context`, and a client costs no look at the disk."""
    with seen_by_clients(), found_once():
        yield


@pytest.fixture(autouse=True)
def nothing_unwritten_is_read() -> Iterator[None]:
    """A verb that asks a table in which rows of its own wait to be written fails."""
    with connection.execute_wrapper(refuse_unwritten):
        yield


@pytest.fixture(autouse=True)
def files_stay_until_the_end(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a client is sent as a stream and doesn’t read isn't thrown away while a test goes on: it
    would close its cursor in the middle of whatever statement runs then. A server closes it."""
    kept: list[Any] = []
    ask = Client.request

    def keeping(client: Client, **request: Any) -> Any:
        answer = ask(client, **request)
        if getattr(answer, "streaming", False):
            kept.append(answer)
        return answer

    monkeypatch.setattr(Client, "request", keeping)
    yield
    kept.clear()


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody chose a setting, the house uses every page, and no query is needed to know that."""
    monkeypatch.setattr(current, "LIVES", float("inf"))
    current.keep({})
    monkeypatch.setattr(places, "LIVES", float("inf"))
    places.keep(frozenset())


@pytest.fixture
def world(db: None) -> World:
    """The usual cast, at nine on a Monday."""
    return World.here()


@pytest.fixture
def browser() -> Browser:
    """A real Chromium; without one the test says so and is skipped."""
    return CHROMIUM.running()


def pytest_sessionfinish() -> None:
    """Nothing of a browser outlives the tests."""
    CHROMIUM.stop()


@pytest.fixture
def as_owner(
    django_db_setup: None, test_database: TestDatabase, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Django's connection is that of the role that owns the tables."""
    before = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict.update(described(test_database.owner_url))
        yield
        connection.close()
        connection.settings_dict.update(before)
