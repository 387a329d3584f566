"""Teams on their pages: nobody sees them until there is a second one."""

from datetime import time, timedelta

from django.test import Client

from buckstop.coverage.actions import add_shift
from buckstop.coverage.models import Member, Route, Skill, Team
from buckstop.coverage.queries import teams_of
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.ledger.actor import DESK
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service
from buckstop.services.rules import Terms


def bar(browser: Client) -> str:
    """The places that stand in the bar itself."""
    page = browser.get("/").content.decode()
    return page[page.index('<nav class="bar-places"') : page.index('class="menu bar-more"')]


def test_teams_stand_in_the_bar_once_there_is_a_second_one(world: World, seat):
    ana, bruno = seat(world.ana), seat(world.bruno)
    assert 'href="/teams/"' not in bar(ana)
    assert "Teams Who takes what" in words(ana.get("/"))  # of what isn't used yet
    assert "Add a team" not in words(ana.get("/people/"))
    assert "Add a team" in words(bruno.get("/people/"))
    made = send(bruno, "/teams/additions/new/", name="Network", lead=str(world.bruno.pk))
    team = Team.objects.get()
    assert made["Location"] == f"/teams/{team.pk}/"
    assert 'href="/teams/"' in bar(ana)
    assert "Teams Who takes what" not in words(ana.get("/"))
    assert "Add a team" not in words(bruno.get("/people/"))
    page = words(ana.get("/teams/"))
    assert "Service desk" in page
    assert "Network led by Bruno Keller" in page
    assert "On watch now: Ana Ruiz" in page
    assert "Nobody is on shift; Carla Roth has the watch." in page


def test_people_come_and_go(world: World, seat):
    bruno = seat(world.bruno)
    send(bruno, "/teams/additions/new/", name="Network")
    at = f"/teams/{Team.objects.get().pk}/"
    chosen = [str(world.ana.pk), str(world.carla.pk)]
    send(bruno, f"{at}members/new/", people=chosen)
    assert "Ana Ruiz" in words(bruno.get(at))
    assert "Front line, Network" in words(bruno.get(f"/people/{world.ana.pk}/"))
    row = Member.objects.get(person=world.ana)
    bruno.post(f"/teams/members/{row.pk}/removal/")
    assert teams_of(world.ana.pk) == []
    send(bruno, f"{at}change/new/", name="Networks", buck_stops_with=str(world.bruno.pk))
    assert "the buck stops with Bruno Keller" in words(bruno.get(at))
    gone = send(bruno, f"{at}end/new/")
    assert gone["Location"] == "/teams/"
    assert bruno.get(at).status_code == 404
    assert "There is one desk." in words(bruno.get("/teams/"))


def test_somebody_says_what_they_know(world: World, seat):
    ana = seat(world.ana)
    at = f"/people/{world.ana.pk}/"
    send(ana, f"{at}skills/new/", name="Payment gateways")
    assert "Knows Payment gateways" in words(ana.get(at))
    assert "Add" not in words(ana.get(f"/people/{world.bruno.pk}/")).split("Owns")[0]
    ana.post(f"/people/skills/{Skill.objects.get().pk}/removal/")
    assert "Payment gateways" not in words(ana.get(at))


def test_a_problem_is_moved_to_a_team_and_found_there(world: World, seat):
    problem, bruno = world.report().problem, seat(world.bruno)
    at = f"/problems/{problem.ref}/"
    assert "Move to a team" not in words(bruno.get(at))
    assert "Team" not in [one.label for one in bruno.get("/problems/").context["filters"]]
    send(bruno, "/teams/additions/new/", name="Network")
    team = Team.objects.get()
    assert "With the service desk" in words(bruno.get(at))
    assert "Team" in [one.label for one in bruno.get("/problems/").context["filters"]]
    send(bruno, f"{at}team/new/", team=str(team.pk))
    assert "With Network" in words(bruno.get(at))
    assert len(bruno.get(f"/problems/?team={team.pk}").context["rows"]) == 1
    assert bruno.get("/problems/?team=desk").context["rows"] == []


