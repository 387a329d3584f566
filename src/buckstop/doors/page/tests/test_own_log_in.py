"""Into the portal by the customer's own provider: our real pages, a real provider beside them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.test import Client
from urllib3.util import connection

from buckstop.conversations.actions.erasing import erase_customer
from buckstop.doors.components.tests.rendered import form_to
from buckstop.doors.page.tests.conftest import Desk
from buckstop.doors.page.tests.test_portal import Inside
from buckstop.identity import asking
from buckstop.identity.actions import customer_providers as verbs
from buckstop.identity.actions.contacts_coming_in import come_in_as_contact
from buckstop.identity.models import CustomerProvider
from buckstop.identity.rules import Vouched
from buckstop.identity.terms import CustomerTerms
from buckstop.identity.tests.provider import CLIENT, SECRET, OpenIdProvider
from buckstop.kit import clock
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.notices import portal_links
from buckstop.notices.models import LogInMail
from buckstop.outbox.channels.push import guard
from buckstop.people.actions import access, contacts, customers, staff
from buckstop.people.models import Access, Contact, Customer, Domain, Person
from buckstop.problems.actions import fixing, whose
from buckstop.problems.models import Case

IN = "/portal/log-in/"
INES = {"sub": "i-1", "email": "ines@nordbank.example", "email_verified": True, "name": "Ines V."}


@pytest.fixture(scope="module")
def running() -> Iterator[OpenIdProvider]:
    provider = OpenIdProvider()
    yield provider
    provider.stop()


@pytest.fixture
def there(
    running: OpenIdProvider, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> OpenIdProvider:
    """The provider as it is before anything was done to it, where it may be called; Ines comes."""
    monkeypatch.setattr(connection, "create_connection", guard.guarded)
    settings.PUSH_PRIVATE_HOSTS = ["127.0.0.1"]
    running.person, running.apart = dict(INES), {}
    running.spoil = lambda claims: claims
    running.said_issuer = running.issuer
    return running


def terms(there: OpenIdProvider, **more: Any) -> CustomerTerms:
    given = {"name": "Nordbank", "issuer": there.issuer, "client": CLIENT, "secret": SECRET}
    return CustomerTerms(**(given | {"domains": ["nordbank.example"]} | more))


@pytest.fixture
def own(desk: Desk, case: Case, there: OpenIdProvider) -> CustomerProvider:
    """Nordbank's, as an admin here set it up."""
    said = terms(there)
    return verbs.add_customer_provider(desk.nordbank, terms=said, by=admin(desk), at=desk.now)


def admin(desk: Desk) -> Actor:
    found = Person.objects.filter(email="ada@desk.example").first()
    made = found or staff.add(
        name="Ada", email="ada@desk.example", role="admin", by=DESK, at=desk.now
    )
    return made.actor()


def another(desk: Desk) -> Customer:
    return customers.add(name="Fjord", by=DESK, at=desk.now)


