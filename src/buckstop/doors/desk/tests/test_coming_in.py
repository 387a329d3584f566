"""Log-in by a provider, through our real pages and a real provider beside them."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from urllib3.util import connection

from buckstop.coverage.actions import teams
from buckstop.coverage.queries import teams_of
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.identity.actions.coming_in import come_in
from buckstop.identity.models import Account, Directory, Provider
from buckstop.identity.rules import Vouched
from buckstop.identity.tests.provider import CLIENT, SECRET, OpenIdProvider
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.outbox.channels.push import guard
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.problems.tests.world import World

PAGE = "/who-may-come-in/"
ANA = {"sub": "a-1", "email": "ana@desk.example", "email_verified": True, "name": "Ana Ruiz"}


@pytest.fixture(scope="module")
def running() -> Iterator[OpenIdProvider]:
    provider = OpenIdProvider()
    yield provider
    provider.stop()


@pytest.fixture
def there(running: OpenIdProvider, monkeypatch: pytest.MonkeyPatch) -> OpenIdProvider:
    """The provider as it is before anything was done to it, in a private network; Ana comes."""
    monkeypatch.setattr(connection, "create_connection", guard.guarded)
    running.person, running.apart = dict(ANA), {}
    running.spoil = lambda claims: claims
    running.said_issuer = running.issuer
    return running


@pytest.fixture
def ada(world: World, seat: Any) -> Client:
    made = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    return seat(made)


def set_up(ada: Client, there: OpenIdProvider, **more: Any) -> Provider:
    given = {"name": "Halden", "issuer": there.issuer, "client": CLIENT, "secret": SECRET}
    answer = send(ada, f"{PAGE}providers/new/", **{**given, **more})
    assert answer.status_code == 302, words(answer)
    return Provider.objects.get(ended_at=None)


def leave(browser: Client, page: str = "/log-in/") -> str:
    """From our log-in page to the provider, and the address to which it sends the browser back."""
    [link] = re.findall(r'href="(/log-in/with/[^"]+)"', browser.get(page).content.decode())
    away = browser.get(link.replace("&amp;", "&"))
    assert away.status_code == 302, words(away)
    with guard.anywhere():  # a browser calls whom it likes
        back = requests.get(away["Location"], allow_redirects=False, timeout=5)
    return back.headers["Location"].partition("/log-in/back/")[2]


def come(browser: Client, page: str = "/log-in/") -> Any:
    return browser.get(f"/log-in/back/{leave(browser, page)}")


def is_in(browser: Client) -> bool:
    return browser.get("/").status_code == 200


def test_who_is_known_by_a_verified_address_comes_in_and_is_known_by_the_account(
    world: World, ada: Client, there: OpenIdProvider
):
    provider = set_up(ada, there)
    assert SECRET not in provider.secret
    browser = Client()
    assert come(browser, "/log-in/?next=/problems/")["Location"] == "/problems/"
    assert is_in(browser)
    there.person |= {"email": "ana@elsewhere.example", "email_verified": False}
    again = Client()
    assert come(again)["Location"] == "/"  # the account is hers, whatever its address is now
    assert again.session["_auth_user_id"] == str(world.ana.pk)
    assert Account.objects.get().person == world.ana
    there.rotate()  # it signs with a key that we haven't seen
    assert come(Client())["Location"] == "/"


def test_an_answer_is_good_once_and_in_the_browser_that_asked(ada: Client, there: OpenIdProvider):
    set_up(ada, there)
    browser, other = Client(), Client()
    back = f"/log-in/back/{leave(browser)}"
    assert other.get(back).status_code == 403
    assert browser.get(back).status_code == 302
    browser.logout()
    assert browser.get(back).status_code == 403
    assert not is_in(browser)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"aud": "another-program"}, "meant for another program"),
        ({"aud": [CLIENT, "another"]}, "meant for another program"),
        ({"iss": "https://elsewhere.example"}, "issued by somebody else"),
        ({"nonce": "of another log-in"}, "belongs to another log-in"),
        ({"azp": "another"}, "for another program"),
        ({"exp": -200}, "too old"),
        ({"iat": 200}, "from the future"),
        ({"nbf": 200}, "from the future"),
        ({"sub": ""}, "doesn’t say who you are"),
    ],
)
def test_what_isnt_right_about_an_answer_is_said(
    ada: Client, there: OpenIdProvider, wrong: dict[str, Any], says: str
):
    now = int(clock.now().timestamp())
    timed = {k: now + v if isinstance(v, int) else v for k, v in wrong.items()}
    set_up(ada, there)
    there.spoil = lambda claims: claims | timed
    browser = Client()
    answer = come(browser)
    assert (answer.status_code, says in words(answer)) == (403, True), words(answer)
    assert not is_in(browser)


def test_an_answer_of_another_provider_is_no_answer(ada: Client, there: OpenIdProvider):
    set_up(ada, there)
    for wrong in ("https://elsewhere.example", ""):
        browser = Client()
        back = re.sub(r"&iss=[^&]+", f"&iss={wrong}" if wrong else "", leave(browser))
        answer = browser.get(f"/log-in/back/{back}")
        assert (answer.status_code, is_in(browser)) == (403, False)
        assert "issued by somebody else" in words(answer)


def test_userinfo_about_somebody_else_is_no_answer(ada: Client, there: OpenIdProvider):
    set_up(ada, there)
    there.apart = {"sub": "b-2", "email": there.person.pop("email"), "email_verified": True}
    answer = come(browser := Client())
    assert (answer.status_code, is_in(browser)) == (403, False)
    assert "about somebody else" in words(answer)


def test_a_clock_a_minute_off_and_userinfo_are_no_matter(ada: Client, there: OpenIdProvider):
    set_up(ada, there)
    now = int(clock.now().timestamp())
    there.spoil = lambda claims: claims | {"iat": now + 60, "exp": now - 60}
    there.apart = {"email": there.person.pop("email"), "email_verified": True}
    browser = Client()
    assert come(browser)["Location"] == "/"


def test_a_signature_of_nobody_and_a_key_it_doesnt_publish(
    ada: Client, there: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
):
    set_up(ada, there)
    signed = there.signed
    with monkeypatch.context() as patch:
        patch.setattr(there, "published", [there._new_key()])
        assert "a key that it doesn’t publish" in words(come(Client()))
    monkeypatch.setattr(there, "signed", lambda claims, **_: signed(claims)[:-8] + "AAAAAAAA")
    assert "Its signature isn’t right." in words(come(Client()))


def test_a_domain_rule_lets_in_only_verified_addresses_of_it(
    world: World, ada: Client, there: OpenIdProvider
):
    set_up(ada, there, domains="desk.example, @halden.example")
    for person, says in (
        ({"email": ""}, "here one is needed"),
        ({"email_verified": False}, "isn’t verified there"),
        ({"email": "ana@other.example"}, "Only addresses of desk.example, halden.example"),
    ):
        there.person = ANA | person
        assert says in words(come(Client()))
    there.person = dict(ANA)
    assert come(Client())["Location"] == "/"
    there.person = ANA | {"email_verified": False}  # also of an account that is known
    assert "isn’t verified there" in words(come(Client()))


def test_who_is_new_joins_where_they_may_and_follows_their_groups(
    world: World, ada: Client, there: OpenIdProvider
):
    provider = set_up(ada, there, groups="groups")
    there.person = {"sub": "n-1", "email": "nora@desk.example", "email_verified": True,
                    "name": "Nora Lind", "groups": ["g-desk", "g-pay"]}  # fmt: skip
    assert "Nobody here has the address nora@desk.example" in words(come(Client()))
    send(ada, f"{PAGE}providers/{provider.pk}/changes/new/", joins="on", role="front line")
    team = teams.add_team(name="Payments", lead=None, by=DESK, at=world.now)
    for line in ({"group": "g-lead", "role": "lead"}, {"group": "g-desk", "role": "front line"},
                 {"group": "g-pay", "team": str(team.pk)}):  # fmt: skip
        send(ada, f"{PAGE}groups/new/", **line)
    assert "g-pay of the team Payments" in words(ada.get(PAGE))
    assert come(Client())["Location"] == "/"
    nora = Person.objects.get(email="nora@desk.example")
    assert (nora.name, nora.role, teams_of(nora.pk)) == ("Nora Lind", "front line", [team])
    there.person["groups"] = ["g-lead"]
    come(Client())
    nora.refresh_from_db()
    assert (nora.role, teams_of(nora.pk)) == ("lead", [])


def test_the_last_admin_stays_one_whatever_groups_say(ada: Client, there: OpenIdProvider):
    set_up(ada, there, groups="groups")
    send(ada, f"{PAGE}groups/new/", group="g-desk", role="front line")
    there.person = ANA | {"sub": "ada", "email": "ada@desk.example", "groups": ["g-desk"]}
    assert come(Client())["Location"] == "/"
    assert Person.objects.get(email="ada@desk.example").role == "admin"


def test_switched_off_it_ends_its_sessions_and_lets_nobody_in(ada: Client, there: OpenIdProvider):
    provider = set_up(ada, there)
    browser, waiting = Client(), Client()
    come(browser)
    back = leave(waiting)
    send(ada, f"{PAGE}providers/{provider.pk}/off/new/")
    told = words(ada.get(PAGE))
    assert "Nobody comes in by Halden any more; 1 session ended." in told
    assert not is_in(browser)
    assert is_in(ada)
    assert waiting.get(f"/log-in/back/{back}").status_code == 403
    with pytest.raises(Refused, match="Nobody comes in by Halden now"):  # seen before it was off
        come_in(provider, Vouched("a-1", "ana@desk.example", True, "Ana", None), at=clock.now())
    assert "Log in with Halden" not in words(Client().get("/log-in/"))
    assert Entry.objects.filter(code="provider-off").count() == 1
    ada.post(f"{PAGE}providers/{provider.pk}/on/")
    assert come(Client())["Location"] == "/"


def test_logged_out_there_one_is_logged_out_here(ada: Client, there: OpenIdProvider):
    provider = set_up(ada, there)
    there.person["sid"] = "s-1"
    browser, elsewhere = Client(), Client()
    come(browser)
    there.person["sid"] = "s-2"
    come(elsewhere)
    at = f"/log-in/logged-out/{provider.pk}/"
    old = there.logout_token(sid="s-1", iss="https://elsewhere.example")
    assert Client().post(at, {"logout_token": old}).status_code == 400
    assert Client().post(at, {"logout_token": there.signed({"sub": "a-1"})}).status_code == 400
    an_hour_ago = int(clock.now().timestamp()) - 3600
    for wrong in ({"exp": 1}, {"iat": an_hour_ago}, {"jti": None}, {"exp": float("nan")}):
        over = there.logout_token(sid="s-1", **wrong)
        assert Client().post(at, {"logout_token": over}).status_code == 400, wrong
    assert is_in(browser)
    left = there.logout_token(sid="s-1")
    assert Client().post(at, {"logout_token": left}).status_code == 200
    assert (is_in(browser), is_in(elsewhere)) == (False, True)
    there.person["sid"] = "s-1"
    come(browser)
    again = Client().post(at, {"logout_token": left})
    assert (again.status_code, "used already" in again.json()["error_description"]) == (400, True)
    assert is_in(browser)
    there.person["sid"] = "s-2"
    by_name = there.logout_token(sub="a-1", jti="2")
    assert Client().post(at, {"logout_token": by_name}).status_code == 200
    assert not is_in(elsewhere)


def test_logging_out_here_leads_to_logging_out_there(ada: Client, there: OpenIdProvider):
    set_up(ada, there)
    browser = Client()
    come(browser)
    page = browser.post("/log-out/", follow=True)
    assert "may still be logged in at Halden" in words(page)
    assert f"{there.issuer}/logout?client_id={CLIENT}" in page.content.decode()
    assert "Halden. Log out" not in words(browser.get("/log-in/"))


def test_trying_it_says_what_is_wrong(ada: Client, there: OpenIdProvider):
    provider = set_up(ada, there, secret="guessed")
    at = f"{PAGE}providers/{provider.pk}/"

    def tried() -> str:
        return words(ada.post(f"{at}trials/", follow=True))

    assert "the client ID or its secret is wrong (invalid_client)" in tried()
    send(ada, f"{at}changes/new/", secret=SECRET)
    assert "It answers, and knows this desk." in tried()
    there.said_issuer = f"{there.issuer}/"
    assert f"It calls itself “{there.issuer}/”" in tried()
    Provider.objects.update(issuer="http://127.0.0.1:9")
    assert "127.0.0.1 can’t be reached from here." in tried()
    moved = send(ada, f"{at}changes/new/", issuer=there.issuer)
    assert "Add another provider for another one." in words(moved)


def test_without_passwords_the_emergency_person_alone_has_one(
    world: World, ada: Client, there: OpenIdProvider, settings: Any
):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ada_herself = Person.objects.get(email="ada@desk.example")
    at = f"{PAGE}passwords/new/"
    off: dict[str, Any] = {"on": []}
    assert "Say first which admin" in words(send(ada, at, **off))
    off["emergency"] = str(ada_herself.pk)
    assert "has no password yet" in words(send(ada, at, **off))
    for person in (ada_herself, world.ana):
        staff.choose_password(person, "a long walk home", by=person.actor(), at=world.now)
    ada.force_login(Person.objects.get(pk=ada_herself.pk))
    assert "no provider by which" in words(send(ada, at, **off))
    set_up(ada, there)
    assert send(ada, at, **off).status_code == 302

    def log_in(email: str) -> Any:
        return Client().post("/log-in/", {"login": email, "password": "a long walk home"})

    assert "Passwords are switched off here." in words(log_in("ana@desk.example"))
    assert log_in("ada@desk.example")["Location"] == "/"
    link = staff.make_log_in_link(world.ana, by=DESK, at=world.now, mailed=True)
    by_mail = Client().post(f"/enter/{link}/")
    assert (by_mail.status_code, "switched off" in words(by_mail)) == (403, True)
    assert come(Client())["Location"] == "/"
    with clock.set_to(world.now + timedelta(seconds=2)):
        send(ada, at, on="on")
    assert log_in("ana@desk.example")["Location"] == "/"


def test_a_provider_that_asks_for_no_second_step_leaves_ours_to_be_done(
    ada: Client, there: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
):
    set_up(ada, there, strong=[])
    monkeypatch.setattr("allauth.mfa.stages.is_mfa_enabled", lambda *_args, **_more: True)
    browser = Client()
    assert come(browser)["Location"].startswith("/log-in/keys/authenticate/")
    assert not is_in(browser)


@pytest.mark.parametrize("off", [False, True])
def test_who_has_yet_to_do_the_second_step_comes_in_no_more_once_it_is_switched_off(
    world: World, ada: Client, there: OpenIdProvider, off: bool
):
    provider = set_up(ada, there, strong=[])
    TOTP.activate(world.ana, generate_totp_secret())
    [code, *_more] = RecoveryCodes.activate(world.ana).get_unused_codes()
    browser = Client()
    step = come(browser)["Location"]
    if off:
        send(ada, f"{PAGE}providers/{provider.pk}/off/new/")
    browser.post(step, {"code": code})
    assert is_in(browser) is not off


def test_a_directory_gets_its_token_once(ada: Client):
    page = send(ada, f"{PAGE}directories/new/", name="Entra ID", role="front line")
    token = next(word for word in words(page).split() if word.startswith("bs_"))
    assert token not in ada.get(PAGE).content.decode()
    bearer = {"authorization": f"Bearer {token}"}
    assert Client().get("/scim/v2/Users", headers=bearer).status_code == 200
    directory = Directory.objects.get()
    send(ada, f"{PAGE}directories/{directory.pk}/tokens/new/")
    assert Client().get("/scim/v2/Users", headers=bearer).status_code == 401
    send(ada, f"{PAGE}directories/{directory.pk}/end/new/")
    assert "Entra ID 0 people" not in words(ada.get(PAGE))