def test_what_goes_to_a_team_is_said_on_its_page(world: World, seat):
    bruno = seat(world.bruno)
    send(bruno, "/teams/additions/new/", name="Network")
    at = f"/teams/{Team.objects.get().pk}/"
    assert "Nothing by itself" in words(bruno.get(at))
    wrong = send(bruno, f"{at}routes/new/", customer="Nobody’s")
    assert "No customer is called so." in words(wrong)
    send(bruno, f"{at}routes/new/", customer="nordbank")
    send(bruno, f"{at}routes/new/", address="network@halden.example")
    assert "What Nordbank reports" in words(bruno.get(at))
    service = add_service(terms=Terms(key="vpn", name="VPN"), by=DESK, at=world.now)
    send(bruno, f"{at}routes/new/", service=str(service.pk))
    assert "What names VPN" in words(bruno.get(at))
    row = Route.objects.get(customer=None, service=None)
    assert row.address == "network@halden.example"
    bruno.post(f"/teams/routes/{row.pk}/removal/")
    assert "network@halden.example" not in words(bruno.get(at))
    again = open_problem(title="It is down", by=DESK, at=world.now, customer=world.nordbank.pk)
    with_shift = world.ana
    add_shift(
        Team.objects.get().roster, person=with_shift, weekday=world.now.weekday(),
        starts=time(0), ends=time(0), by=DESK, at=world.now,
    )  # fmt: skip
    problem = open_problem(title="Again", by=DESK, at=world.now, customer=world.nordbank.pk)
    page = words(bruno.get(f"/problems/{problem.ref}/"))
    assert "With Network" in page
    assert "because nobody else on shift had room" in page
    assert "It went to them" not in words(bruno.get(f"/problems/{again.ref}/"))


def test_each_team_has_its_roster_in_its_own_zone(world: World, seat):
    bruno = seat(world.bruno)
    lead = str(world.bruno.pk)
    send(bruno, "/teams/additions/new/", name="Network", lead=lead, zone="Asia/Kathmandu")
    team, day = Team.objects.get(), world.now.date()
    at = f"/roster/?team={team.pk}"
    page = bruno.get(at)
    assert "times in Asia/Kathmandu" in words(page)
    assert page.context["change_buck"] is None
    assert [one.label for one in page.context["others"]] == ["Service desk", "Network"]
    sheet = page.context["add"].url
    send(
        bruno, sheet, f"/roster/shifts/?team={team.pk}", person=str(world.carla.pk),
        day=str(day.weekday()), starts="00:00", ends="00:00",
    )  # fmt: skip
    assert team.roster.shifts.get().person == world.carla
    assert "On watch now: Carla Roth" in words(bruno.get(at))
    assert "On watch now: Ana Ruiz" in words(bruno.get("/roster/"))
    assert bruno.get("/roster/?team=nonsense").status_code == 404


def test_a_gap_goes_to_who_leads_the_team_and_to_its_buck(world: World, seat):
    bruno, carla = seat(world.bruno), seat(world.carla)
    other = world.hire("Lea Marti", "lead")
    send(bruno, "/teams/additions/new/", name="Network", lead=str(world.bruno.pk))
    team, day = Team.objects.get(), world.now.date() + timedelta(days=2)
    for weekday in range(7):
        add_shift(
            team.roster, person=world.ana, weekday=weekday,
            starts=time(18), ends=time(20), by=DESK, at=world.now,
        )  # fmt: skip
    send(seat(world.ana), "/roster/absences/new/", starts=f"{day}T17:00", ends=f"{day}T21:00")
    page = bruno.get("/")
    assert "Network: Wed 4 March, 18:00 to 20:00" in words(page)
    assert "Network: Wed" in words(carla.get("/"))
    assert "Network: Wed" not in words(seat(other).get("/"))
    [gap] = bruno.get(f"/roster/?team={team.pk}").context["gaps"]
    send(bruno, gap.url, f"/roster/overrides/?team={team.pk}", person=str(world.carla.pk))
    assert "Network: Wed" not in words(bruno.get("/"))
