"""Who must know of a fact is told once, not who did it; and what was seen is seen."""

from datetime import timedelta

from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.notices.actions.telling import MAIL_AFTER, see, tell_staff
from buckstop.notices.models import Notice
from buckstop.people.actions import staff
from buckstop.problems.actions import fixing, ownership, understandings
from buckstop.problems.commitments import escalation
from buckstop.problems.commitments.ask import ask
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering


def told(world: World, code: str) -> list[tuple[str, str]]:
    """Tell of all that happened of a kind; whom, and what, in order of names."""
    tell_staff(list(Entry.objects.filter(code=code)), world.now)
    rows = Notice.objects.filter(entry__code=code).order_by("person__name")
    return [(notice.person.name, notice.sentence) for notice in rows.select_related("person")]


def fixed(world: World) -> Case:
    case = world.report()
    fixing.fix(case.problem, by=world.ana.actor(), at=world.now)
    return case


def test_the_owner_is_told_of_the_customers_word(world: World) -> None:
    case = fixed(world)
    fixing.still_broken(case, by=answering(case), at=world.now)
    assert told(world, "still-broken") == [("Ana Ruiz", "Still broken, says the customer")]
    notice = Notice.objects.get()
    assert (notice.at, notice.mail_due) == (world.now, world.now + MAIL_AFTER)
    assert (notice.problem, notice.seen_at) == (case.problem, None)


def test_who_did_it_themselves_is_not_told(world: World) -> None:
    case = fixed(world)
    fixing.still_broken(case, by=world.ana.actor(), at=world.now, how="phone")
    assert told(world, "still-broken") == []


def test_whoever_is_asked_is_told(world: World) -> None:
    case, due = world.report(), world.now + timedelta(hours=2)
    ask(case.problem, what="Look", of=world.zed, due=due, by=world.ana.actor(), at=world.now)
    assert [who for who, _ in told(world, "asked")] == ["Zed Novak"]


def test_a_second_run_tells_nobody_twice(world: World) -> None:
    case = fixed(world)
    fixing.confirm(case, by=answering(case), at=world.now)
    for _ in range(2):
        assert len(told(world, "case-confirmed")) == 1


def test_of_an_escalation_leaders_are_told(world: World) -> None:
    case = world.report()
    escalation.escalate(
        case.problem, reason="Too long", by=answering(case), at=world.now, case=case
    )
    assert "Bruno Keller" in [who for who, _ in told(world, "escalated")]


def test_who_is_not_there_any_more_is_told_nothing(world: World) -> None:
    case, due = world.report(), world.now + timedelta(hours=2)
    ask(case.problem, what="Look", of=world.zed, due=due, by=world.ana.actor(), at=world.now)
    ownership.leave(world.zed, by=world.carla.actor(), at=world.now)
    assert "Zed Novak" not in [who for who, _ in told(world, "asked")]


def test_what_cannot_wait_reaches_whoever_is_there_in_the_owners_place(world: World) -> None:
    case = world.report()
    world.later(hours=15)  # Ana has gone, Bruno has the night
    understandings.cannot_wait(case, by=answering(case), at=world.now)
    assert [who for who, _ in told(world, "cannot-wait")] == ["Ana Ruiz", "Bruno Keller"]
    world.later(hours=60)  # Thursday at noon, while Ana is back
    world.later(hours=48)  # Saturday: nobody is on shift, so that the buck has the watch
    understandings.cannot_wait(case, by=answering(case), at=world.now)
    assert "Carla Roth" in [who for who, _ in told(world, "cannot-wait")]


def test_what_no_problem_has_tells_nobody(world: World) -> None:
    staff.change_role(world.zed, role="lead", by=DESK, at=world.now)
    assert told(world, "role-changed") == []


def test_seeing_one_problem_leaves_the_others_unseen(world: World) -> None:
    cases = [world.report(), world.report()]
    for case in cases:
        ownership.take(case.problem, by=world.bruno.actor(), at=world.now)
    told(world, "tenure-began")
    mine = Notice.objects.filter(person=world.ana, seen_at=None)
    of_each = [mine.filter(problem=case.problem).count() for case in cases]
    assert min(of_each) > 0
    assert see(world.ana, problem=cases[0].problem, at=world.later(minutes=1)) == of_each[0]
    assert [mine.filter(problem=case.problem).count() for case in cases] == [0, of_each[1]]
    assert see(world.ana, at=world.now) == of_each[1]
    assert see(world.ana, at=world.now) == 0
