"""A POST counts once, not too often, and not too much at a time."""

import re

import pytest
from django.conf import settings

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message
from buckstop.doors.components.models import Tally
from buckstop.doors.page import entering
from buckstop.doors.page.tests.conftest import Desk
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Entry
from buckstop.problems.models import Case, Word


def test_the_same_form_sent_twice_counts_once(desk: Desk, case: Case):
    page = desk.page(case)
    assert 'name="once"' in page.says()
    key = uuid7().hex
    for _ in range(2):
        answer = page.post("messages/", text="It is worse", once=key)
        assert answer.status_code == 302
    assert Message.objects.filter(text__text="It is worse").count() == 1
    page.post("messages/", text="It is better", once=key)
    assert Message.objects.filter(text__text="It is better").count() == 1


def test_the_page_opens_again_at_the_field_that_is_wrong(desk: Desk, case: Case):
    page = desk.page(case)
    assert "autofocus" not in page.says()
    answer = page.post("messages/", text="")
    [field] = re.findall(r"<textarea[^>]*autofocus[^>]*>", answer.content.decode())
    assert (answer.status_code, 'name="text"' in field) == (422, True)


def test_two_clicks_on_still_broken_are_one_word(desk: Desk, case: Case):
    telling.say_fixed(case.problem, text="It runs.", by=desk.ana.actor(), at=desk.now)
    page = desk.page(case)
    key = uuid7().hex
    page.post("word/", word="broken", once=key)
    page.forge("word/", word="broken", once=key)  # of the page that was there before
    assert Word.objects.filter(case=case).count() == 1


def test_too_often_is_told_and_nothing_is_lost(
    desk: Desk, case: Case, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(entering, "A_LINK", Limit("test-link", most=2, seconds=600))
    page = desk.page(case)
    for number in range(2):
        assert page.post("messages/", text=f"number {number}").status_code == 302
    answer = page.post("messages/", text="words worth keeping")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 600
    assert "words worth keeping" in answer.content.decode()
    assert not Message.objects.filter(text__text="words worth keeping").exists()
    assert page.forge("urgency/").status_code == 429
    desk.later(minutes=10)
    assert page.post("messages/", text="words worth keeping").status_code == 302


def test_an_address_is_counted_over_all_links(
    desk: Desk, case: Case, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(entering, "AN_ADDRESS", Limit("test-address", most=1, seconds=600))
    other = desk.write_in("Printer jams", by=desk.olaf)
    assert desk.page(case).post("messages/", text="one").status_code == 302
    assert desk.page(other).post("messages/", text="two").status_code == 429


def test_too_large_is_refused_before_it_is_read(desk: Desk, case: Case):
    page = desk.page(case)
    before = Entry.objects.count()
    answer = page.client.post(
        page.url + "messages/", {"text": "x"}, CONTENT_LENGTH=str(settings.MESSAGE_LIMIT + 1)
    )
    assert answer.status_code == 413
    assert "We take up to 25 MB" in answer.content.decode()
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("place", "data"),
    [
        ("word/", {"word": "perhaps"}),
        ("word/", {}),
        ("effort/", {"score": "0"}),
        ("effort/", {"score": "seven"}),
        ("messages/", {}),
        ("messages/", {"text": "\x00 \x00"}),
        ("messages/", {"text": "x" * 60_000}),
        ("corrections/", {"text": ""}),
        ("escalations/", {"why": " "}),
        ("word/retraction/", {}),
    ],
)
def test_wrong_input_gets_a_sentence(desk: Desk, case: Case, place: str, data: dict[str, str]):
    page = desk.page(case)
    before = Entry.objects.count()
    answer = page.forge(place, **data)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "notice-wrong" in said or "field-error" in said
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_a_window_counts_and_ends_and_sweeps(desk: Desk):
    limit = Limit("test", most=2, seconds=60)
    assert [wait(limit, "a", desk.now) > 0 for _ in range(3)] == [False, False, True]
    assert wait(limit, "b", desk.now) == 0
    desk.later(minutes=1)
    assert wait(limit, "a", desk.now) == 0
    desk.later(minutes=2)
    wait(limit, "c", desk.now)
    assert Tally.objects.count() == 1


def test_a_line_of_ipv6_is_one():
    assert network("2001:db8::1") == network("2001:db8::ffff:1")
    assert network("2001:db8::1") != network("2001:db8:0:1::1")
    assert network("192.0.2.1") == "192.0.2.1"
    assert network("") == ""
