"""Mail that providers post: each provider's own form of it, what proves it, and what goes wrong."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from buckstop.doors.api import mail_in
from buckstop.doors.shared.limits import Limit
from buckstop.doors.shared.posted_to import posted_to
from buckstop.incoming.actions import keep as keeping
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.actions.webhooks import add_webhook, end_webhook, renew_webhook
from buckstop.incoming.models import Intake, MailWebhook, PostedMail
from buckstop.incoming.providers.known import PROVIDERS
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.notices.live import announcer
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from tests.mail_providers import KEYS, Posting

RAW = (
    "From: Ines <ines@nordbank.example>\r\nTo: help@localhost\r\nSubject: Pump 4\r\n"
    "Message-ID: <1@nordbank.example>\r\nDKIM-Signature: v=1; d=nordbank.example\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\nThe pump stands still. Grüße\r\n"
).encode()
LATIN = RAW.decode().replace("utf-8", "iso-8859-1").encode("iso-8859-1")
WITH_BYTES = ("mailgun", "sendgrid", "sparkpost")
"""Those whose posts carry any bytes."""


def provider(world: World, code: str, **others: Any) -> Posting:
    """One of them, let in as an admin does."""
    key = KEYS.get(code, "")
    made, path, password = add_webhook(
        provider=code, address="help@localhost", key=key, by=DESK, at=world.now, **others
    )
    return Posting(code, posted_to(made, path, password), key)


@pytest.fixture(params=sorted(PROVIDERS))
def posting(world: World, request: pytest.FixtureRequest) -> Posting:
    return provider(world, request.param)


def test_a_mail_is_kept_as_it_came_and_counts_once(world: World, posting: Posting):
    answer = posting.mail(RAW)
    assert (answer.status_code, answer.content) == (200, b"Kept.")
    kept = Intake.objects.get()
    assert (kept.recipient, kept.done_at) == ("help@localhost", None)
    if posting.code != "mailjet":
        assert kept.raw.content() == RAW
    if posting.code != "mandrill":  # which doesn't say it
        assert kept.envelope_from == "p@mx.example"
    assert posting.mail(RAW).status_code == 200
    assert (Intake.objects.count(), PostedMail.objects.count()) == (1, 1)
    receive(at=world.now)
    problem = Problem.objects.get()
    assert (problem.title, problem.owner) == ("Pump 4", world.ana)


@pytest.mark.parametrize("code", WITH_BYTES)
def test_bytes_that_are_no_utf_8_stay_what_they_are(world: World, code: str):
    assert provider(world, code).mail(LATIN).status_code == 200
    assert Intake.objects.get().raw.content() == LATIN


def test_the_envelope_says_for_whom_it_is(world: World, posting: Posting):
    posting.mail(RAW, to="help+abc.def@localhost")
    assert Intake.objects.get().recipient == "help+abc.def@localhost"
    elsewhere = RAW.replace(b"<1@", b"<2@").replace(b"To: help@localhost\r\n", b"")
    posting.mail(elsewhere, to="9f3c@inbound.provider.example")  # an address of the provider's own
    assert sorted(Intake.objects.values_list("recipient", flat=True)) == [
        "help+abc.def@localhost", "help@localhost",
    ]  # fmt: skip


def test_who_cant_prove_it_is_told_nothing(world: World, posting: Posting):
    other = "another" if posting.key else ""
    url = posting.url.replace("buckstop:", "buckstop:a")
    guesses = [
        Posting(posting.code, url, other),
        Posting(posting.code, re.sub(r"[a-z0-9]{40}/", "a" * 40 + "/", posting.url), posting.key),
        Posting(posting.code, re.sub(r"//.*@", "//", posting.url), ""),
    ]
    answers = [one.mail(RAW) for one in guesses]
    told = {(one.status_code, one.content, one["Retry-After"]) for one in answers}
    assert told == {(503, b"Not proved.", "300")}  # who posted it comes again
    assert not Intake.objects.exists()
    assert MailWebhook.objects.get().heard_at is None
    assert not Entry.objects.filter(code__startswith="mail-webhook").exclude(
        code="mail-webhook-added"
    )


def test_who_guesses_on_and_on_must_wait(world: World, monkeypatch):
    monkeypatch.setattr(mail_in, "REFUSED", Limit("mail-in-refused", 2, 600))
    posting = provider(world, "postmark")
    guess = Posting("postmark", re.sub("/[a-z0-9]{40}/", f"/{'a' * 40}/", posting.url))
    told = [guess.mail(RAW) for _ in range(3)]
    assert [one.status_code for one in told] == [503, 503, 503]  # SendGrid drops what gets 429
    assert told[0]["Retry-After"] == "300" != told[2]["Retry-After"]
    assert posting.mail(RAW).status_code == 200  # who proves it doesn't wait for others
    monkeypatch.setattr(mail_in, "MAILS", Limit("mail-in-few", 1, 60))
    assert [posting.mail(RAW).status_code for _ in range(2)] == [200, 503]


def test_a_new_address_ends_the_old_one(world: World):
    posting = provider(world, "postmark")
    webhook = MailWebhook.objects.get()
    path, password = renew_webhook(webhook, by=DESK, at=world.now)
    assert posting.mail(RAW).status_code == 503
    url = posted_to(webhook, path, password)
    assert Posting("postmark", url).mail(RAW).status_code == 200
    end_webhook(webhook, by=DESK, at=world.now)
    assert Posting("postmark", url).mail(RAW).status_code == 503


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        ("postmark", {"data": b"\xff{no json"}),
        ("postmark", {"json": {"RawEmail": 5}}),
        ("sparkpost", {"json": {"no": "list"}}),
        ("sendgrid", {"files": {"email": (None, RAW), "envelope": (None, b"[no json")}}),
        ("mailjet", {"json": {"Headers": 7, "Parts": [{"ContentRef": "Attachment1"}]}}),
    ],
)
def test_what_cant_be_understood_is_kept_whole_and_somebodys(world: World, code: str, sent: Any):
    posting = provider(world, code)
    assert posting.sends(**sent).status_code == 200
    assert posting.sends(**sent).status_code == 200
    assert posting.mail(RAW).status_code == 200
    for _ in range(3):
        receive(at=world.now)
    titles = sorted(Problem.objects.values_list("title", flat=True))
    assert "Pump 4" in titles
    assert "A mail that Buckstop could not read" in titles
    assert set(Problem.objects.values_list("owner", flat=True)) == {world.ana.pk}
    bad = Intake.objects.order_by("pk").first()
    assert bad is not None
    assert f"{PROVIDERS[code].label} posted what can’t be read as a mail" in bad.remark


def test_one_event_that_cant_be_read_doesnt_cost_the_others(world: World):
    posting = provider(world, "sparkpost")
    other = RAW.replace(b"Pump 4", b"Pump 5").replace(b"<1@", b"<2@")
    bad: dict[str, Any] = {"msys": {"relay_message": {"content": {}}}}
    sent = [posting.relayed(RAW), bad, posting.relayed(other)]
    assert posting.sends(json=sent).status_code == 200
    assert Intake.objects.count() == 3
    assert sorted(one.raw.content() for one in Intake.objects.all()) == sorted(
        [RAW, other, json.dumps(bad).encode()]
    )


def test_mailguns_parsed_form_is_put_together_and_counts_once(world: World):
    posting = provider(world, "mailgun")
    head = [
        ["From", "ines@nordbank.example"],
        ["Subject", "Pump 4"],
        ["Message-Id", "<1@n.example>"],
    ]
    sent = {"recipient": "help@localhost", "sender": "p@mx.example", "body-plain": "Still.",
            "message-headers": json.dumps(head)}  # fmt: skip
    for token in ("one", "two"):
        posting.sends(data=sent | posting.mailgun_signed(token))
    receive(at=world.now)
    receive(at=world.now)
    assert [one.title for one in Problem.objects.all()] == ["Pump 4"]
    stored = posting.sends(data=sent | {"attachments": "[]"} | posting.mailgun_signed())
    assert stored.status_code == 422


def test_a_kill_between_keeping_and_answering_brings_nothing_twice(world: World, monkeypatch):
    posting = provider(world, "mailgun")

    def away(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(announcer, "committed", away)
        with pytest.raises(KeyboardInterrupt):
            posting.mail(RAW)
    assert Intake.objects.count() == 1
    assert posting.mail(RAW).status_code == 200
    assert Intake.objects.count() == 1


def test_what_isnt_kept_isnt_acknowledged(world: World, monkeypatch):
    posting = provider(world, "mailgun")
    posting.client.raise_request_exception = False
    monkeypatch.setattr(keeping, "_KEEP", "SELECT 1/0 WHERE %b::timestamptz IS NOT NULL")
    assert posting.mail(RAW).status_code == 500


def test_a_mail_larger_than_we_take_is_cut_and_says_so(world: World, settings):
    settings.MESSAGE_LIMIT = 1024**2
    posting = provider(world, "sparkpost")
    large = RAW + b"x" * 1024**2
    assert posting.mail(large).status_code == 200
    kept = Intake.objects.get()
    assert (kept.size, "larger than the 1 MiB" in kept.remark) == (1024**2, True)
    settings.MESSAGE_LIMIT = 100
    assert posting.mail(large).status_code == 413


def test_some_ask_first_whether_anybody_is_here():
    path = f"/mail-in/mandrill/{'a' * 40}/"
    assert Client().head(path).status_code == 200
    assert Client().get(path).status_code == 405
