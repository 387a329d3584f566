"""A thanks is between two people; what there is to thank for comes from facts, and ranks nobody."""

from datetime import UTC, timedelta
from typing import Any

import pytest

from buckstop.conversations.actions.erasing import erase_person
from buckstop.coverage.actions.teams import add_members, add_team
from buckstop.ledger import following
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.notices.models import Notice
from buckstop.outcomes.actions.thanking import show_thanks, thank
from buckstop.outcomes.queries import leads_of, thanks_of
from buckstop.outcomes.worth import Deed, leaders_answers, to_thank_for
from buckstop.people.models import Person
from buckstop.prevention.actions import preventing, watching
from buckstop.prevention.tests.stage import asked as asked_for
from buckstop.prevention.tests.stage import happens
from buckstop.prevention.tests.stage import now as prevention_now
from buckstop.problems.actions import fixing, opening, ownership
from buckstop.problems.actions.understandings import change_hurt
from buckstop.problems.commitments import escalation, handoff, update
from buckstop.problems.commitments.ask import ask
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World, answering


def by(person: Person, world: World) -> dict[str, Any]:
    return {"by": person.actor(), "at": world.now}


def thanked(world: World, problem: Problem) -> None:
    thank(world.ana, problem=problem, text="For the night", **by(world.bruno, world))


def test_only_the_two_read_it_and_only_who_is_thanked_hears(world: World) -> None:
    problem = world.report().problem
    thanked(world, problem)
    while following.drain(at=world.now):
        pass
    notices = Notice.objects.filter(entry__code="thanks-given")
    assert [(one.person, one.sentence) for one in notices] == [(world.ana, "Somebody thanks you")]
    reads = {one.name: len(thanks_of(one)) for one in (world.ana, world.bruno, world.carla)}
    assert reads == {"Ana Ruiz": 1, "Bruno Keller": 1, "Carla Roth": 0}
    [entry] = Entry.objects.filter(code="thanks-given")
    assert entry.chain_id != problem.chain_id  # nobody finds it in the problem's history
    assert list(verify()) == []


def test_nobody_thanks_themselves_and_nobody_who_isnt_there(world: World) -> None:
    problem = world.report().problem
    with pytest.raises(Refused, match="somebody else"):
        thank(world.ana, problem=problem, text="Me", **by(world.ana, world))
    with pytest.raises(Refused, match="isn’t here any more"):
        thank(world.ines, problem=problem, text="You", **by(world.ana, world))


def test_who_was_thanked_may_show_it_to_who_leads_them_and_nobody_else_may(world: World) -> None:
    lea = world.hire("Lea Frey", "lead")
    thanked(world, world.report().problem)
    [thanks] = thanks_of(world.ana)
    assert {one.name for one in leads_of(thanks)} >= {"Carla Roth", "Lea Frey"}
    team = add_team(name="Network", lead=lea, by=DESK, at=world.now)
    add_members(team, people=[world.ana], by=DESK, at=world.now)
    assert leads_of(thanks) == [lea]
    for who, to, why in (
        (world.bruno, lea, "Who was thanked chooses"),
        (world.ana, world.carla, "Choose somebody who leads you"),
    ):
        with pytest.raises(Refused, match=why):
            show_thanks(thanks, to=to, **by(who, world))
    show_thanks(thanks, to=lea, **by(world.ana, world))
    while following.drain(at=world.now):
        pass
    shown = Notice.objects.filter(entry__code="thanks-shown")
    assert [(one.person, one.sentence) for one in shown] == [
        (lea, "Somebody shows you a thanks that they got")
    ]
    assert (len(thanks_of(lea)), len(thanks_of(world.carla))) == (1, 0)
    with pytest.raises(Refused, match="has it already"):
        show_thanks(thanks, to=lea, **by(world.ana, world))
    assert list(verify()) == []


def test_it_goes_with_whoever_is_erased(world: World) -> None:
    thank(world.zed, problem=world.report().problem, text="For it", **by(world.ana, world))
    ownership.leave(world.zed, by=DESK, at=world.later(minutes=5))
    erase_person(world.zed, by=DESK, at=world.later(minutes=5))
    assert not Body.objects.filter(text="For it").exists()
    assert list(verify()) == []


def deeds(world: World, reader: Person) -> list[tuple[Deed, str]]:
    found = to_thank_for(reader, at=world.now, zone=UTC)
    return sorted((one.deed, one.person.name) for one in found)


def test_what_there_is_to_thank_for(world: World) -> None:
    problem = world.report().problem
    asked = escalation.escalate(problem, reason="Help", to=world.bruno, **by(world.ana, world))
    answer = escalation.answer(asked, text="Do it.", backs_owner=True, **by(world.bruno, world))
    escalation.credit(answer, **by(world.bruno, world))
    opening.open_problem(title="The lift hums", **by(world.zed, world))
    change_hurt(problem, hurts=2, **by(world.ana, world))
    ownership.take(problem, **by(world.bruno, world))
    world.later(hours=15)  # 23:00
    update.keep(world.report("Late").problem, **by(world.ana, world))
    assert deeds(world, world.carla) == [
        (Deed.ASKED_EARLY, "Ana Ruiz"), (Deed.NIGHT, "Bruno Keller"), (Deed.RAISED, "Zed Novak"),
        (Deed.TOOK, "Bruno Keller"),
    ]  # fmt: skip
    assert (Deed.TOOK, "Bruno Keller") not in deeds(world, world.bruno)
    thank(world.ana, problem=problem, text="Early", **by(world.carla, world))
    assert (Deed.ASKED_EARLY, "Ana Ruiz") not in deeds(world, world.carla)
    answers = leaders_answers(world.now)
    assert (answers.in_time, answers.all) == (1, 1)
    world.later(days=8)
    assert deeds(world, world.carla) == []


def handed_on(world: World) -> Problem:
    """Ana tells Bruno what he must know, and he owns it."""
    problem = world.report().problem
    offer = handoff.offer(
        problem, to=world.bruno, brief="The log is at noon", **by(world.ana, world)
    )
    handoff.accept(offer, by=world.bruno.actor(), at=world.later(minutes=5))
    return problem


def closes(world: World, problem: Problem) -> None:
    """Bruno mends it, and the customer says so."""
    fixing.fix(Problem.objects.get(pk=problem.pk), **by(world.bruno, world))
    [case] = Case.objects.filter(problem=problem)
    fixing.confirm(case, by=answering(case), at=world.later(minutes=5))


def test_a_brief_after_which_nobody_asked_again(world: World) -> None:
    asked, enough, runs = (handed_on(world) for _ in range(3))
    world.later(minutes=5)
    due = world.now + timedelta(hours=1)
    ask(asked, what="Which log?", of=world.ana, due=due, **by(world.bruno, world))
    for problem in (asked, enough):
        closes(world, problem)
    found = to_thank_for(world.carla, at=world.now, zone=UTC)
    briefs = [(one.person, one.problem) for one in found if one.deed == Deed.BRIEF]
    assert briefs == [(world.ana, enough)], f"asked again, or still open: {asked}, {runs}"


def test_a_prevention_that_held(world: World) -> None:
    prevention = asked_for(world, happens(world, None, 9, 7), of=world.zed)
    preventing.put_in_force(prevention, by=world.zed.actor(), at=world.now)
    assert (Deed.HELD, "Zed Novak") not in deeds(world, world.carla)
    until = prevention_now(prevention).watch_until
    assert until is not None
    world.now = until
    watching.attend_preventions(at=world.now)
    assert (Deed.HELD, "Zed Novak") in deeds(world, world.carla)
