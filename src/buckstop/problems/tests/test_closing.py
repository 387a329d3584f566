"""What no customer has ends with our word; what one has doesn't."""

from datetime import timedelta

import pytest

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.problems.actions import kinds
from buckstop.problems.actions.closing import close_unreported
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Commitment, Problem, Tenure
from buckstop.problems.permissions.problem import may_close_unreported
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World


@pytest.fixture
def found(world: World) -> Problem:
    """Ana found it first, and owns it."""
    return open_problem(
        title="The gateway runs hot", owner=world.ana.pk, by=world.ana.actor(), at=world.now
    )


def test_its_owner_closes_it_and_says_why(world: World, found: Problem):
    due = world.now + timedelta(hours=2)
    by = world.ana.actor()
    add_step(found, what="Clean the fan", debtor=world.ana, due=due, by=by, at=world.now)
    close_unreported(found, reason=" The fan was cleaned. ", by=by, at=world.later(hours=1))
    found.refresh_from_db()
    assert (found.state, found.outcome, found.news_due) == ("closed", "unreported", None)
    assert not Commitment.objects.filter(problem=found, ended_at=None).exists()
    assert not Tenure.objects.filter(problem=found, ends_at=None).exists()
    ended = Entry.objects.get(chain=found.chain_id, code="ended-unreported")
    assert ended.actor_id == world.ana.pk
    assert guarantees.broken() == []


def test_a_customer_who_reports_it_after_all_opens_it_again(world: World, found: Problem):
    close_unreported(found, reason="Cleaned", by=world.ana.actor(), at=world.now)
    world.later(days=1)
    world.join(found, world.ines)
    found.refresh_from_db()
    assert (found.state, found.outcome, found.waiting_cases) == ("open", "", 1)
    assert guarantees.broken() == []


@pytest.mark.parametrize("ended", [False, True])
def test_what_a_customer_reported_isnt_closed_by_our_word(world: World, ended: bool):
    case = world.report()
    if ended:
        kinds.void(case, why="spam", by=world.ana.actor(), at=world.now)
    with pytest.raises(Refused) as refused:
        close_unreported(case.problem, reason="x", by=world.bruno.actor(), at=world.now)
    assert refused.value.code == ("closed" if ended else "reported")


def test_it_needs_a_reason_and_is_done_once(world: World, found: Problem):
    by = world.ana.actor()
    with pytest.raises(Refused, match="Say why"):
        close_unreported(found, reason=" \n", by=by, at=world.now)
    close_unreported(found, reason="Cleaned", by=by, at=world.now)
    with pytest.raises(Refused, match="closed"):
        close_unreported(found, reason="Cleaned", by=by, at=world.now)


def test_its_owner_or_a_lead(world: World, found: Problem):
    def code(actor: Actor) -> str | None:
        refusal = may_close_unreported(found, actor, cases=())
        return refusal.code if refusal else None

    assert [code(one.actor()) for one in (world.ana, world.bruno, world.zed)] == [
        None, None, "not-desk",
    ]  # fmt: skip
    other = Actor(ActorKind.STAFF, world.zed.pk, role="front line")
    assert code(other) == "not-owner"
    assert code(Actor(ActorKind.CONTACT, world.ines.pk)) == "not-desk"
    with pytest.raises(Refused):
        close_unreported(found, reason="x", by=other, at=world.now)
