"""Single log-out by SAML, with a real provider: from there, from here, and what ends nothing."""

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.test import Client

from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.doors.desk.tests.test_saml import (
    PAGE,
    attribute,
    come,
    is_in,
    set_up,
    text,
    without,
)
from buckstop.identity.actions.signing import signing_key
from buckstop.identity.entries import LoggedOutThere
from buckstop.identity.models import Provider, SigningKey
from buckstop.identity.tests.saml_provider import (  # the import before skips without the extra
    BINDING_HTTP_POST,
    BINDING_HTTP_REDIRECT,
    A,
    Brought,
    IncorrectlySigned,
    P,
    SamlProvider,
)
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.people.actions import staff
from buckstop.problems.tests.world import World

LOG_OUT = "/log-in/saml/log-out/"
BOTH = (BINDING_HTTP_REDIRECT, BINDING_HTTP_POST)


@pytest.fixture
def there(tmp_path: Any) -> SamlProvider:
    """A provider of its own, at which Ana is."""
    made = SamlProvider(tmp_path)
    made.person = {"mail": "ana@desk.example", "displayName": "Ana Ruiz"}
    return made


@pytest.fixture
def ada(world: World, seat: Any) -> Client:
    made = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    return seat(made)


def us() -> bytes:
    return Client().get("/log-in/saml/").content


def arrived(there: SamlProvider) -> Client:
    browser = Client()
    assert come(browser, there)["Location"] == "/"
    return browser


def session_of(browser: Client) -> str:
    return str(browser.session["by"]["session"])


def brings(browser: Client, brought: Brought) -> Any:
    """A browser comes from the provider; by a form without any cookie of ours."""
    assert brought.url.startswith(f"http://localhost:8000{LOG_OUT}")
    if brought.posted:
        return Client().post(LOG_OUT, brought.fields)
    return browser.get(f"{LOG_OUT}?{brought.url.partition('?')[2]}")


def refused(answer: Any, says: str) -> None:
    assert (answer.status_code, says in words(answer)) == (403, True), (says, words(answer))
    assert "This message about a log-out wasn’t accepted" in words(answer)


def ended() -> list[int]:
    rows = Entry.objects.filter(code="logged-out-there").order_by("number")
    facts = [fact_of(row) for row in rows]
    return [fact.sessions for fact in facts if isinstance(fact, LoggedOutThere)]


@pytest.mark.parametrize("by", BOTH)
def test_who_logs_out_there_is_out_here_and_it_hears_so(ada: Client, there: SamlProvider, by: str):
    there.log_out_by = (by,)
    set_up(ada, there)
    browser, phone = arrived(there), arrived(there)
    there.subject, there.person = "b-1", {"mail": "bruno@desk.example"}
    bruno = arrived(there)
    there.subject = "a-1"
    asked = there.asks_log_out(us(), (session_of(browser),), by=by, relay="back/to?x=1&y")
    answer = brings(browser, asked)
    assert [is_in(one) for one in (browser, phone, bruno, ada)] == [False, True, True, True]
    heard = there.hears_answer(answered(answer), us())
    assert heard.status.status_code.value.endswith("status:Success")
    assert answered(answer).fields["RelayState"] == "back/to?x=1&y"
    brings(phone, there.asks_log_out(us(), by=by))  # of no session: of all
    assert (is_in(phone), is_in(bruno), ended()) == (False, True, [1, 1])
    who = words(ada.get("/who-did-what/"))
    assert "Ana Ruiz logged out at a provider, and 1 sessions ended by it" in who


def answered(answer: Any) -> Brought:
    """Where a page of ours sends the browser: at once, by itself, or by a press of its button."""
    if answer.status_code == 302:
        return Brought.of(answer["Location"])
    page = answer.content.decode()
    assert answer.status_code == 200
    if 'http-equiv="refresh" content="0;url=' in page:
        return Brought.of(unescape(page.partition('content="0;url=')[2].partition('"')[0]))
    to = unescape(page.partition('action="')[2].partition('"')[0])
    assert f"form-action 'self' {to.rpartition('/saml')[0]}" in answer["Content-Security-Policy"]
    fields = [one.partition('"')[::2] for one in page.split('type="hidden" name="')[1:]]
    said = {name: unescape(more.partition('value="')[2].partition('"')[0]) for name, more in fields}
    return Brought(to, said, True)


