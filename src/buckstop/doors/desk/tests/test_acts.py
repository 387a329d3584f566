"""An act is one class: what a page offers, opens, guards and does follows from it."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.test import Client
from django.urls import get_resolver, resolve

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts import register, spots
from buckstop.doors.desk.acts.base import ACTS, Confirmation, DeskAct
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import HTMX, home, reported, words
from buckstop.problems.actions import fixing
from buckstop.problems.permissions.actors import works_on
from buckstop.problems.tests.world import World, answering

SPELLED = re.compile(r"""(?:action|href|hx-get|_url)="/[a-z]|["']/[a-z-]+/\??|url *}}[a-z]""")
"""An address that is put together by hand."""

PARTS = {"number": 7, "int": 7, "uuid": UUID(int=7), "str": "2026-12-24", "slug": "mail-out"}


class PraiseForm(Plain):
    """A word of praise."""

    text = forms.CharField(label="What was good")


@pytest.fixture
def trial(settings: Any) -> Iterator[list[type[DeskAct]]]:
    """Two acts that nobody else knows of: one with a sheet, one that is done at once."""

    class Praise(ProblemAct):
        """Note something good."""

        label = "Praise somebody"
        letter = "p"
        noun = "praises/"
        where = (Where(Spot.MORE, 5),)
        form = PraiseForm
        answers_customers = True

        @classmethod
        def may(cls, on: Subject) -> bool:
            return on.problem is not None and not works_on(on.problem, on.reader.actor)

        def do(self, filled: dict[str, Any]) -> Confirmation:
            telling.note(self.problem, text=filled["text"], files=[], **self.by)
            return Confirmation("Praised.", undo=Cheer.url(self.problem.number))

    class Cheer(ProblemAct):
        """Cheer."""

        label = "Cheer"
        who = Who.LEADERS
        noun = "cheers/"
        where = (Where(Spot.MORE, 6),)

        def do(self, filled: dict[str, Any]) -> Confirmation:
            telling.note(self.problem, text="Hooray", files=[], **self.by)
            return Confirmation("Cheered.")

    added: list[type[DeskAct]] = [Praise, Cheer]
    own = ModuleType("trial_urls")
    theirs = get_resolver("buckstop.urls").url_patterns
    routes = [one for act in added for one in act.routes()]
    own.urlpatterns = [*routes, *theirs]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = own
    yield added
    for act in added:
        ACTS.remove(act)
        spots.take_away(act)


def noted() -> list[str]:
    return [str(one.text) for one in Message.objects.filter(kind="note").select_related("text")]


def test_a_class_is_a_button_a_sheet_and_a_post(world: World, ana: Client, trial: Any):
    """With the guard, the double submission and the `seen` field that every act has."""
    case = reported(world)
    at = f"{home(case)}praises/"
    page = ana.get(home(case)).content.decode()
    assert f'href="{at}new/" data-sheet aria-keyshortcuts="p"' in page
    assert "Praise somebody" in page
    sheet = ana.get(f"{at}new/")
    fields = fields_of(sheet, at)
    assert {"text", "once", "seen"} <= fields.keys()
    assert "Praise somebody" in words(sheet)
    assert ana.post(at, fields | {"text": ""}).status_code == 422
    for _again in range(2):
        answer = ana.post(at, fields | {"text": "Quick work"}, **HTMX)
        assert answer.status_code == 204
        assert f"{home(case)}cheers/" in answer["HX-Trigger"]
    assert noted() == ["Quick work"]
    assert ana.get(at)["Location"] == f"{at}new/"


def test_an_act_without_a_form_is_done_at_once_by_whom_it_is_for(
    world: World, seat: Any, trial: Any
):
    case = reported(world)
    at = f"{home(case)}cheers/"
    assert at not in seat(world.ana).get(home(case)).content.decode()
    assert {seat(world.ana).get(at).status_code, seat(world.ana).post(at).status_code} == {404}
    leads = seat(world.bruno)
    fields = fields_of(leads.get(home(case)), at)
    assert leads.get(at).status_code == 405
    assert [leads.post(at, fields)["Location"] for _again in range(2)] == [home(case)] * 2
    assert noted() == ["Hooray"]


def test_strangers_and_closed_problems_have_no_trial(world: World, ana: Client, trial: Any):
    case = reported(world)
    at = f"{home(case)}praises/"
    assert Client().get(f"{at}new/")["Location"].startswith("/log-in/")
    telling.say_fixed(case.problem, text="It runs.", by=world.ana.actor(), at=world.now)
    fixing.confirm(case, by=answering(case), at=world.now)
    assert at not in ana.get(home(case)).content.decode()


def test_every_act_is_where_its_class_says():
    for act in ACTS:
        kinds = re.findall(r"<(\w+):", act.address.route)
        found = resolve(act.url(*(PARTS[kind] for kind in kinds)))
        assert (found.url_name, found.route) == (act.__name__.lower(), act.address.route)


def test_every_file_of_an_act_is_there():
    named = {act.__module__.rpartition(".")[2] for act in ACTS}
    files = {file.stem for file in Path(register.__file__).parent.glob("*.py")}
    assert files - named == {
        "__init__",
        "base",
        "composing",
        "of_case",
        "of_many",
        "of_problem",
        "offering",
        "on_page",
        "previewed",
        "register",
        "shows_secret",
        "spots",
        "tried_first",
        "worded",
    }


def test_acts_ask_permissions_and_no_roles():
    """Who may, an act asks of the functions that its verb checks; `who` says for whom it exists."""
    asking = {
        file.stem
        for file in Path(register.__file__).parent.glob("*.py")
        if re.search(r"\.(at_desk|leads)\b|\bcheck_desk\b", file.read_text())
    }
    assert asking == {"log"}  # what a colleague finds


def test_no_page_of_the_desk_spells_an_address():
    desk = Path(register.__file__).parent.parent
    files = [*desk.glob("pages/**/*.html"), *desk.glob("pages/**/*.py"), *desk.glob("acts/*.py")]
    assert len(files) > 60
    spelled = {
        f"{file.relative_to(desk)}: {found}"
        for file in files
        for found in SPELLED.findall(file.read_text())
    }
    assert spelled == set()
