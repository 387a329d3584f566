"""Mail that leaves by a provider's API: what is posted, and what each answer means."""

from base64 import b64decode
from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import replace
from datetime import UTC, datetime
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest

from buckstop.mail.compose import Letter, compose
from buckstop.mail.parsed import Attachment
from buckstop.outbox.channels.channel import Parcel
from buckstop.outbox.channels.smtp.channel import Smtp, keep_in_viewer
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.outbox.providers import known
from buckstop.outbox.providers.access import ApiAccess
from buckstop.outbox.providers.handing import Api
from tests.mail_api import HANGS_UP, QUEUED, SILENT, MailApi, mail_api

LETTER = Letter(
    sender=("Ana Ruiz", "help@halden.example"),
    to=(("Ines Vögt", "ines@nordbank.example"),),
    cc=(("Olaf", "olaf@nordbank.example"),),
    reply_to=(("", "help+tok@halden.example"),),
    subject="Pump 4 läuft",
    text="The pump runs again.\n",
    html="<p>The pump runs again.</p>",
    message_id="<0123.tok@halden.example>",
    date=datetime(2026, 3, 2, 9, tzinfo=UTC),
    in_reply_to="<1@nordbank.example>",
    references=("<0@nordbank.example>", "<1@nordbank.example>"),
    automatic=True,
    headers=(("X-Buckstop-Ledger", "7 abc"),),
    attachments=(Attachment("log.txt", "text/plain", b"one\r\ntwo", "", False),),
)
ANSWERS: dict[str, Any] = {
    "mailgun": QUEUED,
    "postmark": (200, {"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a",
                       "To": "ines@nordbank.example"}),
    "sendgrid": (202, ""),
    "sparkpost": (200, {"results": {"total_accepted_recipients": 1, "id": "1166",
                                    "total_rejected_recipients": 0}}),
    "mandrill": (200, [{"email": "ines@nordbank.example", "status": "sent", "_id": "abc1"}]),
    "brevo": (201, {"messageId": "<2026.1@smtp-relay.mailin.fr>"}),
    "mailersend": (202, {}),
    "resend": (200, {"id": "49a3999c"}),
    "mailjet": (200, {"Messages": [{"Status": "success", "To": [
        {"Email": "ines@nordbank.example", "MessageID": 1152}]}]}),
}  # fmt: skip


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailApi]:
    with mail_api() as running:
        for code, one in list(known.BY_API.items()):
            monkeypatch.setitem(known.BY_API, code, replace(one, url=running.url))
        yield running


def sent(
    api: MailApi, code: str = "mailgun", to: str = "ines@nordbank.example", may: bool = True,
    **others: Any,
) -> Outcome:  # fmt: skip
    access = ApiAccess(code, "a-key:a-second")
    raw = compose(replace(LETTER, **others))
    by = Api(access, connect=0.5, answer=0.5)
    try:
        return by.send(uuid4(), to, raw, lambda: may)
    finally:
        by.close()


@pytest.mark.parametrize("code", sorted(known.BY_API))
def test_each_provider_takes_the_letter_for_one_alone(api: MailApi, code: str):
    api.says = [ANSWERS[code]]
    came = sent(api, code)
    assert came.came == Came.ACCEPTED, came
    [asked] = api.asked
    body = asked.body.decode()
    assert "ines@nordbank.example" in body
    assert "olaf@nordbank.example" not in body  # a delivery of their own goes to them
    assert "The pump runs again." in body
    assert "x-buckstop-ledger" in body.lower()
    # As its Message-ID, or among its references where the provider gives it another.
    assert "0123.tok@halden.example" in body
    assert came.sentence.startswith(known.BY_API[code].label)
    basic = asked.headers.get("Authorization", "").partition("Basic ")[2]
    told = f"{asked.headers} {body} {b64decode(basic).decode()}"
    assert "a-key:a-second" in told  # where it is one key, all of it is


def test_what_postmark_gets_is_the_letter_whole(api: MailApi):
    api.says = [ANSWERS["postmark"]]
    came = sent(api, "postmark")
    assert came.reference == "b7bc2f4a"
    told = api.asked[0].json
    headers = {one["Name"]: one["Value"] for one in told["Headers"]}
    assert headers["Message-ID"] == LETTER.message_id
    assert headers["References"] == "<0@nordbank.example> <1@nordbank.example>"
    assert headers["In-Reply-To"] == LETTER.in_reply_to
    assert headers["Auto-Submitted"] == "auto-replied"
    assert headers["X-PM-KeepID"] == "true"
    assert told["Subject"] == LETTER.subject
    assert "Ana Ruiz" in told["From"]
    assert told["ReplyTo"] == "help+tok@halden.example"
    assert "Vögt" in told["To"]
    assert "Cc" not in told
    assert told["TextBody"].strip() == LETTER.text.strip()
    assert told["HtmlBody"].strip() == LETTER.html
    assert [one["Name"] for one in told["Attachments"]] == ["log.txt"]


