"""What is being written: kept on the server, found again, lost by nobody's act."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from buckstop.conversations import drafts
from buckstop.conversations.actions import erasing, hearing, telling
from buckstop.conversations.models import Attachment, Draft, DraftFile, Message
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import HTMX, home, reported, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.problems.actions import fixing, ownership
from buckstop.problems.actions.moving import move_case
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("image.png", PIXEL, "image/png")


def reply_form(browser: Client, case: Case) -> dict[str, Any]:
    return fields_of(browser.get(home(case)), f"{home(case)}messages/")


def type_in(browser: Client, case: Case, fields: dict[str, Any], **said: Any) -> dict[str, Any]:
    """As the page's script does; what was answered stands in `fields` afterwards."""
    body = {**fields, **said}
    body.pop("once", None)
    answer = browser.post(f"{home(case)}drafts/reply/", body, headers={"X-Draft": "1"})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    fields |= said | {"draft": found["key"], "draft_version": found["version"]}
    return found


def test_it_is_found_on_another_device_by_its_writer_alone(world: World, ana: Client, seat: Seat):
    case = reported(world)
    type_in(ana, case, reply_form(ana, case), text="It is the")
    assert reply_form(ana, case)["text"][0].strip() == "It is the"
    assert "Draft kept" in words(ana.get(home(case)))
    bruno = seat(world.bruno)
    assert reply_form(bruno, case)["text"][0].strip() == ""
    key = Draft.objects.get().pk.hex
    mine = reply_form(bruno, case)
    answer = bruno.post(f"{home(case)}drafts/reply/", {**mine, "draft": key, "text": "Other"})
    assert answer.status_code == 302
    assert Draft.objects.get().text == "It is the"


def test_what_another_page_wrote_is_not_written_over(world: World, ana: Client):
    case = reported(world)
    desk, phone = reply_form(ana, case), reply_form(ana, case)
    type_in(ana, case, desk, text="From the desk")
    other = type_in(ana, case, dict(phone), text="From the phone")
    assert other["other"] == "From the desk"
    assert "Changed on another page" in other["says"]
    assert Draft.objects.get().text == "From the desk"
    phone |= {"draft": other["key"], "draft_version": other["version"]}
    type_in(ana, case, phone, text="From the phone")  # they chose to keep that one
    assert Draft.objects.get().text == "From the phone"


def test_without_a_script_a_button_keeps_it_and_both_words_stay(world: World, ana: Client):
    case = reported(world)
    first, second = reply_form(ana, case), reply_form(ana, case)
    for form, text in ((first, "One."), (second, "Two.")):
        answer = ana.post(f"{home(case)}drafts/reply/", {**form, "text": text})
        assert answer["Location"] == f"{home(case)}?write=reply#composer"
    assert Draft.objects.get().text == "One.\n\nTwo."
    assert "The draft is kept." in words(ana.get(home(case)))


def test_an_answer_that_left_retires_it_and_late_savers_change_nothing(world: World, ana: Client):
    case = reported(world)
    form = reply_form(ana, case)
    type_in(ana, case, form, text="It is the switch.")
    sent = ana.post(f"{home(case)}messages/", form)
    assert sent.status_code == 302
    assert reply_form(ana, case)["text"][0].strip() == ""
    late = type_in(ana, case, dict(form), text="It is the swit")
    assert late["sent"] is True
    assert Draft.objects.get().text == ""
    assert Draft.objects.get().retired_at is not None


def test_a_refused_answer_and_somebody_elses_act_lose_nothing(world: World, ana: Client):
    case = reported(world)
    form = reply_form(ana, case)
    type_in(ana, case, form, text="It is the switch.")
    by: dict[str, Any] = {"by": world.bruno.actor(), "at": world.now}
    telling.reply(case, text="Bruno here.", **by)
    refused = ana.post(f"{home(case)}messages/", form)
    assert refused.status_code == 422
    again = fields_of(refused, f"{home(case)}messages/")
    assert again["text"][0].strip() == "It is the switch."
    assert again["draft"] == [form["draft"]]
    page = words(ana.get(home(case)))
    assert f"{world.bruno.name} wrote to the customer after you began this." in page


def test_it_says_what_customers_said_since_it_was_begun(world: World, ana: Client):
    case = reported(world)
    type_in(ana, case, reply_form(ana, case), text="It is the switch.")
    assert "after you began this" not in words(ana.get(home(case)))
    with clock.set_to(world.now + timedelta(minutes=2)):
        hearing.write(case, text="It works again.", by=answering(case), at=clock.now())
        assert "Ines Vogt wrote after you began this." in words(ana.get(home(case)))


