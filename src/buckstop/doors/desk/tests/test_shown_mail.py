"""A mail at the desk: its files in sight, its HTML made safe, its remarks and its original."""

import base64
import re

import pytest
from django.test import Client

from buckstop.conversations.models import Attachment, Message
from buckstop.doors.desk.tests.telling import words
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
HEAD = (
    b"From: Ines Keller <ines@nordbank.example>\r\nTo: help@localhost\r\n"
    b"Subject: Belt stops\r\nMessage-ID: <m1@nordbank.example>\r\nMIME-Version: 1.0\r\n"
)


def part(kind: str, content: bytes, *more: str) -> bytes:
    """A part of a mail."""
    lines = [f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *more]
    return "\r\n".join([*lines, "", base64.b64encode(content).decode(), ""]).encode()


def mixed(*parts: bytes, kind: str = "mixed") -> bytes:
    """A mail of several parts."""
    head = HEAD + f"Content-Type: multipart/{kind}; boundary=xx\r\n\r\n".encode()
    return head + b"".join(b"--xx\r\n" + one for one in parts) + b"--xx--\r\n"


def came(world: World, raw: bytes) -> Message:
    """The message that a mail became."""
    keep([Arrived("ines@nordbank.example", ("help@localhost",), raw)], at=world.now)
    assert receive(at=world.now) == 1
    return Message.objects.exclude(raw=None).latest("at", "pk")


def page_of(browser: Client, message: Message) -> str:
    return browser.get(f"/problems/{message.problem.ref}/").content.decode()


INLINE = {
    "a pasted picture": ("image/png; name=image.png", PNG, "Content-ID: <a@x>"),
    "a document in the text": ("application/pdf; name=offer.pdf", b"%PDF", "inline"),
    "a log with an id": ("text/x-log; name=gate.log", b"refused", "Content-ID: <l@x>"),
    "a table in the text": ("text/csv; name=rows.csv", b"a;b", "inline"),
}


@pytest.mark.parametrize(("kind", "content", "how"), INLINE.values(), ids=INLINE.keys())
def test_what_came_inline_is_listed(world, ana: Client, kind: str, content: bytes, how: str):
    how = f"Content-Disposition: {how}" if how == "inline" else how
    html = part("text/html", b"<p>See it</p>")
    message = came(world, mixed(html, part(kind, content, how), kind="related"))
    found = Attachment.objects.get(message=message)
    page = page_of(ana, message)
    assert f'href="/files/{found.pk}/"' in page
    assert found.name in page
    assert ana.get(f"/files/{found.pk}/").content == content


def test_nothing_but_a_photo(world: World, ana: Client):
    photo = part("image/png; name=IMG_0441.png", PNG, "Content-Disposition: inline")
    message = came(world, mixed(photo).replace(b"Subject: Belt stops\r\n", b""))
    found = Attachment.objects.get(message=message)
    page = page_of(ana, message)
    assert "sent IMG_0441.png" in page
    assert "erased" not in page
    assert re.search(rf'<img\s+src="/files/{found.pk}/picture/"', page)
    assert Problem.objects.get().title == "IMG_0441.png"
    shown = ana.get(f"/files/{found.pk}/picture/")
    assert (shown.content, shown["Content-Type"]) == (PNG, "image/png")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]


def test_names_that_are_alike_are_told_apart(world: World, ana: Client):
    pictures = [part("image/png; name=image.png", PNG, f"Content-ID: <{n}@x>") for n in "ab"]
    page = page_of(ana, came(world, mixed(*pictures)))
    assert ">image.png</a>" in page
    assert ">image (2).png</a>" in page


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"<html><script>1</script>", b""])
def test_what_is_no_picture_is_never_shown_as_one(world: World, ana: Client, content: bytes):
    for kind in ("image/png", "image/svg+xml", "text/html"):
        world.later(minutes=1)
        file = part(f"{kind}; name=x", content or b"x", "Content-Disposition: attachment")
        raw = mixed(part("text/plain", b"Look"), file)
        raw = raw.replace(b"<m1@", f"<{kind[-3:]}{len(content)}@".encode())
        found = Attachment.objects.get(message=came(world, raw))
        assert ana.get(f"/files/{found.pk}/picture/").status_code == 404


