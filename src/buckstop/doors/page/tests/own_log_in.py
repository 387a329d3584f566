"""A customer's own provider in tests: set up, and come in by, through our pages."""

import re
from typing import Any

import requests
from django.test import Client

from buckstop.doors.components.tests.rendered import form_to
from buckstop.identity.actions import customer_providers as verbs
from buckstop.identity.models import CustomerProvider
from buckstop.identity.terms import CustomerTerms
from buckstop.identity.tests.provider import CLIENT, SECRET, OpenIdProvider
from buckstop.ledger.actor import DESK, Actor
from buckstop.outbox.channels.push import guard
from buckstop.people.actions import customers, staff
from buckstop.people.models import Customer, Person
from buckstop.problems.tests.world import World

IN = "/portal/log-in/"
INES = {"sub": "i-1", "email": "ines@nordbank.example", "email_verified": True, "name": "Ines V."}


def terms(there: OpenIdProvider, **more: Any) -> CustomerTerms:
    given = {"name": "Nordbank", "issuer": there.issuer, "client": CLIENT, "secret": SECRET}
    return CustomerTerms(**(given | {"domains": ["nordbank.example"]} | more))


def admin(desk: World) -> Actor:
    found = Person.objects.filter(email="ada@desk.example").first()
    made = found or staff.add(
        name="Ada", email="ada@desk.example", role="admin", by=DESK, at=desk.now
    )
    return made.actor()


def another(desk: World) -> Customer:
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


def change(own: CustomerProvider, desk: World, **values: Any) -> None:
    given = {name: getattr(own, name) for name in ("name", "issuer", "client", "domains")}
    said = CustomerTerms(**(given | values))
    verbs.change_customer_provider(own, terms=said, by=admin(desk), at=desk.now)
    own.refresh_from_db()
