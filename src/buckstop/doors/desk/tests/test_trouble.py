"""What may not have arrived, what couldn't be done, and what I was told."""

import html
import re
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from buckstop.conversations.actions import letters, telling
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.conversations.models import Message
from buckstop.doors.desk import guard
from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.ledger.actor import DESK
from buckstop.ledger.following import drain
from buckstop.ledger.models import Entry, Following
from buckstop.notices.actions import log_in_mails
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.models import Notice
from buckstop.outbox.actions import outages
from buckstop.outbox.models import Delivery
from buckstop.people.actions import staff
from buckstop.problems.actions import ownership
from buckstop.problems.commitments import handoff
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World


def uncertain(world: World) -> Delivery:
    case = reported(world)
    telling.reply(case, text="News.", by=world.ana.actor(), at=world.now)
    Delivery.objects.update(state="uncertain", why="The connection broke.")
    return Delivery.objects.get()


def test_a_notice_that_holds_no_more_leaves_the_page(world: World, seat):
    case = reported(world)
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    offer = handoff.offer(case.problem, to=world.bruno, brief="Please", **by)
    Following.objects.update(next_try_at=world.now)  # due by the database's own clock otherwise
    while drain(at=world.now):
        pass
    assert "You are asked to own it" in words(seat(world.bruno).get("/"))
    handoff.withdraw(offer, **by)
    assert "You are asked to own it" not in words(seat(world.bruno).get("/"))
    assert "You own it now" in words(seat(world.ana).get("/"))
    ownership.take(case.problem, by=world.bruno.actor(), at=world.now)
    assert "You own it now" not in words(seat(world.ana).get("/"))


def test_a_mail_in_doubt_waits_for_a_decision(world: World, seat, monkeypatch):
    monkeypatch.setenv("BUCKSTOP_RELAY", "smtp://127.0.0.1:1")
    delivery = uncertain(world)
    bruno = seat(world.bruno)
    assert "Needs a look: 1" in words(bruno.get("/"))
    said = words(bruno.get("/deliveries/"))
    assert "Re: Transfers fail since nine to ines@nordbank.example" in said
    assert "The connection broke." in said
    bruno.post(f"/deliveries/{delivery.pk}/repeat/")
    assert Delivery.objects.get().state == "pending"
    said = words(bruno.get("/deliveries/"))
    assert "Every mail was handed over" not in said
    assert "1 mail waits to leave" in said
    assert "Re: Transfers fail since nine" in words(bruno.get("/deliveries/?show=waiting"))
    Delivery.objects.update(state="sent")
    assert "Every mail was handed over" in words(bruno.get("/deliveries/"))


def test_mail_to_staff_stands_there_as_customers_does(world: World, seat):
    reported(world)
    problem = Problem.objects.get()
    Notice.objects.create(
        person=world.ana, problem=problem, entry=Entry.objects.all()[0], sentence="Look at it",
        at=world.now, mail_due=world.now,
    )  # fmt: skip
    mail_unseen(at=world.now)
    log_in_mails.invite(world.zed, at=world.now)
    Delivery.objects.update(state="uncertain", why="The connection broke.")
    bruno = seat(world.bruno)
    assert "Needs a look: 2" in words(bruno.get("/"))
    said = words(bruno.get("/deliveries/"))
    assert f"Look at it to ana@desk.example {problem.ref}" in said
    assert "A link for who is new to zed@desk.example" in said
    for one in Delivery.objects.all():
        bruno.post(f"/deliveries/{one.pk}/repeat/")
    assert set(Delivery.objects.values_list("state", flat=True)) == {"pending"}
    assert Entry.objects.filter(code="notice-sent-again").count() == 1
    assert "Look at it" in words(bruno.get("/deliveries/?show=waiting"))


