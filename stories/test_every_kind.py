"""Every kind of what is owed × what happens to it × every page, the API and the replay."""

from collections.abc import Callable, Iterator
from datetime import time
from typing import Any

import pytest

from buckstop.complaints.commitments.final_answer import owe_final_answers
from buckstop.coverage.actions.levels import add_level
from buckstop.coverage.rules.levels import Terms as LevelTerms
from buckstop.kit import clock
from buckstop.kit.money import Money
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.problems.actions import fixing, ownership
from buckstop.problems.commitments import aim, escalation, handoff, kind, machine, owed
from buckstop.problems.commitments.ask import ask
from buckstop.problems.commitments.kind import KINDS, Section
from buckstop.problems.commitments.machine import TABLE, Turn
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Commitment
from buckstop.problems.tests.world import World, answering
from buckstop.relationships.commitments.carrying import offer_to_carry
from buckstop.relationships.tests.faces import has_relationship
from buckstop.remedies.actions.granting import Wish, ask_for
from buckstop.remedies.actions.limits import UpTo, give_authority
from buckstop.suppliers.actions.asking import Wanted, ask_supplier
from buckstop.suppliers.actions.people import Reached, add_person
from buckstop.suppliers.actions.silence import attend_asks
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.models import Ask
from buckstop.suppliers.rules.checks import Post, Terms
from stories.kinds import WHAT, Readers, due, fresh, trial

type Make = Callable[[Readers, dict[str, Any]], Commitment]
type Happens = Callable[[Readers, Commitment], object]


def _news(readers: Readers, by: dict[str, Any]) -> Commitment:
    return Commitment.objects.get(problem=readers.case.problem, kind="update", ended_at=None)


def _aim(readers: Readers, by: dict[str, Any]) -> Commitment:
    problem = readers.case.problem
    with acting(problem, **by) as act:
        aim.aim_by(act, act.lock(problem), due(readers.world))
    return Commitment.objects.get(problem=problem, kind="aim")


def _step(readers: Readers, by: dict[str, Any]) -> Commitment:
    world, case = readers.world, readers.case
    return add_step(case.problem, what=WHAT, debtor=world.zed, due=due(world), case=case, **by)


def _ask(readers: Readers, by: dict[str, Any]) -> Commitment:
    return ask(readers.case.problem, what=WHAT, of=readers.world.zed, due=due(readers.world), **by)


def _escalation(readers: Readers, by: dict[str, Any]) -> Commitment:
    case = readers.case
    return escalation.escalate(
        case.problem, reason=WHAT, to=readers.world.bruno, case=case,
        by=answering(case), at=readers.world.now,
    )  # fmt: skip


def _offer(readers: Readers, by: dict[str, Any]) -> Commitment:
    return handoff.offer(readers.case.problem, to=readers.world.bruno, brief=WHAT, **by).commitment


def _approval(readers: Readers, by: dict[str, Any]) -> Commitment:
    zed, by_when, most = readers.world.zed, due(readers.world), UpTo("EUR", 1_000, 1_000, 1_000)
    give_authority(person=readers.world.bruno, kinds=["replacement"], up_to=most, **by)
    wish = Wish(
        kind="replacement",
        text="Sorry.",
        what=WHAT,
        money=Money(500, "EUR"),
        debtor=zed,
        due=by_when,
    )
    remedy = ask_for(readers.case, wish, **by)
    assert remedy.approval is not None
    return remedy.approval


def _plan_b(readers: Readers, by: dict[str, Any]) -> Commitment:
    key = _supplier_ask(readers, by).pk
    rows = Ask.objects.filter(commitment=key)
    attend_asks(at=rows.get().plan_b_at)
    step = rows.select_related("plan_b_step__problem").get().plan_b_step
    assert step is not None
    with acting(step, **by) as act:  # what owners say of their own is kept at once
        machine.hand_over(act, act.lock(step), readers.world.zed.pk)
    return fresh(step)


def _supplier_ask(readers: Readers, by: dict[str, Any]) -> Commitment:
    supplier = add_supplier(terms=Terms(name="Halden Networks"), **by)
    who = Reached(name="Rolf Huber", email="rolf@halden.example")
    rolf = add_person(supplier, who=who, post=Post(), **by)
    by_when = due(readers.world)
    wanted = Wanted(what=WHAT, due=by_when, plan_b=WHAT, plan_b_at=by_when)
    return ask_supplier(readers.case.problem, of=rolf, wanted=wanted, **by).commitment


def _carrying(readers: Readers, by: dict[str, Any]) -> Commitment:
    world, bruno = readers.world, readers.world.bruno
    has_relationship(world, bruno)
    return offer_to_carry(readers.case.problem, why=WHAT, by=bruno.actor(), at=world.now)


def _final_answer(readers: Readers, by: dict[str, Any]) -> Commitment:
    add_level(
        LevelTerms(name="Law", opens=time(8), closes=time(17), weekdays="01234", legal_days=3), **by
    )
    assert owe_final_answers(at=readers.world.now) == 1
    rows = Commitment.objects.filter(kind="final-answer", case=readers.case)
    return rows.select_related("problem", "debtor").get()


MAKE: dict[str, Make] = {
    "update": _news, "aim": _aim, "step": _step, "ask": _ask, "escalation": _escalation,
    "handoff": _offer, "approval": _approval, "supplier-ask": _supplier_ask, "plan-b": _plan_b,
    "carrying": _carrying, "final-answer": _final_answer,
}  # fmt: skip


