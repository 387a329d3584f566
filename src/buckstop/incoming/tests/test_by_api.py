"""Letters that leave by a provider's API, from the delivery to the answer to them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

import pytest

from buckstop.conversations.actions import letters
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.conversations.models import Message
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.ledger.models import Entry
from buckstop.outbox.actions.delivering import Postman
from buckstop.outbox.channels.smtp.channel import Smtp, keep_in_viewer
from buckstop.outbox.models import Attempt, Delivery
from buckstop.outbox.providers import known
from buckstop.outbox.providers.access import ApiAccess
from buckstop.outbox.providers.handing import Api
from buckstop.outbox.tests.test_providers import ANSWERS
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from tests.mail_api import HANGS_UP, MailApi, mail_api

GIVEN = "<2026.1@smtp-relay.mailin.fr>"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailApi]:
    with mail_api() as running:
        brevo = replace(known.BY_API["brevo"], url=running.url)
        monkeypatch.setitem(known.BY_API, "brevo", brevo)
        running.says = [(201, {"messageId": GIVEN})]
        yield running


@pytest.fixture
def by_api(api: MailApi) -> Postman:
    access = ApiAccess("brevo", "a-key")
    return Postman(Smtp(keep_in_viewer, api=Api(access, connect=0.5, answer=0.5)))


def comes(world: World, *head: str, text: str = "The pump stands still.") -> None:
    lines = ["From: Ines <ines@nordbank.example>", "Subject: Pump 4", *head, "", text, ""]
    raw = "\r\n".join(lines).encode()
    keep([Arrived("ines@nordbank.example", ("help@localhost",), raw)], at=world.now)
    receive(at=world.now)


def test_an_answer_to_the_name_that_a_provider_gave_finds_its_problem(
    world: World, api: MailApi, by_api: Postman
):
    comes(world, "Message-ID: <1@nordbank.example>")
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), world.now)
    assert by_api.deliver(at=world.now) == 1
    sent = Delivery.objects.get()
    assert (sent.state, sent.reference) == ("sent", GIVEN)
    assert Attempt.objects.get().sentence.startswith("Brevo: 201")
    comes(world, "Message-ID: <2@nordbank.example>", f"In-Reply-To: {GIVEN}", text="It runs.")
    assert Problem.objects.count() == 1
    answer = Message.objects.get(message_id="<2@nordbank.example>")
    assert answer.problem == Problem.objects.get()


@pytest.mark.parametrize("code", sorted(known.BY_API))
def test_an_answer_finds_its_problem_whatever_message_id_a_letter_got(
    world: World, api: MailApi, code: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(known.BY_API, code, replace(known.BY_API[code], url=api.url))
    api.says = [ANSWERS[code]]
    comes(world, "Message-ID: <1@nordbank.example>")
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), world.now)
    sends = Api(ApiAccess(code, "a-key:a-second"), connect=0.5, answer=0.5)
    assert Postman(Smtp(keep_in_viewer, api=sends)).deliver(at=world.now) == 1
    sends.close()
    ours = re.findall(r"<[0-9a-f]{32}\.[^<>@]+@[^<>]+>", unquote(api.asked[0].body.decode()))
    assert len(set(ours)) == 1
    # As mail programs answer: to the Message-ID that it got, after what it referred to itself.
    got = ours[0] if known.BY_API[code].keeps_ids else "<4fd3.given@provider.example>"
    said = [f"In-Reply-To: {got}", f"References: <1@nordbank.example> {ours[0]} {got}"]
    head = [f"Message-ID: <{code}@nordbank.example>", *(said[:1] if got == ours[0] else said)]
    comes(world, *head, text="It runs.")
    answer = Message.objects.get(message_id=f"<{code}@nordbank.example>")
    assert answer.problem == Problem.objects.get()


def test_a_letter_that_may_have_been_taken_is_never_posted_again(
    world: World, api: MailApi, by_api: Postman
):
    comes(world, "Message-ID: <1@nordbank.example>")
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), world.now)
    api.says = [HANGS_UP]
    by_api.deliver(at=world.now)
    assert Delivery.objects.get().state == "uncertain"
    by_api.deliver(at=world.later(hours=1))
    assert len(api.asked) == 1


def test_a_letter_that_was_refused_for_now_goes_again(world: World, api: MailApi, by_api: Postman):
    comes(world, "Message-ID: <1@nordbank.example>")
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), world.now)
    api.says = [(500, "oops"), (201, {"messageId": GIVEN})]
    by_api.deliver(at=world.now)
    assert Delivery.objects.get().state == "pending"
    by_api.deliver(at=world.later(hours=1))
    assert (Delivery.objects.get().state, len(api.asked)) == ("sent", 2)


def test_a_key_that_is_refused_rests_the_channel_and_costs_no_letter(
    world: World, api: MailApi, by_api: Postman
):
    comes(world, "Message-ID: <1@nordbank.example>")
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), world.now)
    api.says = [(401, {"message": "Key not found"})]
    by_api.deliver(at=world.now)
    waits = Delivery.objects.get()
    assert (waits.state, waits.tries) == ("pending", 0)
