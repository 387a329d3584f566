"""Every file that a form of the desk offers to take is kept with what was said."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from buckstop.conversations.models import Attachment
from buckstop.doors.components.tests.rendered import Form, forms_in
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.problems.tests.world import World

PLACES = ("", "updates/new/", "fixes/new/", "answers/new/", "refusals/new/")


def takers(browser: Client, place: str) -> list[Form]:
    answer = browser.get(place)
    if answer.status_code != 200:
        return []
    return [form for form in forms_in(answer.content.decode()) if form.files]


@pytest.mark.parametrize("place", PLACES)
def test_each_form_keeps_its_files(world: World, ana: Client, place: str):
    case = reported(world)
    for form in takers(ana, home(case) + place):
        before = Attachment.objects.count()
        given: dict[str, Any] = {name: SimpleUploadedFile("a.png", b"x") for name in form.files}
        answer = ana.post(form.action, form.filled({**given, "text": f"Words to {form.action}"}))
        assert answer.status_code in (302, 303), answer.content.decode()
        assert Attachment.objects.count() > before, form.action


def test_the_composer_and_the_sheet_take_files(world: World, ana: Client):
    case = reported(world)
    assert len(takers(ana, home(case))) == 3
    assert len(takers(ana, f"{home(case)}updates/new/")) == 1