def test_a_copy_goes_to_who_it_is_for(api: MailApi):
    api.says = [ANSWERS["postmark"]]
    sent(api, "postmark", to="olaf@nordbank.example")
    assert "olaf@nordbank.example" in api.asked[0].json["To"]
    assert "ines" not in api.asked[0].body.decode()


@pytest.mark.parametrize(
    ("code", "answer", "came", "stands_still", "taken_up"),
    [
        ("mailgun", (400, {"message": "no address"}), "refused", False, True),
        ("mailgun", (401, "Forbidden"), "later", True, False),
        ("mailgun", (429, {"message": "Too many requests"}), "later", True, False),
        ("mailgun", (500, "oops"), "later", False, True),
        ("mailgun", (503, "busy"), "later", True, False),
        ("mailgun", (502, "bad gateway"), "uncertain", True, True),
        ("mailgun", (504, "gateway time-out"), "uncertain", True, True),
        ("mailgun", (302, "elsewhere"), "later", True, False),
        ("mailgun", (200, "no json"), "uncertain", True, True),
        ("mailgun", (200, {"message": "no id"}), "uncertain", True, True),
        ("mailgun", HANGS_UP, "uncertain", True, True),
        ("mailgun", SILENT, "uncertain", True, True),
        ("postmark", (422, {"ErrorCode": 406, "Message": "You tried to send to recipient(s) that "
         "have been marked as inactive. Found inactive addresses: ines@nordbank.example."}),
         "refused", False, True),
        ("mandrill", (200, [{"email": "ines@nordbank.example", "status": "rejected",
         "reject_reason": "hard-bounce", "_id": "x"}]), "refused", False, True),
        ("sparkpost", (422, {"errors": [{"message": "no"}]}), "refused", False, True),
    ],
)  # fmt: skip
def test_each_answer_means_what_it_says(
    api: MailApi, code: str, answer: Any, came: str, stands_still: bool, taken_up: bool
):
    api.says = [answer]
    found = sent(api, code)
    assert (found.came, found.stands_still, found.taken_up) == (came, stands_still, taken_up), found
    assert len(api.asked) == 1  # never twice
    assert found.sentence


def test_who_cant_be_reached_took_nothing(api: MailApi, monkeypatch: pytest.MonkeyPatch):
    closed = replace(known.BY_API["mailgun"], url="http://127.0.0.1:9/")
    monkeypatch.setitem(known.BY_API, "mailgun", closed)
    found = sent(api)
    assert (found.came, found.stands_still, found.taken_up) == (Came.LATER, True, False)
    assert "can’t be reached" in found.sentence


def test_what_another_worker_may_have_isnt_posted(api: MailApi):
    assert sent(api, may=False).came == Came.LATER
    assert api.asked == []


def test_every_provider_has_its_own_fixed_address():
    for one in known.BY_API.values():
        assert one.url.startswith("https://")
        assert one.at("eu").startswith("https://")
        assert one.at("us") == one.url


@pytest.mark.parametrize("code", sorted(known.BY_API))
def test_who_stops_waits_for_no_answer_and_knows_that_it_may_have_left(api: MailApi, code: str):
    api.says = [SILENT]
    by = Api(ApiAccess(code, "a-key:a-second"), connect=5, answer=60)
    channel = Smtp(keep_in_viewer, api=by)
    came: list[Outcome] = []
    parcel = Parcel(uuid4(), "ines@nordbank.example", compose(LETTER), lambda: True, "letter")
    go = copy_context().run  # in which this machine may be called
    waits = Thread(target=go, args=(lambda: came.extend(channel.send([parcel])),))
    waits.start()
    assert api.posted.wait(20)
    channel.give_up()
    waits.join(20)  # far less than the answer may take
    assert [(one.came, one.stands_still) for one in came] == [(Came.UNCERTAIN, True)]
    assert "broken off to stop" in came[0].sentence
    [later] = channel.send([parcel])
    assert (later.came, len(api.asked)) == (Came.LATER, 1)
    channel.give_up()