def says(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def leave(browser: Client, email: str = "ines@nordbank.example") -> str:
    """From the log-in page to the provider, and where it sends the browser back to."""
    form = form_to(browser.get(IN).content.decode(), IN)
    page = browser.post(IN, form.filled({"email": email})).content.decode()
    return follow(browser, page)


def follow(browser: Client, page: str) -> str:
    """The button that leads to the provider, pressed."""
    [link] = re.findall(r'href="(/portal/log-in/with/[^"]+)"', page)
    away = browser.get(link)
    assert away.status_code == 302, says(away)
    with guard.anywhere():  # a browser calls whom it likes
        back = requests.get(away["Location"], allow_redirects=False, timeout=5)
    return "/portal/log-in/back/" + back.headers["Location"].partition("/portal/log-in/back/")[2]


def come(browser: Client, email: str = "ines@nordbank.example") -> Any:
    return browser.get(leave(browser, email))


def is_in(browser: Client) -> bool:
    return browser.get("/portal/").status_code == 200


def change(own: CustomerProvider, desk: Desk, **values: Any) -> None:
    given = {name: getattr(own, name) for name in ("name", "issuer", "client", "domains")}
    said = CustomerTerms(**(given | values))
    verbs.change_customer_provider(own, terms=said, by=admin(desk), at=desk.now)
    own.refresh_from_db()


def test_who_belongs_to_the_domain_is_led_there_and_sees_what_is_theirs(
    desk: Desk, case: Case, own: CustomerProvider, there: OpenIdProvider
):
    assert SECRET not in own.secret
    browser = Client(enforce_csrf_checks=True)
    assert come(browser)["Location"] == "/portal/"
    assert "Transfers fail since nine" in says(browser.get("/portal/"))
    assert "/c/" in browser.get(f"/portal/cases/{case.pk}/")["Location"]
    codes = list(Entry.objects.filter(chain=desk.nordbank.chain_id).values_list("code", flat=True))
    assert codes[-2:] == ["customer-provider-added", "customer-provider-proved"]
    there.rotate()  # it signs with a key that we haven't seen
    assert come(Client())["Location"] == "/portal/"
    assert Entry.objects.filter(code="customer-provider-proved").count() == 1


def test_a_known_and_an_unknown_address_are_answered_alike(own: CustomerProvider):
    pages = []
    for email in ("ines@nordbank.example", "nobody@nordbank.example"):
        answer = Client().post(IN, {"email": email})
        page = re.sub(r'(Token" value=|token" value=)"\w+"', "", answer.content.decode())
        pages.append(page.replace(email, "…"))
    assert pages[0] == pages[1]
    assert "Go on with Nordbank" in pages[0]
    assert LogInMail.objects.count() == 0
    asked = Client().post(IN, {"email": "ines@nordbank.example", "link": "yes"})
    assert "If we know" in says(asked)
    assert LogInMail.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"aud": "another-program"}, "meant for another program"),
        ({"iss": "https://elsewhere.example"}, "issued by somebody else"),
        ({"nonce": "of another log-in"}, "belongs to another log-in"),
        ({"exp": 1}, "too old"),
        ({"email_verified": False}, "isn’t verified there"),
        ({"email_verified": None}, "isn’t verified there"),
        ({"email": ""}, "didn’t say your mail address"),
        ({"email": "olaf@fjord.example"}, "Only addresses of nordbank.example come in here."),
        ({"email": "ines@sub.nordbank.example"}, "Only addresses of nordbank.example"),
    ],
)
def test_what_isnt_right_about_an_answer_lets_nobody_in(
    own: CustomerProvider, there: OpenIdProvider, wrong: dict[str, Any], told: str
):
    there.spoil = lambda claims: claims | wrong
    browser = Client()
    answer = come(browser)
    assert (answer.status_code, told in says(answer)) == (403, True), says(answer)
    assert "You couldn’t come in by Nordbank" in says(answer)
    assert not is_in(browser)


def test_an_answer_is_good_once_in_the_browser_that_asked_and_at_its_own_door(
    own: CustomerProvider, there: OpenIdProvider
):
    browser, other = Client(), Client()
    back = leave(browser)
    assert other.get(back).status_code == 403
    assert browser.get(back.replace("/portal/log-in/back/", "/log-in/back/")).status_code == 403
    assert browser.get(re.sub(r"state=[^&]+", "state=guessed", back)).status_code == 403
    assert browser.get(f"{back}&next=https://elsewhere.example/")["Location"] == "/portal/"
    browser.post("/portal/log-out/")
    assert browser.get(back).status_code == 403
    assert not is_in(browser)
    wrong = re.sub(r"&iss=[^&]+", "&iss=https://elsewhere.example", leave(browser))
    assert "issued by somebody else" in says(browser.get(wrong))


def test_it_says_nothing_of_verified_where_it_is_taken_at_its_word(
    desk: Desk, own: CustomerProvider, there: OpenIdProvider
):
    del there.person["email_verified"]
    assert "isn’t verified there" in says(come(Client()))
    change(own, desk, vouches=True)
    desk.later(minutes=1)
    assert come(Client())["Location"] == "/portal/"
    there.person["email_verified"] = False  # what it says itself goes before
    assert "isn’t verified there" in says(come(Client()))


