"""No mail goes out about what isn't owed any more, or to nobody who is there."""

from buckstop.ledger.models import Entry
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.models import Notice
from buckstop.notices.queries import still_true
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.problems.actions import fixing, ownership
from buckstop.problems.commitments import handoff
from buckstop.problems.tests.world import World, answering

LATE = {"minutes": 10}


def mailed(world: World) -> list[str]:
    """Whom the notices that are due by then go to."""
    to: list[str] = []

    def hand(_: str, address: str, *rest: object) -> Outcome:
        to.append(address)
        return Outcome(Came.ACCEPTED, 250, "taken")

    mail_unseen(at=world.later(**LATE))
    deliver(Smtp(hand), at=world.now)
    return to


def test_an_offer_that_was_declined_is_not_mailed(world: World) -> None:
    problem = world.report().problem
    offered = handoff.offer(
        problem, to=world.bruno, by=world.ana.actor(), at=world.now, brief="Yours?"
    )
    tell_staff(list(Entry.objects.filter(code="handoff-offered")), world.now)
    assert Notice.objects.get().person == world.bruno
    handoff.decline(offered, by=world.bruno.actor(), at=world.now, reason="I am away.")
    assert mailed(world) == []


def test_an_offer_that_stands_is_mailed(world: World) -> None:
    problem = world.report().problem
    handoff.offer(problem, to=world.bruno, by=world.ana.actor(), at=world.now, brief="Yours?")
    tell_staff(list(Entry.objects.filter(code="handoff-offered")), world.now)
    assert mailed(world) == ["bruno@desk.example"]


def test_who_owns_it_no_more_is_not_told_that_they_do(world: World) -> None:
    hers = world.report().problem
    tell_staff(list(Entry.objects.filter(code="tenure-began")), world.now)
    problem = world.report().problem
    ownership.take(problem, by=world.bruno.actor(), at=world.now)
    tell_staff(list(Entry.objects.filter(code="tenure-began", chain=problem.chain_id)), world.now)
    assert sorted(mailed(world)) == ["ana@desk.example"]
    notices = list(Notice.objects.filter(person=world.ana))
    assert len(notices) == 2
    assert [notice.problem for notice in still_true(world.ana, notices)] == [hers]


def test_what_is_for_an_owner_who_left_is_told_where_the_buck_stops(world: World) -> None:
    case = world.report()
    fixing.fix(case.problem, by=world.ana.actor(), at=world.now)
    fixing.confirm(case, by=answering(case), at=world.now)
    ownership.leave(world.ana, by=world.carla.actor(), at=world.now)
    tell_staff(list(Entry.objects.filter(code="case-confirmed")), world.now)
    assert Notice.objects.get().person == world.carla
