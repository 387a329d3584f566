"""What came with messages can't act in anybody's browser."""

import pytest
from django.test import Client

from buckstop.conversations.actions import telling
from buckstop.conversations.actions.posting import File
from buckstop.conversations.models import Attachment, Message
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.ledger.bodies import new_body
from buckstop.problems.tests.world import World


def test_a_file_is_a_download_whatever_it_says(world: World, ana: Client):
    case = reported(world)
    evil = File('a"\r\nb.html', "text/html", b"<script>alert(1)</script>")
    telling.reply(case, text="x", files=[evil], by=world.ana.actor(), at=world.now)
    answer = ana.get(f"/files/{Attachment.objects.get().pk}/")
    assert answer.content == evil.content
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


@pytest.fixture
def mail(world: World) -> Message:
    """What Ines wrote, with its HTML and as it came."""
    reported(world)
    bodies = [new_body("<p>Since nine</p>"), new_body(raw=b"From: Ines\r\n\r\nSince nine")]
    for body in bodies:
        body.save()
    said = Message.objects.get()
    copy = Message(
        problem=said.problem, case=said.case, kind="heard", channel="mail", at=world.now,
        text=said.text, html=bodies[0], raw=bodies[1],
    )  # fmt: skip
    copy.save()
    return copy


def test_the_raw_mail_is_a_download(mail: Message, ana: Client):
    answer = ana.get(f"/messages/{mail.pk}/raw/")
    assert (answer.content, answer["Content-Type"]) == (
        b"From: Ines\r\n\r\nSince nine",
        "message/rfc822",
    )
    assert answer["Content-Disposition"].startswith("attachment")


def test_only_for_who_sees_the_problem(mail: Message, seat, world: World):
    for part in ("html", "raw"):
        assert seat(world.zed).get(f"/messages/{mail.pk}/{part}/").status_code == 404


def test_without_html_or_raw_there_is_nothing(world: World, ana: Client):
    reported(world)
    message = Message.objects.get()
    for part in ("html", "raw"):
        assert ana.get(f"/messages/{message.pk}/{part}/").status_code == 404


def test_what_people_wrote_is_text_on_the_page(world: World, ana: Client):
    case = reported(world, "<script>alert(1)</script> & so on")
    page = ana.get(home(case))
    assert b"<script>alert(1)" not in page.content
    assert "<script>alert(1)</script> & so on" in words(page)