def test_what_may_have_left_did_and_all_that_left_stands_there(world: World, seat):
    delivery, bruno = uncertain(world), seat(world.bruno)
    assert "It arrived" in words(bruno.get("/deliveries/"))
    bruno.post(f"/deliveries/{delivery.pk}/arrival/")
    assert Delivery.objects.get().state == "sent"
    assert Entry.objects.filter(code="mail-arrived").count() == 1
    again = bruno.post(f"/deliveries/{delivery.pk}/arrival/", follow=True)
    assert "This mail needs no decision." in words(again)
    said = words(bruno.get("/deliveries/?show=all&to=INES%40nordbank.example"))
    assert "Re: Transfers fail since nine to ines@nordbank.example" in said
    assert "Taken by the next server" in said
    Delivery.objects.update(arrived_at=world.now)
    said = words(bruno.get("/deliveries/?show=all"))
    assert "Delivered: their mail server took it" in said
    assert "Taken by the next server" not in said
    nobody = words(bruno.get("/deliveries/?show=all&to=olaf%40nordbank.example"))
    assert "Nothing was sent there." in nobody


def test_a_mail_is_let_be(world: World, seat):
    delivery = uncertain(world)
    seat(world.bruno).post(f"/deliveries/{delivery.pk}/aside/")
    assert "The connection broke." not in words(seat(world.bruno).get("/deliveries/"))
    assert Delivery.objects.get().state == "uncertain"  # it stays what it is
    again = seat(world.bruno).post(f"/deliveries/{delivery.pk}/aside/", follow=True)
    assert "This mail needs no decision." in words(again)


def test_doubt_is_shown_where_it_was_said(world: World, ana: Client):
    delivery = uncertain(world)
    assert "uncertain whether it arrived" in words(ana.get(home_of(delivery)))


@pytest.mark.parametrize(
    ("state", "why", "said"),
    [
        ("pending", "", "waiting to leave since 09:00 today"),
        ("pending", "451 not now", "waiting to leave since 09:00 today: 451 not now"),
        ("handing", "", "waiting to leave since 09:00 today"),
        ("bounced", "550 no such user", "came back: 550 no such user"),
        ("failed", "554 spam", "didn’t arrive: 554 spam"),
        ("uncertain", "It broke.", "uncertain whether it arrived: It broke."),
        ("sent", "", "to Ines Vogt · sent News."),
        ("sent", "441 later", "sent, but delayed on its way: 441 later"),
    ],
)
def test_what_became_of_a_mail_stands_beside_it(
    world: World, ana: Client, state: str, why: str, said: str
):
    delivery = uncertain(world)
    Delivery.objects.update(state=state, why=why)
    assert said in words(ana.get(home_of(delivery)))


def test_a_letter_is_not_sent_before_it_has_left(world: World, ana: Client):
    case = reported(world)
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), world.now)
    said = words(ana.get(home(case)))
    assert "wrote the acknowledgement to Ines Vogt · waiting to leave since" in said
    assert "sent" not in said.partition("Timeline")[2].partition("Write")[0]
    Delivery.objects.update(state="sent")
    assert "sent the acknowledgement" in words(ana.get(home(case)))


def test_leaders_read_on_every_page_that_no_mail_leaves(world: World, seat, monkeypatch):
    bruno, ana = seat(world.bruno), seat(world.ana)
    for page in ("/", "/problems/", "/deliveries/"):
        assert "No mail leaves: no mail server was chosen" in words(bruno.get(page))
    assert "No mail leaves" not in words(ana.get("/"))
    monkeypatch.setenv("BUCKSTOP_RELAY", "smtp://127.0.0.1:1")
    assert "No mail leaves" not in words(bruno.get("/"))
    outages.stands_still("smtp", "The mail relay can't be reached: it is off.", at=world.now)
    said = words(bruno.get("/problems/"))
    assert "No mail leaves since 09:00 today: the mail relay can't be reached: it is off." in said
    assert "Every mail was handed over" not in words(bruno.get("/deliveries/"))
    outages.moves_again("smtp", at=world.now)
    assert "No mail leaves" not in words(bruno.get("/"))


