"""Staff come in by SAML, by a real provider: found, let in, and refused with what was wrong."""

import copy
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from buckstop.coverage.actions import teams
from buckstop.coverage.queries import teams_of
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.identity.models import Account, Provider, Statement
from buckstop.identity.saml.xml import MOST
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.problems.tests.world import World

MISSING = [name for name in ("lxml", "signxml", "saml2", "xmlsec") if find_spec(name) is None]
if MISSING:
    pytest.skip(f"{', '.join(MISSING)}: not installed here", allow_module_level=True)

from buckstop.identity.tests.saml_provider import A, P, SamlProvider  # noqa: E402

PAGE = "/who-may-come-in/"
MD = "urn:oasis:names:tc:SAML:2.0:metadata"
US = "http://localhost:8000/log-in/saml/"
type Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> SamlProvider:
    return SamlProvider(tmp_path_factory.mktemp("saml"))


@pytest.fixture
def there(running: SamlProvider) -> Iterator[SamlProvider]:
    """The provider as it is before anything was done to it; Ana comes."""
    before = dict(vars(running))
    running.person = {"mail": "ana@desk.example", "displayName": "Ana Ruiz"}
    yield running
    vars(running).update(before)


@pytest.fixture
def ada(world: World, seat: Any) -> Client:
    made = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    return seat(made)


def set_up(ada: Client, there: SamlProvider, **more: Any) -> Provider:
    given = {"name": "Halden", "metadata": there.metadata(), **more}
    answer = send(ada, f"{PAGE}providers/saml/new/", **given)
    assert answer.status_code == 302, words(answer)
    return Provider.objects.get(ended_at=None)


def leave(browser: Client, there: SamlProvider, page: str = "/log-in/") -> str:
    """From our log-in page to the provider: what it has the browser bring."""
    [link] = re.findall(r'href="(/log-in/with/[^"]+)"', browser.get(page).content.decode())
    away = browser.get(link.replace("&amp;", "&"))
    assert away.status_code == 302, words(away)
    assert away["Location"].startswith(f"{there.entity}/sso?SAMLRequest=")
    return there.answer(away["Location"], Client().get("/log-in/saml/").content)


def bring(browser: Client, given: str) -> Any:
    """By a POST from another site, with which no cookie of ours comes; then on."""
    kept = Client().post("/log-in/saml/back/", {"SAMLResponse": given})
    return browser.get(kept["Location"]) if kept.status_code == 302 else kept


def come(browser: Client, there: SamlProvider, page: str = "/log-in/") -> Any:
    return bring(browser, leave(browser, there, page))


def is_in(browser: Client) -> bool:
    return browser.get("/").status_code == 200


def test_who_is_known_by_an_address_comes_in_and_is_known_by_the_account(
    world: World, ada: Client, there: SamlProvider
):
    set_up(ada, there)
    browser = Client()
    assert come(browser, there, "/log-in/?next=/problems/")["Location"] == "/problems/"
    assert is_in(browser)
    there.person["mail"] = "ana@elsewhere.example"
    there.signs = {"sign_assertion": False, "sign_response": True}
    again = Client()
    assert come(again, there)["Location"] == "/"  # the account is hers, whatever her address is
    assert again.session["_auth_user_id"] == str(world.ana.pk)
    assert Account.objects.get().subject == "a-1"
    there.signs = {"sign_assertion": True, "sign_response": True}
    assert come(Client(), there)["Location"] == "/"
    assert not Statement.objects.exclude(said="").exists()


def test_an_answer_is_good_once_and_in_the_browser_that_asked(ada: Client, there: SamlProvider):
    set_up(ada, there)
    browser, other = Client(), Client()
    given = leave(browser, there)
    kept = Client().post("/log-in/saml/back/", {"SAMLResponse": given})["Location"]
    stolen = other.get(kept)
    assert (stolen.status_code, "begun elsewhere" in words(stolen)) == (403, True)
    replayed = bring(Client(), given)
    assert (replayed.status_code, "used already" in words(replayed)) == (403, True)
    assert browser.get(kept).status_code == 302
    browser.logout()
    assert browser.get(kept).status_code == 403
    assert not is_in(browser)
    with clock.set_to(clock.now() + timedelta(hours=2)):
        assert "too old" in words(bring(Client(), given))


