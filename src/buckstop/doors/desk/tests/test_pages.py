"""A page of the desk is one folder: nothing else says that there is one, or for whom."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.test import Client
from django.urls import get_resolver

from buckstop.doors.desk import pages
from buckstop.doors.desk.guard import AUDIENCES, Who
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import words
from buckstop.problems.tests.world import World

VIEW = """
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


def trial(request):
    return page(request, reader_of(request), "desk/pages/trial/page.html", says="It stands.")


ROUTES = [route("trial/", trial, "trial", Who.LEADERS)]
"""
PAGE = """{% extends "components/desk.html" %}
{% block main %}<h1>{{ _("A trial") }}</h1><p>{{ says }}</p>{% endblock %}"""


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a folder that a page is in."""
    folder = tmp_path / "desk" / "pages" / "trial"
    folder.mkdir(parents=True)
    (folder / "view.py").write_text(VIEW)
    (folder / "page.html").write_text(PAGE)
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    monkeypatch.setattr(engine.env.loader, "searchpath", [*engine.dirs, str(tmp_path)])
    monkeypatch.setattr(pages, "__path__", [*pages.__path__, str(folder.parent)])
    return folder.name


@pytest.fixture
def reached(trial: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The house, with that page."""
    addresses = ModuleType("trial_urls")
    addresses.urlpatterns = [*pages.routes([trial]), *get_resolver().url_patterns]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "trial_urls", addresses)
    settings.ROOT_URLCONF = "trial_urls"


@pytest.mark.usefixtures("reached")
def test_a_folder_makes_a_page(world: World, seat: Seat) -> None:
    answer: HttpResponse = seat(world.bruno).get("/trial/")  # type: ignore[assignment]
    assert "A trial It stands." in words(answer)
    assert Client().get("/trial/").status_code == 302


@pytest.mark.usefixtures("reached")
def test_it_says_itself_for_whom_it_is(ana: Client) -> None:
    assert AUDIENCES["trial"] is Who.LEADERS
    assert ana.get("/trial/").status_code == 404
