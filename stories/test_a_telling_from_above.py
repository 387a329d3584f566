"""A notice is a line beside its fact: an app that nobody knows of tells one of us."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import AppConfig

from buckstop.apps import find
from buckstop.ledger import following
from buckstop.ledger.actor import DESK
from buckstop.ledger.entries import REGISTRY, Fact
from buckstop.ledger.transaction import acting
from buckstop.notices.models import Notice
from buckstop.people.telling import TELLINGS
from buckstop.problems.tests.world import World

SAYS = "Somebody praised what you did"
FILE = """
from buckstop.ledger.entries import REGISTRY
from buckstop.people.telling import owner, tell

tell(REGISTRY["praised"], owner, {says!r}{more})
"""


@pytest.fixture
def praise(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], list[Notice]]]:
    """An app above with a fact and a file `tellings`; its fact happens, and who is told of it."""

    @dataclass(frozen=True)
    class Praised(Fact, code="praised", says="{by} praised it"):
        """Somebody liked it."""

    def happens(more: str) -> list[Notice]:
        (tmp_path / "praise").mkdir()
        (tmp_path / "praise" / "__init__.py").touch()
        (tmp_path / "praise" / "tellings.py").write_text(FILE.format(says=SAYS, more=more))
        find(AppConfig("praise", sys.modules[__name__]), "tellings")
        world = World()
        problem = world.report().problem
        with acting(problem, by=DESK, at=world.now) as act:
            act.record(Praised(), on=problem)
        while following.drain(at=world.now):
            pass
        return list(Notice.objects.filter(sentence=SAYS))

    monkeypatch.syspath_prepend(str(tmp_path))
    yield happens
    del REGISTRY["praised"]
    TELLINGS.pop(Praised, None)
    for name in ("praise", "praise.tellings"):
        sys.modules.pop(name, None)


def test_the_owner_is_told_on_the_page_and_by_mail(praise: Callable[[str], list[Notice]]):
    [notice] = praise("")
    assert notice.problem is not None
    assert notice.person == notice.problem.owner
    assert notice.mail_due is not None


def test_on_the_page_alone_where_it_says_so(praise: Callable[[str], list[Notice]]):
    [notice] = praise(", page_only=True")
    assert notice.mail_due is None