def test_it_lets_nobody_in_as_anothers_contact_nor_as_one_of_ours(
    desk: Desk, case: Case, own: CustomerProvider, there: OpenIdProvider
):
    """Ines speaks for Fjord as well: Nordbank's provider opens Nordbank's alone."""
    fjord = customers.add(name="Fjord", domains=("fjord.example",), by=DESK, at=desk.now)
    customers.join(desk.ines, fjord, on=fjord, by=DESK, at=desk.now)
    theirs = desk.write_in("The ferry is late")
    Case.objects.filter(pk=theirs.pk).update(customer=fjord)
    nobodys = desk.write_in("Of nobody yet")
    Case.objects.filter(pk=nobodys.pk).update(customer=None)
    link = Inside(desk.ines)
    browser = Client()
    come(browser)
    for title, key in (("The ferry is late", theirs.pk), ("Of nobody yet", nobodys.pk)):
        at = f"/portal/cases/{key}/"
        table = b"".join(browser.get("/portal/cases.csv")).decode()
        like = says(browser.get("/portal/new/similar/", {"text": title}))
        assert title in link.says()
        assert not any(title in one for one in (says(browser.get("/portal/")), table, like))
        assert browser.get(at).status_code == 404
        assert link.get(at).status_code == 302
    assert browser.get(f"/portal/promises/{fjord.pk}/").status_code == 404
    bea = contacts.add(fjord, name="Bea", email="bea@fjord.example", phone="", by=DESK, at=desk.now)
    by_letter = f"/c/{link.get(f'/portal/cases/{theirs.pk}/')['Location'].split('/c/')[1]}"
    assert bea.person.public_name in says(link.get(by_letter))
    assert bea.person.public_name not in says(browser.get(by_letter))
    new = form_to(browser.get("/portal/new/").content.decode(), "/portal/new/")
    forged = new.filled({"text": "For whom?"}) | {"customer": str(fjord.pk)}
    browser.post("/portal/new/", forged)
    assert Case.objects.get(title="For whom?").customer == desk.nordbank
    for mine in (desk.ana, Person.objects.get(email="ada@desk.example")):
        Domain.objects.get_or_create(name="desk.example", customer=desk.nordbank)
        change(own, desk, domains=["nordbank.example", "desk.example"], joins=True)
        desk.later(minutes=1)
        there.person |= {"email": mine.email, "name": mine.name}
        ours = Client()
        assert "isn’t known here" in says(come(ours))
        assert (is_in(ours), ours.get("/").status_code) == (False, 302)


def test_who_isnt_known_reads_whom_to_ask_or_joins_where_the_customer_says_so(
    desk: Desk, case: Case, own: CustomerProvider, there: OpenIdProvider
):
    there.person |= {"email": "nora@nordbank.example", "name": "Nora Lind"}
    assert "isn’t known here for Nordbank. Write to" in says(come(Client()))
    bea = contacts.add(
        desk.nordbank, name="Bea Roth", email="bea@nordbank.example", phone="", by=DESK, at=desk.now
    )
    access.let_see(bea, sees=Access.ADMINISTRATOR, by=desk.ana.actor(), at=desk.now)
    assert "Who can let you in: Bea Roth." in says(come(Client()))
    assert not Person.objects.filter(name="Nora Lind").exists()
    change(own, desk, joins=True)
    nora = Client()
    assert come(nora)["Location"] == "/portal/"
    contact = Contact.objects.get(person__name="Nora Lind")
    assert (contact.customer, contact.sees) == (desk.nordbank, Access.OWN)
    assert "Transfers fail" not in says(nora.get("/portal/"))
    contacts.end(contact, by=DESK, at=desk.now)  # and who was let out stays out
    assert not is_in(nora)
    assert "Who can let you in: Bea Roth." in says(come(Client()))


def test_who_shares_an_address_says_who_they_are(
    desk: Desk, own: CustomerProvider, there: OpenIdProvider
):
    contacts.add(
        desk.nordbank, name="Ina Vogt", email="ines@nordbank.example", phone="", by=DESK,
        at=desk.now,
    )  # fmt: skip
    browser = Client(enforce_csrf_checks=True)
    asked = come(browser)["Location"]
    assert not is_in(browser)
    form = form_to(browser.get(asked).content.decode(), asked)
    ina = Person.objects.get(name="Ina Vogt")
    stranger = browser.post(asked, form.filled({}) | {"person": desk.olaf.pk.hex})
    assert (stranger.status_code, is_in(browser)) == (200, False)
    assert browser.post(asked, form.filled({"person": ina.pk.hex}))["Location"] == "/portal/"
    assert "You are here as Ina Vogt" in says(browser.get("/portal/"))
    there.person["name"] = "ina vogt"
    assert come(Client())["Location"] == "/portal/"


