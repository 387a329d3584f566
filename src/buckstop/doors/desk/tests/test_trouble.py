"""What may not have arrived, what couldn't be done, and what I was told."""

from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Delivery
from buckstop.doors.desk import guard
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.ledger.following import drain
from buckstop.ledger.models import Entry, Following
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.models import Notice
from buckstop.problems.actions import handoffs, ownership
from buckstop.problems.tests.world import World
from buckstop.reactions import BY_NAME


def uncertain(world: World) -> Delivery:
    case = reported(world)
    telling.reply(case, text="News.", by=world.ana.actor(), at=world.now)
    Delivery.objects.update(state="uncertain", why="The connection broke.")
    return Delivery.objects.get()


def test_a_notice_that_holds_no_more_leaves_the_page(world: World, seat):
    case = reported(world)
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    handoff = handoffs.offer(case.problem, to=world.bruno, brief="Please", **by)
    Following.objects.update(next_try_at=world.now)  # due by the database's own clock otherwise
    while drain(BY_NAME, at=world.now):
        pass
    assert "You are asked to own it" in words(seat(world.bruno).get("/"))
    handoffs.withdraw(handoff, **by)
    assert "You are asked to own it" not in words(seat(world.bruno).get("/"))
    assert "You own it now" in words(seat(world.ana).get("/"))
    ownership.take(case.problem, by=world.bruno.actor(), at=world.now)
    assert "You own it now" not in words(seat(world.ana).get("/"))


def test_a_mail_in_doubt_waits_for_a_decision(world: World, seat):
    delivery = uncertain(world)
    bruno = seat(world.bruno)
    assert "Needs a look: 1" in words(bruno.get("/"))
    said = words(bruno.get("/deliveries/"))
    assert "Re: Transfers fail since nine to ines@nordbank.example" in said
    assert "The connection broke." in said
    bruno.post(f"/deliveries/{delivery.pk}/repeat/")
    assert Delivery.objects.get().state == "pending"
    assert "Every mail was handed over" in words(bruno.get("/deliveries/"))


def test_a_mail_is_let_be(world: World, seat):
    delivery = uncertain(world)
    seat(world.bruno).post(f"/deliveries/{delivery.pk}/aside/")
    assert Delivery.objects.get().state == "sent"
    again = seat(world.bruno).post(f"/deliveries/{delivery.pk}/aside/", follow=True)
    assert "This mail needs no decision." in words(again)


def test_doubt_is_shown_where_it_was_said(world: World, ana: Client):
    delivery = uncertain(world)
    assert "uncertain whether it arrived" in words(ana.get(home_of(delivery)))


def home_of(delivery: Delivery) -> str:
    assert delivery.message.case is not None
    return home(delivery.message.case)


def test_a_failing_reaction_is_owned_and_tried_again(world: World, seat):
    reported(world)
    entry = Entry.objects.order_by("pk")[0]
    row = Following.objects.create(
        entry=entry, chain=entry.chain, reaction="letters.acknowledge", tries=5,
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