def test_all_that_failed_goes_again_in_one_act(world: World, seat):
    case = reported(world)
    for n in range(120):
        telling.reply(case, text=f"News {n}.", by=world.ana.actor(), at=world.now)
    Delivery.objects.update(state="failed", why="away")
    bounced = Delivery.objects.order_by("pk")[0]
    Delivery.objects.filter(pk=bounced.pk).update(state="bounced")
    bruno = seat(world.bruno)
    met, url = 0, "/deliveries/"
    while url:
        page = bruno.get(url)
        assert page.status_code == 200
        met += page.content.decode().count("trouble-head")
        url = html.unescape(
            (re.findall(r'href="([^"]*)" rel="next"', page.content.decode()) or [""])[0]
        )
    assert met == 120
    assert "Send all 119 that didn’t leave again" in words(bruno.get("/deliveries/"))
    fields = fields_of(bruno.get("/deliveries/"), "/deliveries/repeat/")
    assert fields["once"]
    for _again in range(2):
        bruno.post("/deliveries/repeat/", fields)
    assert Delivery.objects.filter(state="pending", tries=0).count() == 119
    assert Entry.objects.filter(code="mail-sent-again").count() == 119
    assert Delivery.objects.get(pk=bounced.pk).state == "bounced"


def home_of(delivery: Delivery) -> str:
    case = Message.objects.get(pk=delivery.owner).case
    assert case is not None
    return home(case)


def test_a_failing_reaction_is_owned_and_tried_again(world: World, seat):
    reported(world)
    entry = Entry.objects.order_by("pk")[0]
    row = Following.objects.create(
        entry=entry, chain=entry.chain, reaction="conversations.acknowledgement", tries=5,
        failed_at=world.now, error="KeyError: 'owner'", next_try_at=world.now,
    )  # fmt: skip
    bruno = seat(world.bruno)
    said = words(bruno.get("/deliveries/"))
    assert "KeyError: 'owner'" in said
    assert "Carla Roth looks after it" in said
    bruno.post(f"/reactions/{row.pk}/retry/")
    row.refresh_from_db()
    assert (row.failed_at, row.tries) == (None, 0)


def test_what_i_was_told_is_new_until_i_open_it(world: World, ana: Client):
    case = reported(world)
    tell_staff(list(Entry.objects.filter(code="tenure-began")), world.now)
    notice = Notice.objects.get(person=world.ana)
    assert notice.sentence in words(ana.get("/"))
    ana.get("/notices/")
    assert Notice.objects.get(person=world.ana).seen_at is None
    answer = ana.post(f"/notices/{notice.pk}/sight/")
    assert answer["Location"] == home(case)
    assert Notice.objects.get(person=world.ana).seen_at == world.now
    assert notice.sentence in words(ana.get("/notices/"))
    assert "You should know" not in words(ana.get("/"))


def test_all_seen_at_once_and_nobody_elses(world: World, ana: Client, seat):
    reported(world)
    tell_staff(list(Entry.objects.filter(code="tenure-began")), world.now)
    mine = Notice.objects.get(person=world.ana)
    assert seat(world.bruno).post(f"/notices/{mine.pk}/sight/").status_code == 404
    seat(world.bruno).post("/notices/all/sight/")
    assert Notice.objects.get().seen_at is None
    ana.post("/notices/all/sight/")
    assert Notice.objects.get().seen_at == world.now


def test_two_acts_that_meet_are_a_sentence(rf: RequestFactory):
    def take(request: HttpRequest) -> HttpResponse:
        raise IntegrityError('conflicts with "tenures_do_not_overlap"')

    answer = guard.refusing(take)(rf.post("/", headers={"HX-Request": "true"}))
    assert answer.status_code == 409
    assert "at the same moment" in answer.headers["HX-Trigger"]


def test_a_log_in_mail_that_came_back_waits_for_whoever_runs_the_house(world: World, seat):
    log_in_mails.invite(world.ana, at=world.now)
    Delivery.objects.update(state="bounced", why="550 no such user")
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    browser = seat(ada)
    assert "Needs a look: 1" in words(browser.get("/"))
    said = words(browser.get("/deliveries/"))
    assert "to ana@desk.example" in said
    assert "Came back" in said
    assert "550 no such user" in said
