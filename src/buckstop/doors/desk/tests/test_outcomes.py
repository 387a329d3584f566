"""Outcomes on their pages: figures with their lists, customers at risk, trust on both sides."""

import re
from datetime import timedelta

from django.test import Client

from buckstop.conversations import links
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.kit import clock
from buckstop.ledger.verify import verify
from buckstop.problems.actions import asking, attending, fixing
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering
from buckstop.reliability.queries.figures import FIGURES


def went_badly(world: World) -> Case:
    """A promise is missed, it is said to be fixed and isn't, and they found it hard."""
    case = reported(world)
    late = world.later(days=1)
    clock.move_by(timedelta(days=1))
    while attending.attend_commitments(at=late):
        pass
    for _ in range(2):
        fixing.fix(Case.objects.get(pk=case.pk).problem, by=world.ana.actor(), at=late)
        fixing.still_broken(case, by=answering(case), at=late)
    fixing.fix(Case.objects.get(pk=case.pk).problem, by=world.ana.actor(), at=late)
    fixing.confirm(case, by=answering(case), at=late)
    asking.tell_effort(case, score=2, by=answering(case), at=late)
    return case


def test_who_is_at_risk_is_called_and_may_leave_all_the_same(world: World, seat):
    ana = seat(world.ana)
    assert "Nobody, going by what happened" in words(ana.get("/at-risk/"))
    went_badly(world)
    page = words(ana.get("/at-risk/"))
    assert "2 times we said that it is fixed, and it wasn’t." in page, page
    assert "They found it hard to get something solved." in page
    assert "Nobody has spoken to them about it yet." in page
    customer = f"/customers/{world.nordbank.pk}/"
    send(ana, f"{customer}calls/new/", what="They want to hear a day ahead.")
    assert "Ana Ruiz spoke to them" in words(ana.get("/at-risk/"))
    send(ana, f"{customer}leaving/new/", because="handling", why="Too many mornings lost")
    page = words(ana.get("/at-risk/"))
    assert "Nordbank how we handled their problems Too many mornings lost" in page, page
    assert "That doesn’t say that they left because of it." not in page  # nobody to compare with
    [left] = world.nordbank.left.all()
    ana.post(f"/at-risk/left/{left.pk}/removal/")
    assert "Too many mornings lost" not in words(ana.get("/at-risk/"))
    assert list(verify()) == []


def test_each_figure_has_a_value_and_opens_its_list(world: World, seat):
    carla = seat(world.carla)
    page = words(carla.get("/outcomes/"))
    assert "Nothing was promised or solved in thirteen weeks." in page, page
    assert "As files" not in page
    case = went_badly(world)
    raw = carla.get("/outcomes/").content.decode()
    page = words(carla.get("/outcomes/"))
    assert "Right the first time 0 %" in page, page
    assert re.search(r"Missed twice in a row \d+ of [1-9]\d* promise", page), page
    assert "As files" in page
    assert "of 1; 90 % sure: between" in page
    assert "1 answered" in page, page
    assert "can’t be estimated below 100 answers" in page
    for code in FIGURES:
        assert carla.get(f"/outcomes/{code}/").status_code == 200
    assert case.problem.ref in words(carla.get("/outcomes/right-first-time/"))
    assert carla.get("/outcomes/nothing/").status_code == 404
    [month, team] = re.findall(r'href="(/outcomes/promises/[^"]+)"', raw)
    assert (month, team) == ("/outcomes/promises/month/2026-03/", "/outcomes/promises/team/none/")
    for missed in (month, team, "/outcomes/promises/level/none/"):
        assert case.problem.ref in words(carla.get(missed)), missed
    assert carla.get("/outcomes/promises/month/x/").status_code == 404
    assert carla.get("/outcomes/promises/service/none/").status_code == 404


def test_they_read_the_same_of_us_as_we_do(world: World, seat):
    case = went_badly(world)
    ours = words(seat(world.ana).get(f"/customers/{world.nordbank.pk}/trust/"))
    theirs = words(Client().get(f"/c/{links.make(case.pk, case.contact_id, world.now)}/trust/"))
    sentence = "promises of news were kept at their time"
    assert sentence in ours, ours
    start = ours.index("What can be relied on")
    assert ours[start : start + 80] in theirs, theirs
    assert home(case) not in theirs
