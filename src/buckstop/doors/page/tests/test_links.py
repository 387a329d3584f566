"""Who a link lets in, and until when; and what looking at a page may do: nothing."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from buckstop.conversations import links
from buckstop.conversations.models import Follower, Message
from buckstop.conversations.queries.mails import deliveries_of
from buckstop.conversations.rules import CAP_PER_HOUR
from buckstop.doors.page.tests.conftest import LOG, Desk, Page
from buckstop.ledger.models import Entry
from buckstop.people.models import Person
from buckstop.problems.actions import understandings
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case

PLACES = [
    "", "files/{file}/", "not-me/", "withdrawal/", "renewal/", "messages/", "corrections/", "word/",
    "word/retraction/", "effort/", "escalations/", "urgency/", "steps/{step}/",
    "steps/{step}/not-waiting/",
]  # fmt: skip


def filled(desk: Desk, case: Case) -> dict[str, Any]:
    """A case with something of everything, and the keys for the addresses."""
    ana = desk.ana.actor()
    desk.answer(case, "Read this", files=[LOG])
    understandings.understand(case.problem, what="It stops.", by=ana, at=desk.now)
    step = add_step(
        case.problem, what="send the log", debtor=desk.ines, due=desk.now + timedelta(hours=3),
        by=ana, at=desk.now, case=case,
    )  # fmt: skip
    return {
        "file": Message.objects.get(text__text="Read this").attachments.get().pk,
        "step": step.pk,
    }


def only_reads(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    assert sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE")), sql
    assert "FOR UPDATE" not in sql.upper(), sql
    return execute(sql, params, many, context)


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("place", PLACES)
def test_looking_changes_nothing(desk: Desk, case: Case, place: str, method: str):
    keys = filled(desk, case)
    before = Entry.objects.count()
    client, url = Client(), desk.link(case) + place.format(**keys)
    with connection.execute_wrapper(only_reads):
        answer = getattr(client, method)(url)
        getattr(client, method)(url)
    assert answer.status_code in (200, 302)
    assert Entry.objects.count() == before


def test_a_link_ends_after_90_days(desk: Desk, case: Case):
    url = desk.link(case)
    desk.later(days=90)
    assert Page(desk, url).get().status_code == 200
    desk.later(seconds=1)
    answer = Page(desk, url).get()
    assert answer.status_code == 410
    assert "end after a while" in answer.content.decode()
    assert "help@localhost" in answer.content.decode()


def test_an_old_link_can_ask_for_a_fresh_one(desk: Desk, case: Case):
    Follower.objects.create(case=case, address="else@nordbank.example", added_at=desk.now)
    page = desk.page(case)
    page.get()
    desk.later(days=91)
    assert "Send me a fresh link" in page.says()
    letters = Message.objects.filter(case=case, kind="link")
    assert page.post("renewal/").status_code == 200
    assert [d.address for d in deliveries_of(letters.get())] == ["ines@nordbank.example"]
    assert [page.post("renewal/").status_code for _ in range(3)] == [200, 200, 429]
    assert letters.count() == 3


def test_a_fresh_link_that_is_held_back_is_not_said_to_be_on_its_way(desk: Desk, case: Case):
    pages = [desk.page(one) for one in (case, desk.write_in("The other one"))]
    for page in pages:
        page.get()
    desk.later(days=91)
    assert "is on its way" in [pages[0].post("renewal/") for _ in range(3)][2].content.decode()
    answers = [pages[1].post("renewal/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    said = answers[2].content.decode()
    assert "No fresh link was sent." in said
    assert "is on its way" not in said
    assert "write to help@localhost" in said
    assert Message.objects.filter(kind="link").count() == CAP_PER_HOUR
    assert Entry.objects.filter(code="letter-held-back").count() == 1


def test_who_has_no_mail_address_is_not_promised_a_link(desk: Desk, case: Case):
    page = desk.page(case)
    page.get()
    case.contact.addresses.update(email="")
    desk.later(days=91)
    answer = page.post("renewal/")
    assert (answer.status_code, "can be sent" in answer.content.decode()) == (422, True)
    assert not Message.objects.filter(kind="link").exists()


def test_only_an_old_link_of_ours_asks_for_a_fresh_one(desk: Desk, case: Case):
    page = desk.page(case)
    page.get()
    assert page.forge("renewal/").url == page.url  # it opens the page: nothing to renew
    assert "Send me" not in Client().get("/c/garbage/").content.decode()
    assert not Message.objects.filter(kind="link").exists()


def test_who_has_left_gets_no_page_and_no_fresh_link(desk: Desk, case: Case):
    page = desk.page(case)
    page.get()
    token = page.client.cookies["csrftoken"].value
    Person.objects.filter(pk=case.contact_id).update(deactivated_at=desk.now)
    answer = page.get()
    assert answer.status_code == 410
    assert "Send me" not in answer.content.decode()
    asked = page.client.post(f"{page.url}renewal/", {"csrfmiddlewaretoken": token})
    assert asked.status_code == 410
    assert not Message.objects.filter(kind="link").exists()


def test_whoever_isnt_ines_can_withdraw_the_link(desk: Desk, case: Case):
    page = desk.page(case)
    assert "please forward it to Ines" in page.says("not-me/")
    assert page.post("withdrawal/", on="not-me/").status_code == 302
    answer = page.get()
    assert answer.status_code == 410
    assert "It was withdrawn" in answer.content.decode()
    assert page.get("not-me/").status_code == 410
    desk.later(minutes=1)
    assert desk.page(case).get().status_code == 200


@pytest.mark.parametrize("place", [place for place in PLACES[1:] if place != "renewal/"])
def test_a_withdrawn_link_does_nothing(desk: Desk, case: Case, place: str):
    page = desk.page(case)
    keys = filled(desk, case)
    page.get()
    token = page.client.cookies["csrftoken"].value
    page.post("withdrawal/", on="not-me/")
    before = Entry.objects.count()
    data = {"csrfmiddlewaretoken": token, "text": "x", "why": "x", "word": "solved", "score": "3"}
    answer = page.client.post(page.url + place.format(**keys), data)
    assert answer.status_code in (405, 410)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("text", ["x", "é", "A" * 72, "A" * 4000, "%00", "..", "=", "ab cd"])
def test_garbage_opens_nothing(desk: Desk, text: str):
    answer = Client().get(f"/c/{text}/")
    assert answer.status_code == 404


def test_a_link_bound_to_somebody_else_opens_nothing(desk: Desk, case: Case):
    wrong = links.make(case.pk, desk.olaf.pk, desk.now)
    assert Client().get(f"/c/{wrong}/").status_code == 410
    tampered = list(links.make(case.pk, case.contact_id, desk.now))
    tampered[3] = "A" if tampered[3] != "A" else "B"
    assert Client().get(f"/c/{''.join(tampered)}/").status_code == 404


def test_nobody_keeps_it_and_other_sites_learn_nothing(desk: Desk, case: Case):
    for url in (desk.link(case), "/c/garbage/"):
        answer = Client().get(url)
        assert "private" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_a_post_without_the_token_is_refused(desk: Desk, case: Case):
    page = desk.page(case)
    page.get()
    before = Entry.objects.count()
    assert page.client.post(page.url + "messages/", {"text": "x"}).status_code == 403
    assert Entry.objects.count() == before


def test_the_link_stands_in_no_log(desk: Desk, case: Case, caplog: pytest.LogCaptureFixture):
    page = desk.page(case)
    with caplog.at_level(logging.DEBUG):
        page.get("files/00000000-0000-0000-0000-000000000000/")
        page.post("messages/", text="")
        Page(desk, page.url[:-3] + "/").get()
    assert page.url[3:20] not in caplog.text


def test_a_link_opens_in_one_spelling_alone(desk: Desk, case: Case):
    link = links.make(case.pk, case.contact_id, desk.now)
    assert links.read(link) is not None
    for other in (f"{link}\r\nA: b==", f"{link[:5]}'{link[5:]}", f"{link}=", f"{link}!!!!"):
        assert links.read(other) is None, other