@pytest.mark.parametrize("by", BOTH)
@pytest.mark.parametrize("back", BOTH)
def test_who_logs_out_here_is_led_there_and_hears_that_they_are_out(
    ada: Client, there: SamlProvider, by: str, back: str
):
    there.log_out_by = (by,)
    set_up(ada, there)
    browser = arrived(there)
    session = session_of(browser)
    answer = browser.post("/log-out/")
    assert not is_in(browser)
    went = answered(answer)
    assert went.url.startswith(f"{there.entity}/slo")
    asked = there.hears_log_out(went, us())
    assert (asked.name_id.text, asked.name_id.format) == ("a-1", there.format)
    assert [one.text for one in asked.session_index] == [session]
    told = brings(browser, there.answers_log_out(asked, us(), by=back))
    refused(Client().get(told["Location"]), "begun elsewhere")
    said = words(browser.get(told["Location"], follow=True))
    assert "You are logged out here and at Halden." in said
    assert "logged out here" not in words(browser.get("/log-in/"))


def test_what_isnt_known_of_there_is_said(ada: Client, there: SamlProvider):
    provider = set_up(ada, there)
    maybe = "You are logged out here, and may still be logged in at Halden."
    browser = arrived(there)
    asked = there.hears_log_out(answered(browser.post("/log-out/")), us())
    assert maybe in words(browser.get("/log-in/"))  # who comes back before it answered
    there.spoil = attribute(
        f"{P}StatusCode", "Value", "urn:oasis:names:tc:SAML:2.0:status:Responder"
    )
    told = brings(browser, there.answers_log_out(asked, us()))
    assert "Halden says that you aren’t everywhere else" in words(
        browser.get(told["Location"], follow=True)
    )
    there.spoil = lambda root: None
    browser = arrived(there)
    asked = there.hears_log_out(answered(browser.post("/log-out/")), us())
    told = brings(browser, there.answers_log_out(asked, us(), sign=False))
    assert maybe in words(browser.get(told["Location"], follow=True))
    there.log_out_by = ()
    send(ada, f"{PAGE}providers/{provider.pk}/saml-changes/new/", metadata=there.metadata())
    browser = arrived(there)
    assert maybe in words(browser.post("/log-out/", follow=True))
    assert not is_in(browser)
    browser = arrived(there)
    Provider.objects.update(metadata="http://127.0.0.1:9/gone")
    assert maybe in words(browser.post("/log-out/", follow=True))
    assert not is_in(browser)


LATE, FAR = "2026-01-01T00:00:00Z", "2036-01-01T00:00:00Z"
REQUEST = f"{P}LogoutRequest"
WRONG: list[tuple[Callable[[Any], None], str]] = [
    (attribute(REQUEST, "Destination", "https://another.example"), "for another program"),
    (attribute(REQUEST, "Destination", None), "for another program"),
    (attribute(REQUEST, "IssueInstant", LATE), "too old"),
    (attribute(REQUEST, "IssueInstant", FAR), "from the future"),
    (attribute(REQUEST, "IssueInstant", "now"), "“now” is no time"),
    (text(f"{A}Issuer", "https://elsewhere.example"), "by that provider now"),
    (without(f"{A}NameID"), "in the clear who logged out"),
]


@pytest.mark.parametrize("by", BOTH)
def test_what_isnt_right_about_a_request_ends_nothing(ada: Client, there: SamlProvider, by: str):
    set_up(ada, there)
    browser = arrived(there)
    for spoil, says in WRONG:
        there.spoil = spoil
        refused(brings(Client(), there.asks_log_out(us(), by=by)), says)
    there.spoil = lambda root: None
    refused(brings(Client(), there.asks_log_out(us(), by=by, sign=False)), "isn’t signed")
    with clock.set_to(clock.now() + timedelta(minutes=3)):
        long_over = there.asks_log_out(us(), by=by, expire="2026-01-01T00:00:00Z")
        refused(brings(Client(), long_over), "too old")
    forged = SamlProvider(there.folder)  # it writes over the keys: another's signature
    assert forged.entity == there.entity
    refused(brings(Client(), there.asks_log_out(us(), by=by)), "signature isn’t right")
    assert (is_in(browser), ended()) == (True, [])


def test_what_was_said_once_counts_once_and_never_later(ada: Client, there: SamlProvider):
    provider = set_up(ada, there)
    browser = arrived(there)
    asked = there.asks_log_out(us())
    assert brings(browser, asked).status_code == 302
    again = arrived(there)
    refused(brings(Client(), asked), "used already")
    with clock.set_to(clock.now() + timedelta(minutes=10)):
        refused(brings(Client(), asked), "too old")
    assert (is_in(again), ended()) == (True, [1])
    fresh = there.asks_log_out(us())
    ada.post(f"{PAGE}providers/{provider.pk}/off/new/")
    Provider.objects.update(off_at=clock.now())
    refused(brings(Client(), fresh), "by that provider now")


