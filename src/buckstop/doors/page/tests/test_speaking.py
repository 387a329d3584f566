"""In which language the page and our letters speak to a customer's person."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import get_language

from buckstop.conversations.actions import telling
from buckstop.conversations.rendering import as_read
from buckstop.conversations.wording.language import surely_spoken_in
from buckstop.coverage import queries as coverage
from buckstop.doors.page.tests.conftest import Desk
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.people.actions.language import choose_language
from buckstop.people.models import Customer
from buckstop.problems.models import Case

GERMAN_MONDAY, FRENCH_MONDAY = "Montag", "lundi"


def lang(browser: Client, url: str, asked: str = "") -> str:
    """What the page says that it is in."""
    page = browser.get(url, headers={"accept-language": asked}).content.decode()
    return page.split('<html lang="', 1)[1].split('"', 1)[0]


def letter(desk: Desk, case: Case) -> str:
    said = telling.reply(case, text="We look at it.", by=desk.ana.actor(), at=desk.now)
    said.promises = desk.now + timedelta(days=7)
    level = coverage.levels().default
    return as_read(said, level=level, facts={}, at=desk.now)


def test_it_is_their_choice_and_our_letters_follow(desk: Desk, case: Case):
    page = desk.page(case)
    assert 'lang="de">Deutsch</button>' in page.says()
    page.post("language/", language="de")
    case.refresh_from_db()
    assert lang(page.client, page.url, "fr") == "de", "whatever the browser asks for"
    assert GERMAN_MONDAY in letter(desk, case)
    assert Entry.objects.filter(code="language-chosen").count() == 1
    page.post("language/", language="en")
    assert lang(page.client, page.url, "de") == "en"


def test_else_it_is_their_customers_and_else_what_the_browser_asks_for(desk: Desk, case: Case):
    page = desk.page(case)
    assert lang(page.client, page.url, "pt-BR,es-MX;q=0.9,en;q=0.1") == "es"
    assert lang(page.client, page.url, "pt") == "en"
    Customer.objects.update(language="fr")
    case.refresh_from_db()
    assert lang(page.client, page.url, "es") == "fr"
    assert FRENCH_MONDAY in letter(desk, Case.objects.get(pk=case.pk))


def test_the_house_speaks_its_own(desk: Desk, case: Case, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BUCKSTOP_LANGUAGE", "de")
    page = desk.page(case)
    assert lang(page.client, page.url) == "de"
    assert lang(page.client, page.url, "fr") == "fr"
    assert GERMAN_MONDAY in letter(desk, case)
    assert get_language() == "en", "and it stays with who was asked"


@pytest.mark.parametrize("wanted", ["it", "xx", "de-DE"])
def test_one_that_we_dont_speak_is_refused(desk: Desk, wanted: str):
    with pytest.raises(Refused):
        choose_language(desk.ines, wanted, by=desk.ines.actor(), at=desk.now)


def test_nobody_chooses_for_another(desk: Desk):
    with pytest.raises(Refused):
        choose_language(desk.ines, "de", by=desk.ana.actor(), at=desk.now)


def test_a_language_shows_or_it_doesnt():
    assert surely_spoken_in("Seit heute Morgen geht der Drucker nicht mehr, und wir") == "de"
    assert surely_spoken_in("L’imprimante ne marche plus depuis ce matin, et nous") == "fr"
    assert surely_spoken_in("OK, 14:30") == ""
    assert surely_spoken_in("") == ""
