"""Coming in: links, forgotten passwords, who the first one is, and who guesses."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client

from buckstop.doors.desk import lockout
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.doors.shared.limits import Limit
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.following import drain
from buckstop.ledger.models import Entry
from buckstop.notices.models import LogInMail
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.outcomes import Came, MayEnd, Outcome
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.problems.tests.world import World

SECRET, OTHER = "a long walk home", "an even longer walk"


class Sent:
    """A relay that takes everything."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, str]] = []

    def __call__(self, sender: str, address: str, raw: bytes, may_end: MayEnd) -> Outcome:
        self.mails.append((address, raw.decode()))
        return Outcome(Came.ACCEPTED, 250, "taken")


@pytest.fixture(autouse=True)
def cheap(settings: Any) -> None:
    """Argon2 is slow on purpose; what is tested here is not."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ana_with_password(world: World) -> Person:
    staff.choose_password(world.ana, SECRET, by=world.ana.actor(), at=world.now)
    return world.ana


def test_pages_of_both_engines_stand_in_one_shell(world: World, client: Client):
    """allauth's log-in page needs Django's engine; ours beside it doesn't."""

    def shell(address: str) -> str:
        page = client.get(address).content.decode()
        head, _, rest = page.partition('<div class="entrance">')
        title = re.compile(r"<title>[^·]*")
        return " ".join((title.sub("", head) + rest.partition("</main>")[2]).split())

    assert shell("/log-in/") == shell("/log-in/forgotten/")
    assert "letter-house" in shell("/log-in/")


def link_for(person: Person, **more: Any) -> str:
    return f"/enter/{staff.make_log_in_link(person, by=DESK, at=clock.now(), **more)}/"


def log_in(browser: Client, password: str, email: str = "ana@desk.example", **more: Any) -> Any:
    return browser.post("/log-in/", {"login": email, "password": password}, **more)


def follow(at: Any, hand: Sent) -> None:
    drain(at=at)
    deliver(Smtp(hand), at=at)


def test_a_link_lets_choose_a_new_password_without_the_old_one(ana_with_password: Person):
    browser, elsewhere = Client(), Client()
    assert log_in(elsewhere, SECRET)["Location"] == "/"
    assert browser.post(link_for(ana_with_password))["Location"] == "/log-in/password/choice/"
    answer = send(browser, "/log-in/password/choice/", password1=OTHER, password2=OTHER)
    assert answer["Location"] == "/"
    assert "Your password is set." in words(browser.get("/"))
    assert elsewhere.get("/")["Location"].startswith("/log-in/")  # every other session ended
    assert log_in(Client(), OTHER).status_code == 302
    assert log_in(Client(), SECRET).status_code == 200


def test_the_right_to_choose_passes(world: World, ana_with_password: Person):
    browser = Client()
    browser.post(link_for(ana_with_password))
    with clock.set_to(world.now + timedelta(hours=2)):
        assert browser.get("/log-in/password/choice/")["Location"] == "/log-in/password/"
    other = Client()
    log_in(other, SECRET)
    assert other.get("/log-in/password/choice/")["Location"] == "/log-in/password/"


def test_two_that_differ_and_one_that_is_easy_are_said_beside_their_field(world: World):
    browser = Client()
    browser.post(link_for(world.ana))
    differ = send(browser, "/log-in/password/choice/", password1=SECRET, password2=OTHER)
    assert (differ.status_code, "aren’t the same" in words(differ)) == (422, True)
    easy = send(browser, "/log-in/password/choice/", password1="password", password2="password")
    assert easy.context["form"].errors.keys() == {"password1"}


def test_who_knows_the_old_one_changes_it_and_is_told_by_mail(ana_with_password: Person):
    browser, hand = Client(), Sent()
    log_in(browser, SECRET)
    follow(clock.now(), hand)
    hand.mails.clear()
    said = {"oldpassword": SECRET, "password1": OTHER, "password2": OTHER}
    assert send(browser, "/log-in/password/", **said)["Location"] == "/"
    assert "Everywhere else you are logged out." in words(browser.get("/"))
    follow(clock.now(), hand)
    [(address, mail)] = hand.mails
    assert (address, "Your password was changed" in mail) == ("ana@desk.example", True)
    assert Entry.objects.filter(code="password-chosen").count() == 2


def test_who_forgot_gets_a_link_by_mail(world: World, settings: Any, monkeypatch):
    monkeypatch.setenv("BUCKSTOP_RELAY", "smtp://relay.example")
    settings.BASE_URL = "https://desk.example"
    browser, hand = Client(), Sent()
    assert "/log-in/forgotten/" in browser.get("/log-in/").content.decode()
    answer = send(browser, "/log-in/forgotten/", email="Ana@desk.example")
    assert "Look at your mail" in words(browser.get(answer["Location"]))
    deliver(Smtp(hand), at=world.now)
    [(address, mail)] = hand.mails
    found = re.search(r"https://desk\.example(/enter/[\w-]+/)", mail)
    assert address == "ana@desk.example"
    assert found is not None
    assert browser.post(found.group(1))["Location"] == "/log-in/password/choice/"
    assert deliver(Smtp(hand), at=world.now) == 0