def test_of_an_address_only_what_was_signed_is_read(ada: Client, there: SamlProvider):
    set_up(ada, there)
    browser = arrived(there)
    real = there.asks_log_out(us(), relay="x")
    signed = real.url.partition("?")[2]
    there.subject = "b-1"
    other = there.asks_log_out(us(), sign=False).url.partition("?SAMLRequest=")[2]
    for query, says in (
        (f"{signed}&SAMLRequest={other}", "the same twice"),
        (f"SAMLRequest={other}&{signed.partition('&')[2]}", "signature isn’t right"),
        (signed.replace("RelayState=x", "RelayState=y"), "signature isn’t right"),
        (signed.replace("RelayState=x&", ""), "signature isn’t right"),
        (signed.replace("rsa-sha256", "rsa-sha1"), "isn’t read here"),
        (signed.replace("SAMLRequest", "SAMLResponse"), "no message of a provider"),
        (signed.partition("&Signature=")[0], "isn’t signed"),
        (signed.partition("&Signature=")[0] + "&Signature=!", "no message of a provider"),
        ("SAMLRequest=!", "no message of a provider"),
        ("SAMLRequest=AAAA", "no XML"),
        ("SAMLRequest=aGVsbG8gdGhlcmU%3D", "no message of a provider"),
        ("", "no XML"),
    ):
        refused(Client().get(f"{LOG_OUT}?{query}"), says)
    assert is_in(browser)
    assert browser.get(f"{LOG_OUT}?{as_adfs_writes(real, there)}").status_code == 302
    assert not is_in(browser)


def as_adfs_writes(brought: Brought, there: SamlProvider) -> str:
    """The same in other letters, which it signed so: `%2f` for `%2F`."""
    said = "&".join(
        f"{name}={quote(brought.fields[name], safe='')}"
        for name in ("SAMLRequest", "RelayState", "SigAlg")
    )
    letters = re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), said)
    key: Any = load_pem_private_key((there.folder / "key.pem").read_bytes(), None)
    proof = key.sign(letters.encode(), PKCS1v15(), SHA256())
    return f"{letters}&Signature={quote(b64encode(proof).decode(), safe='')}"


def test_a_name_of_one_session_says_enough_and_a_number_doesnt(ada: Client, there: SamlProvider):
    set_up(ada, there)
    browser = arrived(there)
    session = session_of(browser)
    there.subject = "as Entra ID names her"
    brings(Client(), there.asks_log_out(us()))
    brings(Client(), there.asks_log_out(us(), ("of somebody else, long enough",)))
    assert is_in(browser)
    there.subject = "a-1"
    brings(Client(), there.asks_log_out(us(), ("of somebody else, long enough",)))
    assert is_in(browser)
    there.subject = "as Entra ID names her"
    brings(Client(), there.asks_log_out(us(), (session,)))
    assert not is_in(browser)
    there.subject = "a-1"
    there.spoil = attribute(f"{A}AuthnStatement", "SessionIndex", "1")
    browser = arrived(there)
    there.spoil, there.subject = (lambda root: None), "somebody else"
    brings(Client(), there.asks_log_out(us(), ("1",)))
    assert is_in(browser)
    there.subject = "a-1"
    brings(Client(), there.asks_log_out(us(), ("1",)))
    assert not is_in(browser)


def test_the_key_is_made_once_sealed_and_changed_while_two_are_valid(
    ada: Client, there: SamlProvider
):
    there.wants_signed = True
    set_up(ada, there)
    key = signing_key(at=clock.now())
    assert (us().count(b"KeyDescriptor use"), SigningKey.objects.count()) == (1, 1)
    assert "PRIVATE" not in key.secret
    before = us()
    assert "doesn’t sign yet" not in words(ada.get(PAGE))
    ada.post(f"{PAGE}signing-keys/")
    assert us().count(b"KeyDescriptor use") == 2
    assert "doesn’t sign yet" in words(ada.get(PAGE))
    browser = arrived(there)  # it checks the signature of the log-in too
    there.hears_log_out(answered(browser.post("/log-out/")), before)
    ada.post(f"{PAGE}signing-keys/next/")
    browser = arrived(there)
    went = answered(browser.post("/log-out/"))
    there.hears_log_out(went, us())
    with pytest.raises(IncorrectlySigned):
        there.hears_log_out(went, before)
    key.refresh_from_db()
    assert (key.secret, key.ended_at is None) == ("", False)
    codes = Entry.objects.filter(code__startswith="signing-key").order_by("number")
    assert [one.code for one in codes] == [
        "signing-key-made", "signing-key-made", "signing-key-used",
    ]  # fmt: skip
    assert "There is no new key" in words(ada.post(f"{PAGE}signing-keys/next/", follow=True))
    SigningKey.objects.filter(signs=True).update(secret="of another house")
    assert "can’t be opened" in words(Client().get(f"/log-in/with/{Provider.objects.get().pk}/"))