def attribute(path: str, name: str, value: str | None) -> Change:
    def change(root: Any) -> None:
        for one in root.iter(path):
            if value is None:
                del one.attrib[name]
            else:
                one.set(name, value)

    return change


def text(path: str, value: str) -> Change:
    def change(root: Any) -> None:
        for one in root.iter(path):
            one.text = value

    return change


def without(path: str) -> Change:
    def change(root: Any) -> None:
        for one in list(root.iter(path)):
            one.getparent().remove(one)

    return change


LONG_AGO, FAR = "2026-01-01T00:00:00Z", "2036-01-01T00:00:00Z"
DATA = f"{A}SubjectConfirmationData"


WRONG: list[tuple[Change, str]] = [
        (text(f"{A}Audience", "https://another.example"), "meant for another program"),
        (without(f"{A}AudienceRestriction"), "meant for another program"),
        (text(f"{A}Issuer", "https://elsewhere.example"), "by that provider now"),
        (lambda root: text(f"{A}Issuer", "https://elsewhere.example")(root.find(f"{A}Assertion")),
     "issued by somebody else"),
    (attribute(f"{A}Conditions", "NotOnOrAfter", LONG_AGO), "too old"),
        (attribute(f"{A}Conditions", "NotBefore", FAR), "from the future"),
        (attribute(f"{A}Conditions", "NotBefore", "tomorrow"), "“tomorrow” is no time"),
        (attribute(f"{A}Conditions", "NotBefore", LONG_AGO[:-1]), "is no time"),
        (attribute(DATA, "NotOnOrAfter", LONG_AGO), "too old"),
        (attribute(DATA, "NotOnOrAfter", None), "too old"),
        (attribute(DATA, "Recipient", "https://another.example"), "for another address"),
        (attribute(DATA, "InResponseTo", None), "Nobody asked for that here"),
        (attribute(DATA, "InResponseTo", "_of-another-log-in"), "begun elsewhere"),
        (attribute(f"{A}SubjectConfirmation", "Method", "holder"), "for who brings it"),
        (attribute(f"{A}NameID", "Format",
                   "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"), "something else each"),
        (text(f"{A}NameID", ""), "doesn’t say who you are"),
        (without(f"{A}AuthnStatement"), "doesn’t say that you logged in"),
]  # fmt: skip


def test_what_isnt_right_about_an_answer_is_said(ada: Client, there: SamlProvider):
    set_up(ada, there)
    for spoil, says in WRONG:
        there.spoil = spoil
        browser = Client()
        answer = come(browser, there)
        assert (answer.status_code, says in words(answer)) == (403, True), (says, words(answer))
        assert not is_in(browser)


def wrapped(root: Any) -> None:
    """What was signed is moved aside, and something else stands in its place."""
    signed = root.find(f"{A}Assertion")
    forged = copy.deepcopy(signed)
    forged.remove(forged.find("{http://www.w3.org/2000/09/xmldsig#}Signature"))
    forged.set("ID", "forged")
    text(f"{A}NameID", "ada")(forged)
    text(f"{A}AttributeValue", "ada@desk.example")(forged)
    root.insert(list(root).index(signed), forged)


def doubled(root: Any) -> None:
    wrapped(root)
    root.find(f"{A}Assertion").set("ID", root.findall(f"{A}Assertion")[1].get("ID"))


BENT: list[tuple[Change, str]] = [
        (text(f"{A}AttributeValue", "ada@desk.example"), "signature isn’t right"),
        (without("{http://www.w3.org/2000/09/xmldsig#}Signature"), "isn’t signed"),
        (text("{http://www.w3.org/2000/09/xmldsig#}SignatureValue", "AAAA"), "isn’t right"),
        (doubled, "signature isn’t right"),
        (attribute(f"{P}StatusCode", "Value", "urn:oasis:names:tc:SAML:2.0:status:Responder"),
         "Halden says: Responder"),
]  # fmt: skip