def test_it_is_back_after_an_undo_before_what_was_begun_since(
    world: World, ana: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BUCKSTOP_UNDO_SECONDS", "15")
    case = reported(world)
    form = reply_form(ana, case)
    type_in(ana, case, form, text="It is the switch.", attached=picture())
    del form["attached"]
    kept = DraftFile.objects.get().pk.hex
    ana.post(f"{home(case)}messages/", {**form, "kept": kept})
    message = Message.objects.get(kind="reply")
    assert Attachment.objects.get(message=message).file.content() == PIXEL
    assert not DraftFile.objects.exists()
    type_in(ana, case, reply_form(ana, case), text="And the")
    ana.post(f"{home(case)}messages/{message.pk}/taking-back/")
    now = reply_form(ana, case)
    assert now["text"][0].strip() == "It is the switch.\n\nAnd the"
    assert len(now["kept"]) == 1


def test_files_stand_in_it_and_go_with_it(world: World, ana: Client, seat: Seat):
    case = reported(world)
    form = reply_form(ana, case)
    type_in(ana, case, dict(form), text="", attached=picture())
    type_in(ana, case, form, text="Look:", attached=picture())
    one, two = DraftFile.objects.order_by("pk")
    assert (one.name, two.name) == ("image.png", "image (2).png")
    shown = ana.get(f"/drafts/files/{one.pk}/?picture=1")
    assert (shown["Content-Type"], shown.content) == ("image/png", PIXEL)
    assert seat(world.bruno).get(f"/drafts/files/{one.pk}/").status_code == 404
    type_in(ana, case, form, attached="", remove=one.pk.hex)
    page = reply_form(ana, case)
    assert page["kept"] == [two.pk.hex]
    ana.post(f"{home(case)}messages/", {**page, "text": "Look:"})
    assert [file.name for file in Attachment.objects.all()] == ["image (2).png"]


def test_too_much_is_refused_in_words_and_the_words_stay(
    world: World, ana: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("buckstop.doors.desk.drafting.MOST", 100)
    case = reported(world)
    form = reply_form(ana, case)
    big = SimpleUploadedFile("big.bin", b"x" * 101)
    said = type_in(ana, case, form, text="Look:", attached=big)
    assert "too big" in said["says"]
    assert Draft.objects.get().text == "Look:"
    assert not DraftFile.objects.exists()


def test_it_follows_the_case_to_another_problem(world: World, ana: Client):
    case, other = reported(world), reported(world, "The same trouble", contact=world.olaf)
    type_in(ana, case, reply_form(ana, case), text="It is the switch.")
    move_case(case, to=other.problem, by=world.ana.actor(), at=world.now)
    form = reply_form(ana, other)
    assert form["text"][0].strip() == "It is the switch."
    assert form["case"] == [str(case.pk)]


def test_the_sheet_of_my_work_has_the_same_draft(world: World, ana: Client):
    case = reported(world)
    update = fields_of(ana.get(home(case)), f"{home(case)}updates/")
    ana.post(f"{home(case)}drafts/update/", {**update, "text": "For everybody"})
    sheet = ana.get(f"{home(case)}updates/new/", **HTMX)
    assert "For everybody" in words(sheet)
    ana.post(f"{home(case)}updates/", fields_of(sheet, f"{home(case)}updates/"), **HTMX)
    assert Message.objects.filter(kind="update").count() == 1
    assert Draft.objects.get().text == ""


def test_it_goes_with_whom_it_speaks_of_and_by(world: World, ana: Client):
    case = reported(world)
    note = fields_of(ana.get(home(case)), f"{home(case)}notes/")
    ana.post(f"{home(case)}drafts/note/", {**note, "text": "Ines told me"})
    type_in(ana, case, reply_form(ana, case), text="Dear Ines")
    assert Draft.objects.count() == 2
    by: dict[str, Any] = {"by": world.bruno.actor(), "at": world.now}
    fixing.fix(case.problem, **by)
    fixing.confirm(case, by=answering(case), at=world.now)
    erasing.erase_person(world.ines, by=DESK, at=world.now)
    assert not Draft.objects.exists()
    other = reported(world, "Another", contact=world.olaf)
    type_in(ana, other, reply_form(ana, other), text="Dear Olaf")
    ownership.leave(world.ana, by=DESK, at=world.now)
    erasing.erase_person(world.ana, by=DESK, at=world.now)
    assert not Draft.objects.exists()


def test_what_nobody_goes_on_with_is_dropped(world: World, ana: Client):
    case = reported(world)
    type_in(ana, case, reply_form(ana, case), text="It is the")
    assert drafts.forget(at=world.now + timedelta(days=89)) == 0
    assert drafts.forget(at=world.now + timedelta(days=91)) == 1
    assert not Draft.objects.exists()


def test_send_and_next_goes_on(world: World, ana: Client):
    case, other = reported(world), reported(world, "The printer is quiet")
    form = reply_form(ana, case) | {"text": "Done.", "then": "next"}
    assert ana.post(f"{home(case)}messages/", form)["Location"] == home(other)
    third = reported(world, "The phone is dead")
    number = str(third.problem.number)
    form = reply_form(ana, other) | {"text": "Done.", "then": "next", "next": number}
    assert ana.post(f"{home(other)}messages/", form)["Location"] == home(third)