def test_nobody_learns_who_logs_in_here(world: World, monkeypatch):
    monkeypatch.setenv("BUCKSTOP_RELAY", "smtp://relay.example")
    hand = Sent()
    pages = []
    for email in ("ana@desk.example", "nobody@desk.example", "ines@nordbank.example"):
        answer = send(Client(), "/log-in/forgotten/", email=email)
        pages.append((answer.status_code, answer["Location"]))
    assert len(set(pages)) == 1
    assert deliver(Smtp(hand), at=world.now) == 3
    assert [address for address, _ in hand.mails] == ["ana@desk.example"]


def test_links_are_asked_for_so_often_and_no_oftener(world: World, monkeypatch):
    monkeypatch.setenv("BUCKSTOP_RELAY", "smtp://relay.example")
    browser = Client()
    for _ in range(10):
        assert send(browser, "/log-in/forgotten/", email="ana@desk.example").status_code == 302
    assert LogInMail.objects.count() == 5
    late = browser.post("/log-in/forgotten/", {"email": "ana@desk.example"})
    assert (late.status_code, "Try again in" in words(late)) == (429, True)


def test_without_a_relay_no_link_is_promised(world: World):
    assert "No mail leaves this desk yet" in words(Client().get("/log-in/forgotten/"))


def test_the_first_admin_says_who_they_are(world: World):
    first = staff.add(
        name="Halden IT", email="admin@localhost", role="admin", unnamed=True, by=DESK, at=world.now
    )
    browser = Client()
    assert browser.post(link_for(first))["Location"] == "/log-in/first/"
    assert browser.get("/people/")["Location"] == "/log-in/first/"
    said = {"name": "Mei Tan", "email": "mei@desk.example", "password1": SECRET}
    taken = send(
        browser, "/log-in/first/", **{**said, "email": "ana@desk.example"}, password2=SECRET
    )
    assert taken.context["form"].errors.keys() == {"email"}
    assert send(browser, "/log-in/first/", **said, password2=SECRET)["Location"] == "/setting-up/"
    assert browser.get("/").status_code == 200
    assert Person.objects.get(pk=first.pk).public_name == "Mei Tan"
    assert log_in(Client(), SECRET, "mei@desk.example")["Location"] == "/"


def test_a_mailed_link_asks_for_the_second_step_too(world: World, monkeypatch: Any):
    browser = Client()
    monkeypatch.setattr("allauth.mfa.stages.is_mfa_enabled", lambda *_args, **_more: True)
    answer = browser.post(link_for(world.ana, mailed=True))
    assert answer["Location"] == "/log-in/keys/authenticate/"
    assert browser.get("/")["Location"].startswith("/log-in/")


def test_a_link_opened_in_anothers_browser_is_still_theirs(world: World):
    browser = Client()
    browser.post(link_for(world.bruno))
    answer = browser.post(link_for(world.ana, mailed=True))
    assert answer["Location"] == "/log-in/password/choice/"
    send(browser, "/log-in/password/choice/", password1=SECRET, password2=SECRET)
    assert "Ana Ruiz" in words(browser.get("/"))
    assert not Person.objects.get(pk=world.bruno.pk).has_usable_password()


def test_who_guesses_locks_out_only_their_own_place(ana_with_password: Person):
    mallory, hers = Client(REMOTE_ADDR="192.0.2.66"), Client(REMOTE_ADDR="198.51.100.7")
    for _ in range(5):
        assert "Too many tries" not in words(log_in(mallory, "guessed"))
    assert "Too many tries" in words(log_in(mallory, SECRET))
    assert log_in(hers, SECRET)["Location"] == "/"


def test_a_known_browser_is_never_locked_by_others(ana_with_password: Person, monkeypatch: Any):
    slower = Limit("guess-a-name", most=10, seconds=3600)
    monkeypatch.setattr(lockout, "NAME_FROM_ANYWHERE", slower)
    hers = Client(REMOTE_ADDR="192.0.2.66")
    log_in(hers, SECRET)
    hers.post("/log-out/")
    mallory = Client(REMOTE_ADDR="192.0.2.66")  # behind the same router
    for _ in range(7):
        log_in(mallory, "guessed")
    for place in range(8):  # and from everywhere else
        log_in(Client(REMOTE_ADDR=f"203.0.113.{place}"), "guessed")
    assert "Too many tries" in words(log_in(Client(REMOTE_ADDR="198.51.100.9"), SECRET))
    assert log_in(hers, SECRET)["Location"] == "/"


def test_a_right_password_doesnt_count(ana_with_password: Person):
    for _ in range(8):
        assert log_in(Client(), SECRET)["Location"] == "/"


def test_what_is_counted_is_shared_by_all_processes(db: None):
    cache.set("tries", 3)
    assert isinstance(caches["default"], DatabaseCache)
    assert cache.get("tries") == 3