def test_what_was_changed_after_it_was_signed_opens_nothing(ada: Client, there: SamlProvider):
    set_up(ada, there)
    for bend, says in BENT:
        there.bend = bend
        browser = Client()
        answer = come(browser, there)
        assert (answer.status_code, says in words(answer)) == (403, True), (says, words(answer))
        assert not is_in(browser)


def test_beside_what_was_signed_nothing_is_read(world: World, ada: Client, there: SamlProvider):
    set_up(ada, there)
    there.bend = wrapped
    browser = Client()
    come(browser, there)
    who = browser.session.get("_auth_user_id")
    assert who in (None, str(world.ana.pk))  # as was signed, never as was put beside it
    there.bend = lambda root: None
    there.spoil = lambda root: text(f"{A}NameID", "a-1")(root)
    there.person = {"mail": "ana@desk.example"}
    there.subject = "ana<!---->.evil"
    assert come(Client(), there)["Location"] == "/"
    assert not Account.objects.filter(subject="ana").exists()


def test_an_answer_about_two_people_is_none(ada: Client, there: SamlProvider):
    set_up(ada, there)
    there.signs = {"sign_assertion": False, "sign_response": True}
    there.spoil = lambda root: root.append(copy.deepcopy(root.find(f"{A}Assertion")))
    assert "no answer about one person" in words(come(Client(), there))


def test_of_several_providers_the_one_that_was_asked_answers(
    ada: Client, there: SamlProvider, tmp_path: Path
):
    set_up(ada, there)
    browser = Client()
    leave(browser, there)
    [asked] = browser.session["coming-in"]
    other = SamlProvider(tmp_path, "https://other.example/saml")
    Provider.objects.update(off_at=clock.now())
    send(ada, f"{PAGE}providers/saml/new/", name="Other", metadata=other.metadata())
    other.person = there.person
    other.spoil = attribute(DATA, "InResponseTo", asked)
    given = leave(Client(), other)
    assert "begun elsewhere" in words(bring(browser, given))


def test_what_is_no_answer_is_said(world: World):
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for given, says in (
        (b"", "no XML"), (b"<a", "no XML"), (b"<a/>", "no answer of a provider"),
        (entity, "DOCTYPE isn’t read"), (b"<a>" + b"b" * MOST + b"</a>", "larger than anything"),
    ):  # fmt: skip
        answer = Client().post("/log-in/saml/back/", {"SAMLResponse": b64encode(given).decode()})
        assert (answer.status_code, says in words(answer)) == (403, True), (says, words(answer))
    no_base64 = Client().post("/log-in/saml/back/", {"SAMLResponse": "no base64!"})
    assert "no answer of a provider" in words(no_base64)


def test_a_key_that_it_doesnt_publish_opens_nothing(
    ada: Client, there: SamlProvider, tmp_path: Path
):
    provider = set_up(ada, there)
    other = SamlProvider(tmp_path)
    other.person = there.person
    there.folder, kept = other.folder, there.folder
    assert "signature isn’t right" in words(come(Client(), there))
    send(ada, f"{PAGE}providers/{provider.pk}/saml-changes/new/", metadata=there.metadata())
    assert come(Client(), there)["Location"] == "/"
    there.folder = kept


