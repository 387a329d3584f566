"""An app above brings a kind of its own, in one file and one template; nothing else knows of it."""

from collections.abc import Iterator
from types import ModuleType

import pytest

from buckstop.kit import clock
from buckstop.ledger.entries import Audience
from buckstop.ledger.refused import Refused
from buckstop.problems.actions import fixing, ownership
from buckstop.problems.commitments import owed
from buckstop.problems.models import Case, Commitment
from buckstop.problems.tests.world import World, answering
from stories.kinds import WHAT, Readers, due, fresh, successor, trial


@pytest.fixture
def favour() -> Iterator[ModuleType]:
    with trial() as found:
        yield found


@pytest.fixture
def readers(db: None, favour: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    monkeypatch.setenv("BUCKSTOP_ZONE", "Europe/Zurich")
    world = World.here()
    with clock.set_to(world.now):
        yield Readers(world)


@pytest.fixture
def asked(readers: Readers, favour: ModuleType) -> Commitment:
    """Ana asks a favour of Zed, for Ines alone."""
    return ask(readers, favour, case=readers.case)


def ask(readers: Readers, favour: ModuleType, case: Case | None = None) -> Commitment:
    world = readers.world
    return favour.ask_favour(
        readers.case.problem, what=WHAT, of=world.zed, due=due(world), case=case,
        by=world.ana.actor(), at=world.now,
    )  # fmt: skip


def test_everybody_whom_it_concerns_reads_it(readers: Readers, asked: Commitment):
    world = readers.world
    line = readers.problem().split(f"{WHAT} Zed Novak")[1]
    assert "A favour for Nordbank, among us." in line
    assert "Ana Ruiz asks a favour of you" in readers.problem(world.zed)
    mine = readers.work(world.zed)
    assert WHAT in mine
    assert "A favour is asked of you." in mine
    assert "favour" in mine
    assert f"Zed Novak: {WHAT}" in readers.work(world.ana)
    assert f"{WHAT} by" in readers.customer()
    assert "A favour for Nordbank." in readers.customer()
    (item,) = readers.api(kind="favour").json()["items"]
    assert (item["what"], item["kind"], item["state"]) == (WHAT, "favour", "requested")


def test_an_internal_one_is_none_of_the_customers(
    readers: Readers, favour: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(favour.Favour, "audience", Audience.INTERNAL)
    row = ask(readers, favour, case=readers.case)
    owed.report(row, by=readers.world.zed.actor(), at=readers.world.now)
    assert WHAT in readers.problem()
    assert WHAT not in readers.customer()
    readers.all_hold()


def test_another_customers_is_none_of_theirs(readers: Readers, asked: Commitment):
    other = readers.world.join(readers.case.problem, readers.world.olaf)
    assert WHAT in readers.customer()
    assert WHAT not in readers.customer(other)


def test_promised_reported_given_back_accepted(readers: Readers, asked: Commitment):
    world = readers.world
    zed, ana = world.zed.actor(), world.ana.actor()
    owed.counter(asked, due=due(world, 3), reason="Busy", by=zed, at=world.later(minutes=5))
    owed.report(asked, answer="Half of it", by=zed, at=world.later(minutes=5))
    assert "Zed Novak answered" in readers.problem()
    assert f"{WHAT} — Half of it" in readers.problem()
    assert f"Zed Novak: {WHAT} — Half of it" in readers.work(world.ana)
    owed.give_back(asked, due=due(world), by=ana, at=world.later(minutes=5))
    owed.move(asked, to=due(world, 5), reason="More", by=ana, at=world.later(minutes=5))
    owed.report(asked, answer="All of it", by=zed, at=world.later(minutes=5))
    owed.accept(asked, by=ana, at=world.later(minutes=5))
    assert fresh(asked).state == "kept"
    assert f"{WHAT} done" in readers.customer()
    readers.all_hold()


def test_declined_or_taken_back(readers: Readers, favour: ModuleType, asked: Commitment):
    world = readers.world
    owed.decline(asked, reason="No time", by=world.zed.actor(), at=world.later(minutes=5))
    assert f"{WHAT} — No time" in readers.problem()
    again = ask(readers, favour, case=readers.case)
    owed.withdraw(again, by=world.ana.actor(), at=world.later(minutes=5))
    assert (fresh(asked).state, fresh(again).state) == ("declined", "withdrawn")
    readers.all_hold()


def test_the_one_open_is_refused_a_second(readers: Readers, favour: ModuleType, asked: Commitment):
    with pytest.raises(Refused, match="One favour at a time"):
        ask(readers, favour, case=readers.case)
    ask(readers, favour)  # for everybody: not of that case


def test_late_is_missed_and_owed_on(readers: Readers, asked: Commitment):
    readers.later(asked.due)
    assert fresh(asked).state == "missed"
    assert successor(asked).debtor == readers.world.zed
    assert WHAT in readers.work(readers.world.zed)
    readers.all_hold()


def test_of_a_customer_it_is_still_waited_for(readers: Readers, favour: ModuleType):
    world, case = readers.world, readers.case
    row = favour.ask_favour(
        case.problem, what=WHAT, of=world.ines, due=due(world), case=case,
        by=world.ana.actor(), at=world.now,
    )  # fmt: skip
    assert "You" in readers.customer()
    readers.later(row.due)
    assert fresh(row).state == "requested"
    readers.send(f"steps/{row.pk}/", text="It is done")
    assert fresh(row).state == "reported"
    assert "you say it’s done" in readers.customer()
    readers.all_hold()


def test_another_owner_is_owed_it(readers: Readers, asked: Commitment):
    world = readers.world
    ownership.take(readers.case.problem, by=world.bruno.actor(), at=world.later(minutes=5))
    assert fresh(asked).creditor_id == world.bruno.pk
    assert f"Zed Novak: {WHAT}" in readers.work(world.bruno)
    readers.all_hold()


def test_who_owes_it_leaves(readers: Readers, asked: Commitment):
    world = readers.world
    ownership.leave(world.zed, by=world.carla.actor(), at=world.later(minutes=5))
    assert fresh(asked).debtor == world.ana
    readers.all_hold()


def test_it_ends_with_its_case(readers: Readers, asked: Commitment):
    world = readers.world
    world.join(readers.case.problem, world.olaf)
    fixing.confirm(readers.case, by=answering(readers.case), at=world.later(minutes=5))
    assert fresh(asked).state == "withdrawn"
    assert not fresh(asked).problem.is_closed
    readers.all_hold()


def test_it_ends_with_the_problem(readers: Readers, favour: ModuleType):
    row = ask(readers, favour)
    world = readers.world
    fixing.confirm(readers.case, by=answering(readers.case), at=world.later(minutes=5))
    assert (fresh(row).state, fresh(row).problem.state) == ("withdrawn", "closed")
    readers.all_hold()


def test_its_app_may_go_again(db: None):
    world = World.here()
    with clock.set_to(world.now):
        readers = Readers(world)
        with trial() as favour:
            row = ask(readers, favour)
        assert WHAT in readers.problem()
        assert WHAT in readers.work(world.zed)
        assert readers.api(kind="favour").status_code == 422
        readers.later(row.due)
        assert fresh(row).state == "missed"
        readers.all_hold()
