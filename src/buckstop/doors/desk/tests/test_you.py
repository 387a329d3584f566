"""One's own page: how pages look, and where one is logged in."""

from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, expect

from buckstop.doors.desk import sittings
from buckstop.doors.desk.entrance import BACKEND
from buckstop.doors.desk.tests.telling import words
from buckstop.people.models import Person
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


def logged_in(person: Person, agent: str) -> Client:
    browser = Client(headers={"user-agent": agent})
    browser.force_login(person, backend=BACKEND)
    browser.get("/")
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/").status_code == 200


def test_sessions_are_seen_and_ended(world: World) -> None:
    desk, phone = logged_in(world.ana, FIREFOX), logged_in(world.ana, PHONE)
    other = logged_in(world.bruno, FIREFOX)
    said = words(desk.get("/you/"))
    assert "Firefox on Linux this one last used 09:00 today" in said
    assert "Safari on iPhone last used 09:00 today Log out there" in said
    assert said.count("last used") == 2
    page = desk.get("/you/").content.decode()
    assert not [row for row in Session.objects.all() if row.pk in page]
    for mine in (desk, phone):
        key = sittings.digest_of(str(mine.session.session_key))
        assert other.post(f"/you/sessions/{key}/end/").status_code == 404
    assert is_in(phone)
    there = sittings.digest_of(str(phone.session.session_key))
    assert desk.post(f"/you/sessions/{there}/end/").status_code == 302
    assert not is_in(phone)
    assert is_in(desk)


def test_all_others_are_ended_at_once(world: World) -> None:
    desk, *others = (logged_in(world.ana, agent) for agent in (FIREFOX, PHONE, FIREFOX))
    bruno = logged_in(world.bruno, PHONE)
    assert "Log out everywhere else" in words(desk.get("/you/"))
    assert "2 other browsers are logged out." in words(
        desk.post("/you/sessions/others/end/", follow=True)
    )
    assert [is_in(one) for one in (desk, *others, bruno)] == [True, False, False, True]
    assert "Log out everywhere else" not in words(desk.get("/you/"))


def test_sessions_of_others_stay_unseen_and_go_on(world: World) -> None:
    Person.objects.update(password="")  # so that nothing but whose they are parts their sessions
    ana, bruno = (Person.objects.get(pk=one.pk) for one in (world.ana, world.bruno))
    hers, his = logged_in(ana, FIREFOX), logged_in(bruno, PHONE)
    [only] = sittings.sittings(ana, None)
    assert only.browser == "Firefox on Linux"
    assert sittings.end_others(ana, hers.session.session_key) == 0
    assert his.get("/").status_code == 200


def test_the_look_is_chosen_and_stays(browser: Browser, ana: Client) -> None:
    with looking(browser, ana, color_scheme="light") as page:
        page.goto("/you/")
        page.get_by_label("dark", exact=True).check()
        page.get_by_label("compact").check()
        page.goto("/problems/")
        html = page.locator("html")
        expect(html).to_have_attribute("data-theme", "dark")
        expect(html).to_have_attribute("data-density", "compact")
        page.goto("/you/")
        expect(page.get_by_label("dark", exact=True)).to_be_checked()
        page.get_by_label("as the system").check()
        assert html.get_attribute("data-theme") is None
