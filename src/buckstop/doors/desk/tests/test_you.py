"""One's own page: how pages look, and where one is logged in."""

import re
from collections.abc import Callable
from io import BytesIO

from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, expect

from buckstop.conversations.actions.erasing import erase_person
from buckstop.doors.desk import sittings
from buckstop.doors.desk.entrance import BACKEND
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Body
from buckstop.people.actions.pictures import set_picture
from buckstop.people.models import Person
from buckstop.problems.actions import ownership
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking

type Seat = Callable[[Person], Client]
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


def drawn(colour: str) -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", (40, 20), colour).save(written, "PNG")
    return SimpleUploadedFile("me.png", written.getvalue(), "image/png")


def test_one_is_seen_and_says_what_one_speaks(world: World, ana: Client, seat: Seat) -> None:
    bruno = seat(world.bruno)
    home = f"/people/{world.ana.pk}/"
    send(ana, f"{home}change/new/", languages=["fr", "de"])
    for page in (ana.get("/you/"), bruno.get(home)):
        assert "German, French" in words(page)
    chosen = send(ana, f"{home}picture/new/", picture=drawn("red"))
    assert chosen.status_code == 302
    first = Person.objects.get(pk=world.ana.pk).picture
    assert first is not None
    seen = f"/look/portrait/{first.pk}/"
    assert f'src="{seen}"' in ana.get("/you/").content.decode()
    assert f'src="{seen}"' in bruno.get(home).content.decode()
    answer = Client().get(seen)  # customers have no log-in
    assert (answer["Content-Type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
    no_picture = SimpleUploadedFile("me.png", b"<svg onload=alert(1)>", "image/png")
    refused = send(ana, f"{home}picture/new/", picture=no_picture)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["picture"])
    send(ana, f"{home}picture/new/", picture=drawn("blue"))
    assert Client().get(seen).status_code == 404  # and nothing of it is left
    assert Body.objects.get(pk=first.pk).raw is None


def test_a_picture_is_ones_own_and_is_erased_with_them(world: World, seat: Seat) -> None:
    bruno = seat(world.bruno)
    home = f"/people/{world.ana.pk}/picture/"
    set_picture(world.ana, drawn("red").read(), by=world.ana.actor(), at=world.now)
    assert bruno.post(home, {"picture": drawn("blue")}).status_code == 404
    assert bruno.post(f"{home}removal/").status_code == 404
    ownership.leave(world.ana, by=DESK, at=world.now)
    erase_person(world.ana, by=DESK, at=world.now)
    assert Person.objects.get(pk=world.ana.pk).picture is None
    kept = [bytes(row.raw or b"") for row in Body.objects.all()]
    assert not [raw for raw in kept if raw.startswith(b"\xff\xd8")]


def test_the_look_is_chosen_and_stays(browser: Browser, ana: Client) -> None:
    with looking(browser, ana, color_scheme="light") as page:
        page.goto("/you/")
        page.get_by_role("link", name="Change").first.click()
        sheet = page.locator("dialog[open]")
        sheet.get_by_label("As customers read it").fill("Ana")
        sheet.get_by_role("button", name="Keep it").click()
        expect(page.locator(".toast")).to_contain_text("Kept.")
        expect(page.get_by_role("definition").filter(has_text=re.compile("^Ana$"))).to_be_visible()
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


def test_the_language_that_was_chosen_confirms_itself(world: World, ana: Client) -> None:
    answer = ana.post("/you/language/", {"language": "de"}, follow=True)
    assert "Deutsch" in words(answer)
    answer = ana.post("/you/language/", {"language": ""}, follow=True)
    assert "The desk speaks the language that your browser asks for." in words(answer)


def test_a_last_day_is_said_as_dates_are(world: World, ana: Client, seat: Seat) -> None:
    send(seat(world.bruno), f"/people/{world.ana.pk}/last-day/new/", day="2027-04-09")
    assert "9 April 2027 is their last day here" in words(ana.get(f"/people/{world.ana.pk}/"))
