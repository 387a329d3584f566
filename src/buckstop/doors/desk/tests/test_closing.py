"""What we found and no customer has is closed from its menu, with a reason."""

from django.test import Client

from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.problems.actions import kinds
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World, answering

LABEL = "Close it, no customer has it"


def found(world: World) -> Problem:
    by = world.ana.actor()
    return open_problem(title="The gateway runs hot", owner=world.ana.pk, by=by, at=world.now)


def test_it_is_closed_by_its_own_form(world: World, ana: Client):
    problem = found(world)
    page = f"/problems/{problem.ref}/"
    assert LABEL in words(ana.get(page))
    sheet = ana.get(f"{page}closing/new/")
    assert "nobody is mailed" in words(sheet)
    send(ana, f"{page}closing/new/", reason="We cleaned the fan.")
    said = words(ana.get(page))
    assert "Closed, no customer had it" in said
    assert "ended it, since no customer has reported it" in said
    assert "We cleaned the fan." in said
    assert LABEL not in said
    assert "closed, no customer had it" in words(ana.get("/problems/?state=closed"))


def test_it_isnt_offered_where_a_customer_waits(world: World, ana: Client):
    case = reported(world)
    assert LABEL not in words(ana.get(home(case)))
    answer = send(ana, f"{home(case)}closing/new/", reason="No.")
    assert answer.status_code == 422
    assert "it ends with their word" in words(answer)


def test_it_is_offered_where_who_was_told_has_nothing(world: World, ana: Client):
    problem = found(world)
    case = world.join(problem, world.ines)
    Case.objects.filter(pk=case.pk).update(how="told")
    kinds.spare(Case.objects.get(pk=case.pk), by=answering(case), at=world.now)
    assert LABEL in words(ana.get(f"/problems/{problem.ref}/"))