def test_switched_off_its_sessions_are_over_and_stay_so(
    desk: Desk, case: Case, own: CustomerProvider
):
    browser, waiting, link = Client(), Client(), Inside(desk.ines)
    come(browser)
    back = leave(waiting)
    desk.later(minutes=1)
    verbs.switch_customer_provider_off(own, by=admin(desk), at=desk.now)
    assert (is_in(browser), is_in(link.browser)) == (False, True)
    assert waiting.get(back).status_code == 403
    vouched = Vouched("i-1", "ines@nordbank.example", True, "Ines", None)
    with pytest.raises(Refused, match="Nobody comes in by Nordbank now"):  # read before it was off
        come_in_as_contact(own, vouched, at=desk.now)
    assert "If we know" in says(Client().post(IN, {"email": "ines@nordbank.example"}))
    verbs.switch_customer_provider_on(own, by=admin(desk), at=desk.now)
    assert not is_in(browser)
    desk.later(minutes=1)
    come(browser)
    assert is_in(browser)
    verbs.end_customer_provider(own, by=admin(desk), at=desk.now)
    assert not is_in(browser)
    own.refresh_from_db()
    assert own.secret == ""


def test_a_session_by_it_lasts_half_a_day_and_as_long_as_it_speaks_for_the_domain(
    desk: Desk, case: Case, own: CustomerProvider
):
    browser = Client()
    come(browser)
    desk.later(hours=11)
    assert is_in(browser)
    desk.later(hours=2)
    assert not is_in(browser)
    come(browser)
    Domain.objects.filter(name="nordbank.example").update(customer=another(desk))
    assert not is_in(browser)
    Domain.objects.filter(name="nordbank.example").update(customer=desk.nordbank)
    assert is_in(browser)
    desk.later(minutes=1)
    change(own, desk, client="another-client")  # whom it lets in now has to be shown anew
    assert not is_in(browser)


def test_one_that_was_merged_lets_nobody_in(desk: Desk, case: Case, own: CustomerProvider):
    browser = Client()
    come(browser)
    whose.merge(desk.nordbank, into=another(desk), by=desk.ana.actor(), at=desk.now)
    assert not is_in(browser)
    assert "If we know" in says(Client().post(IN, {"email": "ines@nordbank.example"}))


def test_only_by_it_no_mailed_link_opens_theirs_until_an_admin_says_so(
    desk: Desk, case: Case, own: CustomerProvider
):
    other = customers.add(name="Fjord", by=DESK, at=desk.now)
    customers.join(desk.ines, other, on=other, by=DESK, at=desk.now)
    link = Inside(desk.ines)
    bea = contacts.add(
        desk.nordbank, name="Bea", email="bea@mail.example", phone="", by=DESK, at=desk.now
    )
    apart = Inside(bea.person)
    with pytest.raises(Refused, match="Nobody has come in by it yet"):
        verbs.shut_mail_links(own, by=admin(desk), at=desk.now)
    come(Client())
    own.refresh_from_db()
    verbs.shut_mail_links(own, by=admin(desk), at=desk.now)
    assert "Transfers fail" not in link.says()  # she is in for Fjord still
    assert link.get(f"/portal/cases/{case.pk}/").status_code == 404
    assert apart.get("/portal/").status_code == 302
    before = LogInMail.objects.count()
    page = says(Client().post(IN, {"email": "ines@nordbank.example", "link": "yes"}))
    assert ("Go on with Nordbank" in page, "link by mail" in page) == (True, False)
    assert LogInMail.objects.count() == before
    asked = Client().post(IN, {"email": "bea@mail.example"})  # of no domain of theirs
    assert "If we know" in says(asked)
    mailed = f"/portal/in/{portal_links.make(LogInMail.objects.latest('pk').pk, clock.now())}/"
    assert "Go on with Nordbank" in says(apart.browser.get(mailed))
    assert apart.browser.get(f"{IN}with/{own.pk}/").status_code == 302
    verbs.open_mail_links(own, by=admin(desk), at=desk.now)
    assert "Transfers fail" in link.says()
    assert apart.get("/portal/").status_code == 200
    codes = ["mail-links-shut", "mail-links-opened"]
    assert Entry.objects.filter(code__in=codes).count() == 2


