"""A mail with pictures, files and tricks, in a real browser: all of it is seen, nobody is told."""

import smtplib
import socket
import struct
import zlib
from collections.abc import Iterator
from contextlib import closing
from email.message import EmailMessage
from threading import Thread

import pytest
from playwright.sync_api import FilePayload, Page, expect

from buckstop.kit import clock
from buckstop.problems.actions import fixing
from buckstop.problems.tests.world import answering
from stories.desk import Desk
from stories.house import House

INES = "Ines Keller <ines@nordbank.example>"
LONG = f"{'minutes-of-the-meeting-about-the-lift-' * 5}2026.pdf"


class Tracker:
    """Somebody's server, which counts who comes by."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.came = 0
        Thread(target=self._count, daemon=True).start()

    @property
    def at(self) -> str:
        """Its address."""
        return f"127.0.0.1:{self.listening.getsockname()[1]}"

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            self.came += 1
            connection.close()


@pytest.fixture
def tracker() -> Iterator[Tracker]:
    made = Tracker()
    with closing(made.listening):
        yield made


def picture(red: int, green: int, *, side: int = 60) -> bytes:
    """A square of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + bytes((red, green, 40)) * side) * side
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data)
        for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def tricks(tracker: str) -> str:
    """HTML that tries to tell `tracker` who reads it and when."""
    return f"""<html><head><link rel="preconnect" href="http://{tracker}">
    <link rel="prefetch" href="http://{tracker}/f"><link rel="stylesheet" href="http://{tracker}/s">
    <meta http-equiv="refresh" content="0;url=http://{tracker}/r"><base href="http://{tracker}/">
    <style>@import url("http://{tracker}/i"); p {{ background: url("http://{tracker}/b") }}</style>
    </head><body><div style="display:none">HIDDEN PREHEADER</div><p>The lift in house 7 stops.</p>
    <table><tr><th>Floor</th><th>Since</th></tr><tr><td>2</td><td>nine</td></tr></table>
    <p>Red: <img src="cid:red@x"> and green: <img src="cid:green@x"></p>
    <img src="http://{tracker}/p.gif"><iframe src="http://{tracker}/w"></iframe>
    <video src="http://{tracker}/v" autoplay></video><form action="http://{tracker}/x"><button>Go</button>
    </form><script>fetch("http://{tracker}/j")</script></body></html>"""


def send(house: House, tracker: Tracker) -> None:
    """Ines mails it to the desk."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = INES, "help@localhost", "The lift in house 7"
    mail["Message-ID"] = "<lift7@nordbank.example>"
    mail.set_content(tricks(tracker.at), subtype="html")
    for name, colours in (("red", (220, 40)), ("green", (40, 180))):
        mail.add_related(
            picture(*colours), "image", "png", cid=f"<{name}@x>", filename="image.png",
            disposition="inline",
        )  # fmt: skip
    mail.add_attachment(b"%PDF-1.4", "application", "pdf", filename=LONG)
    with smtplib.SMTP("127.0.0.1", house.smtp_port, timeout=60) as connection:
        connection.send_message(mail)
    house.work()


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_everything_is_seen_and_nobody_is_told(house: House, tracker: Tracker) -> None:
    send(house, tracker)
    page = house.at_desk(house.ana)
    Desk(page).open(house.problem().ref)
    expect(page.get_by_text("Floor | Since")).to_be_visible()
    for name in ("image.png", "image (2).png", LONG):
        expect(page.get_by_role("link", name=name, exact=True).last).to_be_visible()
    page.get_by_text("As they sent it", exact=True).click()
    frame = page.frame_locator(".as-sent iframe")
    expect(frame.get_by_text("The lift in house 7 stops.")).to_be_visible()
    expect(frame.get_by_text("HIDDEN")).to_have_count(0)
    pictures = frame.locator("img[src^='data:']")
    expect(pictures).to_have_count(2)
    shown = [pictures.nth(at).bounding_box() for at in range(2)]
    assert [box and round(box["width"]) for box in shown] == [60, 60]
    expect(page.locator(".file-picture img")).to_have_count(2)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert fits(page), f"the desk scrolls sideways at {width}"
    phone = house.on_phone(house.inbox("ines@nordbank.example")[-1].link)
    expect(phone.get_by_role("link", name=LONG)).to_be_visible()
    assert fits(phone), "the customer's page scrolls sideways"
    assert tracker.came == 0


def test_each_form_of_the_page_keeps_its_files(house: House) -> None:
    house.mail(INES, "The lift in house 7", "It stops between the floors.")
    phone = house.on_phone(house.inbox("ines@nordbank.example")[-1].link)
    shot = FilePayload(name="shot.png", mimeType="image/png", buffer=picture(9, 9))
    still = FilePayload(name="still.png", mimeType="image/png", buffer=picture(9, 9))
    form = phone.locator("form[action$='/messages/']")
    form.get_by_label("Attach files").set_input_files(shot)
    form.get_by_role("button", name="Write to Ana").click()
    expect(phone.get_by_text("sent shot.png")).to_be_visible()
    [case] = house.problem().cases.all()
    fixing.fix(case.problem, by=house.ana.actor(), at=clock.now())
    fixing.confirm(case, by=answering(case), at=clock.now())
    phone.reload()
    phone.get_by_text("Still broken", exact=True).first.click()
    form = phone.locator("form[action$='/word/']")
    form.get_by_label("Attach files").set_input_files(still)
    form.get_by_role("button", name="Still broken").click()
    expect(phone.get_by_text("sent still.png")).to_be_visible()
    expect(phone.locator(".file-picture img")).to_have_count(2)


def test_a_title_without_a_blank_widens_no_page(house: House) -> None:
    house.mail(INES, "x" * 230 + "/" + "y" * 240, f"https://lift.example/{'z' * 300}")
    page, ref = house.at_desk(house.ana), house.problem().ref
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for place in (f"/problems/{ref}/", "/", "/problems/", "/notices/"):
            page.goto(place)
            assert fits(page), f"{place} scrolls sideways at {width}"
    phone = house.on_phone(house.inbox("ines@nordbank.example")[-1].link)
    assert fits(phone), "the customer's page scrolls sideways"