def test_who_is_new_joins_where_they_may_and_follows_their_groups(
    world: World, ada: Client, there: SamlProvider
):
    provider = set_up(ada, there, groups="eduPersonEntitlement", domains="desk.example")
    there.subject = "n-1"
    there.person = {"mail": "nora@desk.example", "displayName": "Nora Lind",
                    "eduPersonEntitlement": ["g-desk", "g-pay"]}  # fmt: skip
    assert "Nobody here has the address nora@desk.example" in words(come(Client(), there))
    send(ada, f"{PAGE}providers/{provider.pk}/saml-changes/new/", joins="on", role="front line")
    team = teams.add_team(name="Payments", lead=None, by=DESK, at=world.now)
    for line in ({"group": "g-lead", "role": "lead"}, {"group": "g-desk", "role": "front line"},
                 {"group": "g-pay", "team": str(team.pk)}):  # fmt: skip
        send(ada, f"{PAGE}groups/new/", **line)
    assert come(Client(), there)["Location"] == "/"
    nora = Person.objects.get(email="nora@desk.example")
    assert (nora.name, nora.role, teams_of(nora.pk)) == ("Nora Lind", "front line", [team])
    there.person["eduPersonEntitlement"] = ["g-lead"]
    come(Client(), there)
    nora.refresh_from_db()
    assert (nora.role, teams_of(nora.pk)) == ("lead", [])
    there.person["mail"] = "nora@other.example"
    assert "Only addresses of desk.example come in" in words(come(Client(), there))
    del there.person["mail"]
    assert "here one is needed" in words(come(Client(), there))


def test_an_address_that_nobody_vouches_for_proves_nothing(ada: Client, there: SamlProvider):
    set_up(ada, there, vouches=[])
    assert "isn’t verified there" in words(come(Client(), there))


def test_switched_off_it_ends_its_sessions_and_lets_nobody_in(ada: Client, there: SamlProvider):
    provider = set_up(ada, there)
    browser, waiting, fetching = Client(), Client(), Client()
    come(browser, there)
    given = leave(waiting, there)
    kept = Client().post("/log-in/saml/back/", {"SAMLResponse": leave(fetching, there)})
    send(ada, f"{PAGE}providers/{provider.pk}/off/new/")
    assert "Nobody comes in by Halden any more; 1 session ended." in words(ada.get(PAGE))
    assert (is_in(browser), is_in(ada)) == (False, True)
    assert "Nobody comes in by that provider now" in words(bring(waiting, given))
    assert "Nobody comes in by Halden now" in words(fetching.get(kept["Location"]))
    ada.post(f"{PAGE}providers/{provider.pk}/on/")
    assert come(Client(), there)["Location"] == "/"


def test_it_is_set_up_tried_and_changed_where_others_are(ada: Client, there: SamlProvider):
    provider = set_up(ada, there)
    page = words(ada.get(PAGE))
    assert f"{there.entity}" in page
    assert f"What this desk says of itself to it: {US}" in page
    at = f"{PAGE}providers/{provider.pk}/"
    assert "Its metadata are right." in words(ada.post(f"{at}saml-trials/", follow=True))
    for metadata, says in (
        ("http://127.0.0.1:9/metadata", "127.0.0.1 can’t be reached from here."),
        ("http://login.example/metadata", "doesn’t begin with https://"),
        ("<md>", "That is no XML."),
        (Client().get("/log-in/saml/").content.decode(), "no metadata of a provider"),
        (there.metadata().replace("HTTP-Redirect", "HTTP-Artifact"), "SingleSignOnService"),
        (there.metadata().replace("X509Certificate>", "X509CRL>"), "publishes no keys"),
        (there.metadata().replace("X509Certificate>", "X509Certificate>AA", 1), "can’t be read"),
        (there.metadata().replace('entityID="', 'validUntil="2026-01-01T00:00:00Z" entityID="'),
         "were good until 2026-01-01"),
        (f'<EntitiesDescriptor xmlns="{MD}">{there.metadata()}{there.metadata()}'
         "</EntitiesDescriptor>", "metadata of several providers"),
        (there.metadata().replace(there.entity, "https://else.example"), "Add another provider"),
    ):  # fmt: skip
        answer = send(ada, f"{at}saml-changes/new/", metadata=metadata)
        assert says in words(answer), (says, words(answer))
    again = send(ada, f"{PAGE}providers/saml/new/", name="Twice", metadata=there.metadata())
    assert "That provider is here already." in words(again)


def test_without_the_extra_it_is_said(
    ada: Client, there: SamlProvider, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("buckstop.identity.saml.xml.is_installed", lambda: False)
    answer = send(ada, f"{PAGE}providers/saml/new/", name="X", metadata=there.metadata())
    assert "pip install buckstop[saml]" in words(answer)