def test_their_administrator_sets_it_up_and_nobody_else_of_them(
    desk: Desk, case: Case, there: OpenIdProvider
):
    at = f"/portal/provider/{desk.nordbank.pk}/"
    inside = Inside(desk.ines)
    assert inside.get(at).status_code == 404
    row = Contact.objects.get(person=desk.ines)
    access.let_see(row, sees=Access.ADMINISTRATOR, by=desk.ana.actor(), at=desk.now)
    given = {"name": "Nordbank", "issuer": there.issuer, "client": CLIENT, "secret": "guessed"}
    assert "/portal/log-in/back/" in inside.says(at)
    assert inside.send(at, **given, domains=["nordbank.example"]).status_code == 302
    assert "guessed" not in inside.says(at)
    inside.send(at, f"{at}trial/")
    assert "the client ID or its secret is wrong (invalid_client)" in inside.says(at)
    inside.send(at, secret=SECRET)
    inside.send(at, f"{at}trial/")
    assert "It answers, and knows this desk." in inside.says(at)
    wrong = inside.send(at, issuer="http://nordbank.example")
    assert "Only https:// keeps what it says from others." in says(wrong)
    none = inside.send(at, domains=[])
    assert none.status_code == 422
    assert "Only by it" not in inside.says(at)
    desk.later(minutes=1)
    assert inside.get(follow(inside.browser, inside.says(at)))["Location"] == "/portal/"
    inside.send(at, f"{at}alone/")
    assert "People come in by it alone" in inside.says(at)
    inside.send(at, f"{at}links/")
    assert "A mailed link opens the portal, too." in inside.says(at)
    inside.send(at, f"{at}off/")
    assert not is_in(inside.browser)
    found = CustomerProvider.objects.get()
    stranger = Actor(ActorKind.CONTACT, desk.olaf.pk)
    for by in (stranger, desk.ana.actor()):  # neither theirs nor an admin
        for verb in (
            verbs.switch_customer_provider_on, verbs.switch_customer_provider_off,
            verbs.shut_mail_links, verbs.open_mail_links, verbs.end_customer_provider,
        ):  # fmt: skip
            with pytest.raises(Refused, match="Only an admin here"):
                verb(found, by=by, at=desk.now)
        with pytest.raises(Refused, match="Only an admin here"):
            verbs.change_customer_provider(found, terms=terms(there), by=by, at=desk.now)
        with pytest.raises(Refused, match="Only an admin here"):
            verbs.add_customer_provider(desk.nordbank, terms=terms(there), by=by, at=desk.now)


def test_it_speaks_for_no_domain_that_isnt_theirs(
    desk: Desk, own: CustomerProvider, there: OpenIdProvider
):
    customers.add(name="Fjord", domains=("fjord.example",), by=DESK, at=desk.now)
    with pytest.raises(Refused, match="no domain of this customer"):
        change(own, desk, domains=["fjord.example"])
    CustomerProvider.objects.update(domains=["nordbank.example", "fjord.example"])
    there.person["email"] = "olaf@fjord.example"
    assert "Only addresses of nordbank.example" in says(come(Client()))


def test_only_public_addresses_are_called_and_not_for_long(
    desk: Desk, own: CustomerProvider, there: OpenIdProvider, settings: Any,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    at = f"/portal/log-in/with/{own.pk}/"
    settings.PUSH_PRIVATE_HOSTS = []
    told = says(Client().get(at))
    assert "127.0.0.1 has no public address, and others aren’t called." in told
    settings.PUSH_PRIVATE_HOSTS = ["127.0.0.1"]
    described = there.description()
    inner = {**described, "token_endpoint": "https://10.0.0.1/token"}
    with monkeypatch.context() as patch:
        patch.setattr(there, "description", lambda: inner)
        assert "10.0.0.1 has no public address" in says(come(Client()))
    with monkeypatch.context() as patch:
        patch.setattr(asking, "LONGEST", -1)
        assert "didn’t answer in" in says(Client().get(at))
    with monkeypatch.context() as patch:
        patch.setattr(asking, "AT_A_TIME", 0)
        assert "Many log in by it at this moment" in says(Client().get(at))
    assert not asking._waiting
    CustomerProvider.objects.update(issuer="http://127.0.0.1:9")
    assert "127.0.0.1 can’t be reached from here." in says(Client().get(at))


def test_it_is_forgotten_with_its_customer(desk: Desk, case: Case, own: CustomerProvider):
    fixing.confirm(case, by=Actor(ActorKind.CONTACT, desk.ines.pk), at=desk.now)
    erase_customer(desk.nordbank, by=DESK, at=desk.now)
    own.refresh_from_db()
    assert (own.name, own.issuer, own.client, own.secret, own.domains) == ("", "", "", "", [])
    assert Client().get(f"/portal/log-in/with/{own.pk}/").status_code == 404
