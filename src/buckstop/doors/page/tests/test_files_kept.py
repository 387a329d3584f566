"""Every file that a form of the page offers to take is kept with what was said."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Attachment
from buckstop.doors.components.tests.rendered import Form, forms_in
from buckstop.doors.page.tests.conftest import Desk, Page
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment


def step(desk: Desk, case: Case) -> Commitment:
    due, ana = desk.now + timedelta(hours=3), desk.ana.actor()
    return add_step(
        case.problem, what="send us the log", debtor=desk.ines, due=due, by=ana, at=desk.now,
        case=case,
    )  # fmt: skip


def takers(page: Page) -> list[Form]:
    """The forms of the page that offer to take files."""
    return [form for form in forms_in(page.says()) if form.files]


def send(page: Page, form: Form, *, words: str) -> Attachment | None:
    """Attach a file to each field of the form, as a person does, and send it."""
    given: dict[str, object] = {
        name: SimpleUploadedFile(f"{name}.png", b"\x89PNG") for name in form.files
    }
    given |= dict.fromkeys(form.names - form.files, words)
    answer = page.client.post(form.action, form.filled(given))
    assert answer.status_code == 302, answer.content.decode()
    return Attachment.objects.select_related("message__text").order_by("pk").last()


@pytest.mark.parametrize("words", ["Here it is", ""], ids=["with words", "alone"])
@pytest.mark.parametrize("state", ["open", "asked", "confirmed"])
def test_each_form_keeps_its_files(desk: Desk, case: Case, state: str, words: str):
    step(desk, case)
    page = desk.page(case)
    if state != "open":
        telling.say_fixed(case.problem, text="It runs.", by=desk.ana.actor(), at=desk.now)
        desk.later(minutes=1)
    if state == "confirmed":
        page.solved()
    places = [form.action for form in takers(page)]
    assert len(places) == len(set(places)) >= (2 if state == "open" else 1)
    for place in places:
        desk.later(minutes=1)
        form = next((form for form in takers(page) if form.action == place), None)
        if form is None:
            continue  # what was sent before has changed the page
        before = Attachment.objects.count()
        kept = send(page, form, words=words)
        assert Attachment.objects.count() == before + 1, place
        assert kept is not None
        assert kept.message.case_id == case.pk
        assert str(kept.message.text or "") == words
        assert kept.name in page.says()


def test_a_file_alone_puts_no_words_into_a_mouth(desk: Desk, case: Case):
    page = desk.page(case)
    page.post("messages/", attached=SimpleUploadedFile("IMG_0441.png", b"\x89PNG"))
    said = page.says()
    assert "sent IMG_0441.png" in said
    assert "erased" not in said
