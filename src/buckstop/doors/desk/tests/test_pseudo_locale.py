"""The desk's pages in an invented language: what is still English on them was never marked."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from buckstop import chat_tools
from buckstop.concerns.models import Words
from buckstop.conversations.models import Snippet
from buckstop.coverage.models import ServiceLevel, Skill, Team
from buckstop.doors.desk.tests.filled import Filled, places
from buckstop.doors.desk.tests.telling import words
from buckstop.identity.models import CustomerProvider
from buckstop.incoming.providers.known import PROVIDERS
from buckstop.kit.public_holidays import countries
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Body
from buckstop.outbox.channels.push.gateways import GATEWAYS
from buckstop.outbox.providers.known import BY_API
from buckstop.people.actions import staff
from buckstop.people.models import Customer, Person
from buckstop.problems.models import Label
from buckstop.problems.tests.world import World
from buckstop.remedies.models import OwnKind
from buckstop.signals.models import Episode, Source
from buckstop.signals.tools import tools
from tests.messages import strange, strange_plural

LETTERS = re.compile(r"[^\W\d_]{2,}")
PLAIN = re.compile(r"[A-Za-z]{2,}")
TRANS: Any = vars(translation)["_trans"]
NAMES = {
    *(
        "Buckstop",
        "Ctrl",
        "Shift",
        "Enter",
        "Esc",
        "UTC",
        "CET",
        "CEST",
        "Europe",
        "Zurich",
        "CSV",
        "Parquet",
        "SMTP",
    ),
    "https",
}
DIGEST = re.compile(r"\b(?=\w*\d)[0-9a-f]{4,}\b|msg_\w+|\(reply\)|\{\{\w+\}\}")
"""In the ledger, with codes; a delivery's name; and what a snippet leaves to be filled in."""


@pytest.fixture
def in_another_language() -> Iterator[None]:
    """Every message of the product is in a language that only this test knows."""
    with translation.override("en"), pytest.MonkeyPatch.context() as patched:
        patched.setattr(TRANS, "gettext", strange, raising=False)
        patched.setattr(TRANS, "ngettext", strange_plural, raising=False)
        patched.setattr(TRANS, "get_language", lambda: "qps", raising=False)
        yield


def said_by_people(world: World) -> set[str]:
    """The words that people of the house and customers chose: names, texts, addresses."""
    texts = [str(one) for one in Body.objects.values_list("text", flat=True)]
    for person in Person.objects.all():
        texts += [person.name, person.public_name, person.email or "", person.zone]
    texts += Customer.objects.values_list("name", flat=True)
    texts += Episode.objects.values_list("title", flat=True)
    for kept in (Label, OwnKind, Snippet, Team, Skill, ServiceLevel, Source):
        texts += kept._default_manager.values_list("name", flat=True)
    texts += Words.objects.values_list("text", flat=True)
    texts += [world.roster.name, "a.txt"]
    texts += [
        name for _code, name in countries()
    ]  # in English, as the library of holidays has them
    texts += [tool.label for tool in tools() if isinstance(tool.label, str)]
    texts += [str(tool.label) for tool in chat_tools.tools()]
    texts += [one.label for one in PROVIDERS.values()]
    texts += [one.label for one in BY_API.values()]
    texts += CustomerProvider.objects.values_list("name", flat=True)
    texts += [reverse("portal-came-back"), "chat"]  # in the addresses that they post to
    texts += GATEWAYS  # as addresses of gateways begin
    texts += dict(settings.LANGUAGES).values()  # each in its own words
    texts += [
        "script async src js tell-us href contact",
        "shop.example.com/health",
    ]  # what a web site is given to put in
    texts += [
        settings.BASE_URL,
        "/log-in/back/ /log-in/saml/ /scim/v2",
        "help@localhost",
        "BUCKSTOP_ZONE",
        "EUR",
        "ping",
    ]
    known = LETTERS.findall(" ".join(texts))
    return {*known, *(one.lower() for one in known)}


def english(client: Client, address: str, known: set[str]) -> list[str]:
    """What an address says in plain letters that nobody of the house wrote."""
    answer = client.get(address, follow=True)
    if answer.status_code != 200 or "html" not in answer["Content-Type"]:
        return []
    said = DIGEST.sub(" ", words(answer))
    found = (one for one in LETTERS.findall(said) if PLAIN.fullmatch(one))
    return [one for one in found if one not in known]


def test_every_page_can_be_read_in_another_language(world: World, in_another_language: None, seat):
    filled = Filled(world)
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    browser = seat(ada)
    addresses = f"/log-in/logged-out/{filled.provider.pk}/"
    known = said_by_people(world) | NAMES | set(LETTERS.findall(addresses))
    found = {place.name: english(browser, filled.address(place), known) for place in places()}
    assert {name: left for name, left in found.items() if left} == {}
