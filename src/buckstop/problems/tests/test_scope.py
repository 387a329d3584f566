"""Who reads what: one customer nothing of another, customers nothing of colleagues."""

from datetime import timedelta

import pytest

from buckstop.ledger.export import Stay as Shown
from buckstop.ledger.export import export
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.problems.actions import fixing, moving, understandings
from buckstop.problems.commitments import escalation, owed
from buckstop.problems.commitments.ask import ask
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Stay
from buckstop.problems.tests.world import World, answering


@pytest.fixture
def ines(world: World) -> Case:
    return world.report()


@pytest.fixture
def olaf(world: World, ines: Case) -> Case:
    """Olaf's case, on the same problem."""
    return world.join(ines.problem, world.olaf)


def readable(case: Case) -> str:
    """All that the export of a case tells."""
    stays = Stay.objects.filter(case=case).select_related("problem")
    told = export(Shown(case.pk, s.problem.chain_id, s.from_number, s.to_number) for s in stays)
    contents = [e.get("content", "") for chain in told["chains"] for e in chain["entries"]]
    return "\n".join([*contents, *(body.get("text", "") for body in told["bodies"].values())])


def test_what_is_said_to_one_the_other_does_not_read(world: World, ines: Case, olaf: Case):
    by, at, problem = world.ana.actor(), world.now, ines.problem
    due = at + timedelta(hours=5)
    understandings.understand(problem, what="only Ines", by=by, at=at, case=ines)
    step = add_step(
        problem, what="step of Ines", debtor=world.ana, due=due, by=by, at=at, case=ines
    )
    owed.move(step, to=due + timedelta(hours=1), reason="reason for Ines", by=by, at=at)
    understandings.understand(problem, what="for all", by=by, at=at)
    for said in ("only Ines", "step of Ines", "reason for Ines", "for all"):
        assert said in readable(ines)
        assert (said in readable(olaf)) == (said == "for all")


def test_colleagues_among_themselves(world: World, ines: Case):
    by, at, problem = world.ana.actor(), world.now, ines.problem
    asked = ask(problem, what="inner ask", of=world.zed, due=at + timedelta(hours=2), by=by, at=at)
    owed.not_waiting_for_me(asked, by=world.zed.actor(), at=at)
    owed.report(asked, by=world.zed.actor(), at=at, answer="inner answer")
    owed.accept(asked, by=by, at=at)
    raised = escalation.escalate(problem, reason="inner call", by=by, at=at, case=ines)
    escalation.answer(
        raised, text="inner advice", backs_owner=True, by=raised.debtor.actor(), at=at
    )
    told = readable(ines)
    assert "inner" not in told
    assert asked.pk.hex not in told
    assert raised.pk.hex not in told


def test_a_customer_reads_what_their_own_call_for_help_brought(world: World, ines: Case):
    by = answering(ines)
    raised = escalation.escalate(ines.problem, reason="too long", by=by, at=world.now, case=ines)
    escalation.answer(
        raised, text="Ana has my backing", backs_owner=True, by=world.bruno.actor(), at=world.now
    )
    assert "Ana has my backing" in readable(ines)


def test_nothing_is_said_to_a_case_that_is_elsewhere(world: World, ines: Case):
    by, at = world.ana.actor(), world.now
    other = world.report("Other", by=world.olaf)
    due = at + timedelta(hours=5)
    for says in (
        lambda: understandings.understand(ines.problem, what="x", by=by, at=at, case=other),
        lambda: add_step(
            ines.problem, what="x", debtor=world.ana, due=due, by=by, at=at, case=other
        ),
        lambda: escalation.escalate(ines.problem, reason="x", by=by, at=at, case=other),
    ):
        with pytest.raises(Refused) as refused:
            says()
        assert refused.value.code == "moved"


def test_a_contact_acts_on_their_own_case_alone(world: World, ines: Case, olaf: Case):
    by, at = answering(olaf), world.now
    for says in (
        lambda: fixing.confirm(ines, by=by, at=at),
        lambda: fixing.still_broken(ines, by=by, at=at),
        lambda: understandings.correct(ines, text="x", by=by, at=at),
        lambda: understandings.cannot_wait(ines, by=by, at=at),
        lambda: escalation.escalate(ines.problem, reason="x", by=by, at=at, case=ines),
        lambda: escalation.escalate(ines.problem, reason="x", by=by, at=at),
    ):
        with pytest.raises(Refused) as refused:
            says()
        assert refused.value.code == "not-yours"


def test_only_the_customer_gives_their_word(world: World, ines: Case):
    with pytest.raises(Refused, match="Only the customer can say that"):
        fixing.confirm(ines, by=world.ana.actor(), at=world.now)
    fixing.record_word(ines, by=world.ana.actor(), at=world.now)
    with pytest.raises(Refused, match="Only the customer can say that"):
        fixing.take_back_word(ines, by=world.ana.actor(), at=world.now)
    fixing.take_back_word(ines, by=answering(ines), at=world.now)
    assert Case.objects.get(pk=ines.pk).state == "open"


def test_who_noted_that_it_is_still_broken_is_on_record(world: World, ines: Case):
    fixing.still_broken(ines, by=world.ana.actor(), at=world.now, how="phone")
    fixing.still_broken(ines, by=answering(ines), at=world.now)
    noted = ines.words.order_by("pk").values_list("recorded_by", flat=True)
    assert list(noted) == [world.ana.pk, None]


def test_a_step_that_was_reported_is_not_moved_and_not_missed(world: World, ines: Case):
    due = world.now + timedelta(hours=2)
    by = world.zed.actor()
    step = add_step(
        ines.problem, what="Look", debtor=world.zed, due=due, by=world.ana.actor(), at=world.now
    )
    owed.report(step, by=by, at=world.now)
    with pytest.raises(Refused):
        owed.move(step, to=due + timedelta(hours=1), reason="x", by=world.ana.actor(), at=world.now)
    step.refresh_from_db()
    assert step.attend_at is None


def test_who_is_owed_a_step_is_the_owner_also_after_its_case_moved(world: World, ines: Case):
    by, at = world.ana.actor(), world.now
    step = add_step(
        ines.problem, what="Log", debtor=world.ines, due=at + timedelta(hours=5), by=by, at=at,
        case=ines,
    )  # fmt: skip
    night = world.later(hours=14)
    other = world.report("Other", by=world.olaf).problem
    assert other.owner_id == world.bruno.pk
    moving.move_case(ines, to=other, by=by, at=night)
    step.refresh_from_db()
    assert (step.problem_id, step.creditor_id) == (other.pk, world.bruno.pk)


def test_a_case_that_ended_stays_where_it_was_solved(world: World, ines: Case):
    other = world.report("Other", by=world.olaf)
    fixing.confirm(ines, by=answering(ines), at=world.now)
    with pytest.raises(Refused, match="stays where it was solved"):
        moving.move_case(ines, to=other.problem, by=world.ana.actor(), at=world.now)


def test_audiences_are_on_record(world: World, ines: Case):
    assert set(Entry.objects.values_list("audience", flat=True)) == {"internal", "customer"}