def _leaves(readers: Readers, row: Commitment) -> None:
    ownership.leave(row.debtor, by=readers.world.carla.actor(), at=readers.world.later(minutes=5))


def _changes_role(readers: Readers, row: Commitment) -> None:
    if not row.debtor.is_staff_member:
        return  # whoever is of a supplier has no role here
    ownership.change_role(
        row.debtor, role="colleague", by=readers.world.carla.actor(),
        at=readers.world.later(minutes=5),
    )  # fmt: skip


def _case_ends(readers: Readers, row: Commitment) -> None:
    readers.world.join(readers.case.problem, readers.world.olaf)
    _solved(readers, row)


def _solved(readers: Readers, row: Commitment) -> None:
    fixing.confirm(readers.case, by=answering(readers.case), at=readers.world.later(minutes=5))


def _owner_changes(readers: Readers, row: Commitment) -> None:
    ownership.take(
        readers.case.problem, by=readers.world.carla.actor(), at=readers.world.later(minutes=5)
    )


HAPPENS: dict[str, Happens] = {
    "nothing": lambda readers, row: None,
    "the clock looks at it": lambda readers, row: readers.later(row.attend_at or row.due),
    "its time passes": lambda readers, row: readers.later(row.due),
    "the owner changes": _owner_changes,
    "who owes it leaves": _leaves,
    "who owes it leaves the desk": _changes_role,
    "its case ends": _case_ends,
    "the problem ends": _solved,
}
"""What the hooks of a kind are there for."""


TURNS: dict[Turn, Callable[[Commitment, Readers, dict[str, Any], dict[str, Any]], object]] = {
    Turn.PROMISE: lambda row, _, debtor, desk: owed.promise(row, **debtor),
    Turn.COUNTER: lambda row, r, debtor, desk: owed.counter(
        row, due=due(r.world, 5), reason="Later", **debtor
    ),
    Turn.REPORT: lambda row, _, debtor, desk: owed.report(row, **debtor),
    Turn.ACCEPT: lambda row, _, debtor, desk: owed.accept(row, **desk),
    Turn.GIVE_BACK: lambda row, r, debtor, desk: owed.give_back(row, due=due(r.world, 5), **desk),
    Turn.DECLINE: lambda row, _, debtor, desk: owed.decline(row, reason="No", **debtor),
    Turn.WITHDRAW: lambda row, _, debtor, desk: owed.withdraw(row, **desk),
    Turn.MOVE: lambda row, r, debtor, desk: owed.move(
        row, to=due(r.world, 9), reason="More", **desk
    ),
}
"""The turns that have a verb for any kind."""


@pytest.fixture
def readers(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    monkeypatch.setenv("BUCKSTOP_ZONE", "Europe/Zurich")
    world = World.here()
    with clock.set_to(world.now):
        yield Readers(world)


def test_there_is_a_way_to_make_every_kind():
    assert set(MAKE) == set(KINDS)


@pytest.mark.parametrize("happens", HAPPENS)
@pytest.mark.parametrize("code", MAKE)
def test_every_kind_bears_everything(readers: Readers, code: str, happens: str):
    world = readers.world
    made = MAKE[code](readers, {"by": world.ana.actor(), "at": world.now})
    HAPPENS[happens](readers, fresh(made))
    readers.all_hold()
    for row in Commitment.objects.filter(kind=code, ended_at=None).select_related("debtor"):
        stands_everywhere(readers, row)
    readers.problem(), readers.customer(), readers.work(world.carla)
    assert readers.api(kind=code).json()["items"]


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("code", MAKE)
def test_every_kind_takes_the_turns_that_it_leaves_open(readers: Readers, code: str, turn: Turn):
    world = readers.world
    row = MAKE[code](readers, {"by": world.ana.actor(), "at": world.now})
    debtor: dict[str, Any] = {"by": row.debtor.actor(), "at": world.now}
    desk = debtor | {"by": world.ana.actor()}
    its = kind.of(row)
    if turn not in its.turns:
        with pytest.raises(Refused) as refused:
            TURNS[turn](row, readers, debtor, desk)
        assert refused.value.code == "not-owed"
        return
    if turn is Turn.GIVE_BACK:
        owed.report(row, **debtor)
    before = fresh(row).state
    TURNS[turn](row, readers, debtor, desk)
    assert fresh(row).state == (TABLE[turn].to or before)
    readers.all_hold()


def stands_everywhere(readers: Readers, row: Commitment) -> None:
    """Who owes it finds it in their work, the desk on the problem, customers where they may."""
    its = kind.of(row)
    if row.debtor.is_staff_member:
        assert readers.case.problem.ref in readers.work(row.debtor)
    if its.section is not Section.NEWS:
        assert (WHAT if row.what_id else str(its.what)) in readers.problem()
    if row.what_id and row.case_id:
        seen = not its.internal() or bool(its.customers_see)
        assert (WHAT in readers.customer()) == seen


def test_a_kind_says_everything_that_is_asked_of_one():
    with trial():
        for its in kind.every():
            assert its.one
            assert its.begins
            assert its.label
            assert its.work.asks.endswith(".")
            assert its.asks
            assert its.what or its.section is not Section.NEWS
            assert len(its.code) <= (Commitment._meta.get_field("kind").max_length or 0)