REACHING = (
    b'<link rel="preconnect" href="https://t.example"><meta http-equiv="refresh" content="0;//t">'
    b'<base href="https://t.example/"><img src="https://t.example/p.gif"><img src="/log-out/">'
    b'<form action="https://t.example"><button>Press</button></form><iframe src="//t.example">'
    b"</iframe><p style=\"background:url('https://t.example/b')\">Call 12.</p>"
    b'<div style="display:none">PREVIEW</div><a href="javascript:1">x</a><script>1</script>'
)


def test_html_of_strangers_is_made_safe(world: World, ana: Client):
    message = came(world, mixed(part("text/html", REACHING)))
    answer = ana.get(f"/messages/{message.pk}/html/")
    shown = answer.content.decode()
    body = shown.partition("<body>")[2]
    assert "Call 12." in body
    assert "PREVIEW" not in body
    assert "t.example" not in body
    assert not re.search(
        r"<(link|meta|base|form|button|iframe|script|style)|src=|javascript:", body
    )
    assert "One picture from elsewhere isn’t fetched." in body
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups")
    assert "img-src data:;" in policy
    assert "script" not in policy
    assert "PREVIEW" not in words(ana.get(f"/problems/{message.problem.ref}/"))


def test_pictures_of_the_mail_stand_in_their_place(world: World, ana: Client):
    html = part("text/html", b'<p>Red: <img src="cid:Red@x"> gone: <img src="cid:none"></p>')
    raw = mixed(html, part("image/png; name=r.png", PNG, "Content-ID: <Red@x>"), kind="related")
    shown = ana.get(f"/messages/{came(world, raw).pk}/html/").content.decode()
    assert f'<img src="data:image/png;base64,{base64.b64encode(PNG).decode()}">' in shown
    assert "cid:" not in shown


def test_each_mail_has_its_original_and_its_remarks(world: World, ana: Client):
    raw = HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\nIt hums \xff and stops.\r\n"
    message = came(world, raw)
    assert message.remarks
    page = page_of(ana, message)
    assert f'href="/messages/{message.pk}/raw/"' in page
    said = words(ana.get(f"/problems/{message.problem.ref}/"))
    assert all(" ".join(remark.split()) in said for remark in message.remarks.splitlines())


def test_a_cut_says_so_and_leads_to_the_rest(world: World, ana: Client):
    log = b"2026-11-24 10:15 refused\r\n" * 1_500 + b"When is this mended?\r\n"
    message = came(world, HEAD + b"Content-Type: text/plain\r\n\r\n" + log)
    page = page_of(ana, message)
    assert "mended" not in page
    assert "the text is longer" in page
    assert f'href="/messages/{message.pk}/text/"' in page
    whole = ana.get(f"/messages/{message.pk}/text/")
    assert "When is this mended?" in whole.content.decode()
    assert whole["Content-Type"].startswith("text/plain")


def test_a_subject_alone_is_what_they_said(world: World, ana: Client):
    message = came(world, HEAD + b"\r\n\r\n")
    said = words(ana.get(f"/problems/{message.problem.ref}/"))
    assert "erased" not in said
    assert said.count("Belt stops") >= 2


def test_links_and_numbers_can_be_pressed(world: World, ana: Client):
    text = b"See https://nordbank.example/a?b=1. Ring +41 44 555 01 10 or ina@nordbank.example"
    page = page_of(ana, came(world, HEAD + b"\r\n" + text))
    assert 'href="https://nordbank.example/a?b=1"' in page
    assert 'href="tel:+41445550110"' in page
    assert 'href="mailto:ina@nordbank.example"' in page


def test_a_signature_is_called_one(world: World, ana: Client):
    page = page_of(ana, came(world, HEAD + b"\r\nIt stops.\r\n-- \r\nInes Keller\r\nNordbank"))
    assert "<summary>Signature</summary>" in page
    assert "Quoted below" not in page
