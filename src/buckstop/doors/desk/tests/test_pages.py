"""A page of the desk is one folder and one line: nothing else says that there is one."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.http import HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.test import Client
from django.urls import get_resolver

from buckstop.doors.desk import pages
from buckstop.doors.desk.tests.telling import words

VIEW = """
from buckstop.doors.desk.guard import route
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


def trial(request):
    return page(request, reader_of(request), "desk/pages/trial/page.html", says="It stands.")


ROUTES = [route("trial/", trial, "trial")]
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


def test_a_folder_and_a_line_make_a_page(trial: str, ana: Client, settings, monkeypatch):
    addresses = ModuleType("trial_urls")
    addresses.urlpatterns = [*pages.routes([trial]), *get_resolver().url_patterns]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "trial_urls", addresses)
    settings.ROOT_URLCONF = "trial_urls"
    answer: HttpResponse = ana.get("/trial/")  # type: ignore[assignment]
    assert "A trial It stands." in words(answer)
    assert Client().get("/trial/").status_code == 302


def test_every_folder_is_listed():
    folders = {one.parent.name for one in Path(pages.__file__).parent.glob("*/view.py")}
    assert folders == set(pages.PAGES)
