"""Providers that post mail, on the page of the mail accounts, by its own forms."""

import re

from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.incoming.models import MailWebhook
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.problems.tests.world import World
from tests.mail_providers import KEYS, Posting

RAW = b"From: ines@nordbank.example\r\nSubject: Pump 4\r\n\r\nThe pump stands still.\r\n"


def test_a_signing_key_isnt_needed_to_get_an_address_but_to_get_in(world: World, seat):
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    browser = seat(ada)
    assert "No provider posts mail." in words(browser.get("/mail-accounts/"))
    made = send(browser, "/mail-accounts/webhooks/new/", provider="mailgun")
    [url] = re.findall(r"http://[^/ ]+/mail-in/mailgun/[a-z0-9]{40}/mime", made.text)
    posting = Posting("mailgun", url, KEYS["mailgun"])
    assert posting.mail(RAW).status_code == 503
    told = words(browser.get("/mail-accounts/"))
    assert "Nothing is let in until the key that it signs with is written" in told
    key = MailWebhook.objects.get()
    at = f"/mail-accounts/webhooks/{key.pk}/"
    send(browser, f"{at}changes/new/", key=KEYS["mailgun"])
    assert "Waiting for a mail to help@localhost …" in words(browser.get("/mail-accounts/"))
    assert posting.mail(RAW).status_code == 200
    page = browser.get("/mail-accounts/")
    assert "1 mail was taken in." in words(page)
    key.refresh_from_db()
    shown = page.text + browser.get(f"{at}changes/new/").text
    assert KEYS["mailgun"] not in shown + key.secret
    assert url.split("/")[-2] not in shown + key.digest
    send(browser, f"{at}end/new/")
    assert posting.mail(RAW + b"More.").status_code == 503


def test_an_event_of_another_kind_is_said_on_the_page_until_mail_comes(world: World, seat):
    said = {"RecordType": "Bounce", "RawEmail": "x", "Type": "HardBounce"}
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    browser = seat(ada)
    made = send(browser, "/mail-accounts/webhooks/new/", provider="postmark")
    [url] = re.findall(r"http://buckstop:[a-z0-9]{40}@[^/ ]+/mail-in/postmark/[a-z0-9]{40}/",
                       made.text)  # fmt: skip
    posting = Posting("postmark", url)
    assert posting.sends(json=said).status_code == 422
    assert "isn’t a mail but another event" in words(browser.get("/mail-accounts/"))
    posting.mail(RAW)
    assert "isn’t a mail but another event" not in words(browser.get("/mail-accounts/"))
