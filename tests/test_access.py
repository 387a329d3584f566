"""Every address of the house × what a stranger gets. Who of the staff reaches what each address
of the desk says itself (`doors/desk/tests/test_access.py` tries it)."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from buckstop.problems.tests.world import World

# What somebody who isn't logged in gets from each part of the house.
STRANGERS: list[tuple[str, set[int]]] = [
    (r"[cs]/", {404, 405}),  # a link that we didn't make
    (r"api/v1/openapi\.json", {200}),
    (r"api/v1/", {401, 404, 405}),
    (r"scim/", {401}),  # no token of a directory
    (r"status/", {404}),  # there is none until somebody chooses one
    (r"chat/<slug:tool>/", {404, 405}),  # no workspace that speaks to us
    (r"signals/\^", {404, 405}),  # a source's own address
    (r"mail-in/\^", {404, 405}),  # a provider's own address
    (r"(healthz|readyz)", {200}),
    (r"metrics", {200}),  # from this machine, while the pages are of this machine alone
    (r"contact/<slug:brand>/", {404}),  # of no brand
    (r"contact/", {200}),
    (r"portal/log-in/$", {200}),  # asks for an address
    (r"portal/log-in/with/", {404}),  # of no provider
    (r"portal/log-in/back/$", {403}),  # a log-in that wasn't begun here
    (r"portal/in/", {410}),  # a link that we didn't make
    (r"portal/log-out/", {405}),
    (r"portal/", {302}),  # come in first
    (r"static/", {404}),  # of no release's look
    (r"look/", {404}),  # the colour and the logo that nobody chose
    (r"(manifest\.webmanifest|worker\.js|offline/)$", {200}),  # nothing of a house but its name
    (r"mail/", {404}),  # the demo's viewer
    (r"(calendar|briefing-feeds)/", {404, 405}),  # the same
    (r"speak-up/(receipts/)?$", {200}),  # asks for a code; or for a receipt
    (r"(told|approvals)/", {404}),  # a link that we didn’t make
    (r"enter/", {200}),  # a button; only pressing it tells whether the link is good
    (r"log-in/(forgotten/)?$", {200}),
    (r"log-in/(closed|new)/$", {200, 302}),
    (r"log-in/(with|logged-out)/", {404, 405}),  # of no provider
    (r"log-in/saml/$", {200}),  # what this desk says of itself
    (r"log-in/saml/", {403, 405}),  # a log-in that wasn't begun here
    (r"log-in/back/$", {403}),  # a log-in that wasn't begun here
    (r"log-in/keys/(authenticate|webauthn/login)/$", {200, 302, 405}),
    (r"log-(in|out)/", {302, 405}),
    (r"", {302, 405}),  # the desk: log in first
]
NOBODY = UUID(int=7)


def addresses() -> list[str]:
    """Every route, from the root."""

    def walk(resolver: URLResolver, before: str) -> Iterator[str]:
        for one in resolver.url_patterns:
            route = before + str(one.pattern)
            if isinstance(one, URLPattern):
                yield route
            else:
                yield from walk(one, route)

    return sorted(set(walk(get_resolver(), "")))


def opened(route: str) -> str:
    """The route with something in every place."""
    filled = re.sub(r"\^?\(\?P<rest>.*", "nothing", route)
    filled = re.sub(r"<uuid:\w+>", str(NOBODY), filled)
    filled = re.sub(r"<(int|number):\w+>", "999999", filled)
    return "/" + re.sub(r"<(\w+:)?\w+>", "nothing", filled)


def expected(route: str) -> set[int]:
    return next(allowed for part, allowed in STRANGERS if re.match(part, route))


@pytest.mark.django_db
def test_strangers_get_what_the_table_says(settings):
    settings.DEMO = settings.DEBUG = False
    World()
    found = {route: Client().get(opened(route)).status_code for route in addresses()}
    wrong = {route: got for route, got in found.items() if got not in expected(route)}
    assert len(found) > 100
    assert wrong == {}
