"""Buttons of the desk's pages, found by what they say and pressed as a browser does."""

import re

from django.http import HttpResponse
from django.test import Client

from buckstop.people.models import Person
from buckstop.problems.models import Case


def sits(person: Person) -> Client:
    """A browser in which `person` is logged in."""
    browser = Client()
    browser.force_login(person, backend="buckstop.people.backends.ByName")
    return browser


def page(browser: Client, case: Case) -> HttpResponse:
    """The page of a case's problem."""
    return browser.get(f"/problems/{Case.objects.get(pk=case.pk).problem.ref}/")  # type: ignore[return-value]


def press(browser: Client, case: Case, label: str) -> None:
    """Press the button of the problem's page that says `label`; there must be one."""
    [address] = _addresses(browser, case, label)
    assert browser.post(address).status_code in (200, 302)


def press_first(browser: Client, case: Case, label: str) -> None:
    """Press the first of several buttons that say the same."""
    assert browser.post(_addresses(browser, case, label)[0]).status_code in (200, 302)


def _addresses(browser: Client, case: Case, label: str) -> list[str]:
    shown = page(browser, case).content.decode()
    forms = re.findall(r'<form method="post" action="([^"]+)"[^>]*>(.*?)</form>', shown, re.S)
    return [action for action, inside in forms if f">{label}</button>" in inside]
