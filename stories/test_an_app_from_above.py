"""An app above brings what it has in files of its own; nothing else knows of it."""

import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from django.apps import AppConfig

from buckstop.apps import find_all
from buckstop.conversations.models import Message
from buckstop.coverage.models import Roster
from buckstop.doors.clock.duties import Named, duties, turn
from buckstop.kit.duties import DUTIES
from buckstop.ledger import following, replay
from buckstop.ledger.entries import REGISTRY
from buckstop.ledger.reactions import REACTIONS, called_for
from buckstop.ledger.verify import verify
from buckstop.notices.models import Notice
from buckstop.outbox.channels.register import CHANNELS, register
from buckstop.outbox.models import Delivery
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.outbox.source import SOURCES
from buckstop.outbox.tests.conftest import data
from buckstop.outbox.tests.trial import Pigeons
from buckstop.people.models import Person
from buckstop.people.telling import TELLINGS
from buckstop.problems.actions import fixing
from buckstop.problems.entries.cases import CaseConfirmed
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World, answering

__all__ = ["data"]
APP = "stories.cards"
REFUSED = Outcome(Came.REFUSED, 404, "Nobody lives there.")


@pytest.fixture
def cards() -> Iterator[ModuleType]:
    """The app is there, and gone again afterwards."""
    found = install()
    yield found
    remove(found)


def install() -> ModuleType:
    register(Pigeons)
    find_all(AppConfig.create(APP))
    return sys.modules[APP]


def remove(app: ModuleType) -> None:
    """What else registers something has to be undone here."""
    replay.withdraw(app.replay.REPLAY)
    TELLINGS.pop(app.entries.CardLost, None)
    for where, name in (
        (CHANNELS, Pigeons.code), (DUTIES, "console who waits"), (REACTIONS, "stories.thank"),
        (SOURCES, "card"), (REGISTRY, "card-lost"), (REGISTRY, "card-written"),
    ):  # fmt: skip
        where.pop(name, None)
    for name in [name for name in sys.modules if name.startswith(APP)]:
        del sys.modules[name]


@pytest.fixture
def loft(monkeypatch: pytest.MonkeyPatch) -> Pigeons:
    """The one of the story, which knows what its pigeons took."""
    loft = Pigeons()
    monkeypatch.setattr(Pigeons, "opened", lambda: loft)
    return loft


def work(each: list[Named], world: World) -> None:
    """The worker does all that can be done now."""
    while turn(each, world.now):
        pass


def solved(world: World) -> Case:
    case = world.report()
    fixing.confirm(case, by=answering(case), at=world.later(minutes=5))
    return case


def test_a_reaction_of_its_own_follows_and_its_source_sends(
    world: World, cards: ModuleType, loft: Pigeons
):
    case = solved(world)
    work(duties(), world)
    assert loft.took == [("ines vogt", b"Dear Ines Vogt")]
    assert Delivery.objects.get(owner=case.pk, kind="card").state == "sent"
    assert list(verify()) == []


def test_it_says_itself_what_it_comes_before(world: World, cards: ModuleType):
    case = world.report()
    made = CaseConfirmed(case=case.pk, contact=case.contact_id, how="link")
    assert called_for(made, False) == ["stories.thank", "notices.tell_staff"]


def test_what_became_of_it_is_recorded_and_told(world: World, cards: ModuleType, loft: Pigeons):
    loft.says.append(REFUSED)
    case = solved(world)
    each = duties()
    work(each, world)
    world.later(minutes=1)
    work(each, world)
    [notice] = Notice.objects.filter(sentence="A card got lost")
    assert notice.person == case.problem.owner
    assert list(verify()) == []


def test_a_row_that_no_entry_speaks_of_is_found(world: World, cards: ModuleType):
    case = solved(world)
    Delivery.objects.create(
        kind="card", owner=case.pk, channel=Pigeons.code, address="Olaf",
        head_of_id=case.problem.chain_id, made_at=world.now, next_try_at=world.now,
    )  # fmt: skip
    says = [str(one) for one in verify()]
    assert len(says) == 1
    assert "a card is in the tables, and no entry speaks of it" in says[0]


def test_the_tables_of_the_others_are_compared_as_before(db: None):
    before = {table.model for table in replay.tables()}
    assert {Person, Roster, Problem, Message} <= before
    app = install()
    assert list(replay.tables())[-1] is app.replay.CARD
    assert {table.model for table in replay.tables()} == before
    remove(app)
    assert {table.model for table in replay.tables()} == before


def test_its_duty_is_done_in_its_place_and_time(world: World, cards: ModuleType, loft: Pigeons):
    each = duties()
    names = [one.name for one in each]
    before = names.index("run reactions"), names.index("console who waits")
    assert before == tuple(sorted(before))
    assert names.index("console who waits") < names.index("deliver mail")
    world.report()
    work(each, world)
    world.later(hours=21)
    work(each, world)
    assert loft.took == [], "once a day is enough"
    world.later(hours=4)
    work(each, world)
    assert loft.took == [("ines vogt", b"Dear Ines Vogt")]


def test_its_app_may_go_again(world: World, loft: Pigeons):
    app = install()
    solved(world)
    remove(app)
    for _ in range(following.GIVE_UP_AFTER):
        work(duties(), world)
        world.later(minutes=5)
    assert [row.reaction for row in following.given_up()] == ["stories.thank"]
    assert loft.took == []
    assert list(verify()) == []
    assert Notice.objects.filter(entry__code="case-confirmed").exists()
