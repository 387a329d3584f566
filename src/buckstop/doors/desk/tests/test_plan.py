"""The plan keeps its history, and says nothing of a customer that we wouldn't say to them."""

import re
from datetime import timedelta

from django.test import Client

from buckstop.conversations.actions import telling
from buckstop.coverage.actions import teams
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.problems.actions import fixing
from buckstop.problems.commitments import owed
from buckstop.problems.commitments.ask import ask
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment
from buckstop.problems.tests.world import World, answering


def step(world: World, case: Case, what: str, debtor: Person) -> Commitment:
    due = world.now + timedelta(hours=2)
    return add_step(
        case.problem, what=what, debtor=debtor, due=due, case=case,
        by=world.ana.actor(), at=world.now,
    )  # fmt: skip


def test_steps_that_ended_stay_with_how_they_ended(world: World, ana: Client):
    case = reported(world)
    step(world, case, "Restart the gateway", world.ana)
    owed.withdraw(step(world, case, "Buy a new one", world.ana), by=world.ana.actor(), at=world.now)
    fixing.confirm(case, by=answering(case), at=world.later(minutes=5))
    said = words(ana.get(home(case)))
    plan = said[said.index("Plan") :]
    assert "No steps yet" not in plan
    assert "Restart the gateway Ana Ruiz · ended with the case" in plan
    assert "Buy a new one Ana Ruiz · taken back" in plan


def test_what_ended_with_the_problem_is_put_down_to_nobody(world: World, ana: Client):
    case = reported(world)
    step(world, case, "Restart the gateway", world.ana)
    fixing.confirm(case, by=answering(case), at=world.now)
    said = words(ana.get(home(case)))
    assert "A step ended, since their case has ended" in said
    assert "took back" not in said


def test_who_was_asked_is_named_plainly(world: World, ana: Client):
    case = reported(world)
    telling.say_fixed(case.problem, text="It runs.", by=world.ana.actor(), at=world.now)
    assert "believes that it is fixed, and asked Ines Vogt" in words(ana.get(home(case)))


def test_of_a_customers_step_nobody_says_late(world: World, ana: Client):
    case = reported(world)
    step(world, case, "Send the log", world.ines)
    with clock.set_to(world.now + timedelta(hours=27)):
        said = words(ana.get("/"))
    assert "Nordbank: Send the log" in said
    assert "still waiting for them" in said
    row = said.split("Nordbank: Send the log")[1].split("Esc close")[0]
    assert not re.search(r"\blate\b|missed", row)


def test_a_team_is_asked_and_the_crew_sees_who_owes_what_to_whom(world: World, seat):
    case = reported(world)
    team = teams.add_team(name="Finance", lead=None, by=DESK, at=world.now)
    teams.add_members(team, people=[world.zed], by=DESK, at=world.now)
    ana, zed = seat(world.ana), seat(world.zed)
    assert "Crew" not in words(ana.get(home(case)))
    what = "Send the invoice again"
    send(ana, f"{home(case)}asks/new/", whom=f"team:{team.pk}", what=what)
    step(world, case, "Send the log", world.ines)
    said = words(zed.get("/"))
    assert what in said
    page = words(zed.get(home(case)))
    assert "Ana Ruiz asks you" in page
    assert f"Finance to Ana Ruiz: {what}" in page
    row = Commitment.objects.get(kind="ask")
    zed.post(f"{home(case)}commitments/{row.pk}/promise/")
    crew = words(ana.get(home(case))).split("who owes what to whom")[1]
    assert "Ana Ruiz owns it to the customers:" in crew
    assert "Nordbank to Ana Ruiz: Send the log" in crew
    assert f"Zed Novak to Ana Ruiz: {what}" in crew


def test_in_the_crew_two_of_one_name_are_two_and_a_no_is_no_part_done(world: World, ana: Client):
    case = reported(world)
    name, email = world.bruno.name, "bruno.k@desk.example"
    same = staff.add(name=name, email=email, role="front line", by=DESK, at=world.now)
    for person in (world.bruno, same):
        ask(
            case.problem, what="Which port?", of=person, due=world.now + timedelta(hours=2),
            by=world.ana.actor(), at=world.now,
        )  # fmt: skip
    said_no, _open = Commitment.objects.filter(kind="ask").order_by("made_at", "pk")
    owed.decline(said_no, reason="Not mine.", by=said_no.debtor.actor(), at=world.now)
    crew = words(ana.get(home(case))).split("Crew of 3")[1].split("Step")[0]
    assert f"{name} to Ana Ruiz: Which port?" in crew
    assert f"{name} declined" in crew
    assert "done their part" not in crew
