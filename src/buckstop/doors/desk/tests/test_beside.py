"""The customer stands beside the problem: who they are, what else is open, how it went before."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions import hearing, telling
from buckstop.conversations.actions.taking_back import take_back
from buckstop.conversations.actions.words import Words, customer_wrote
from buckstop.conversations.models.message import Channel, MessageKind
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.transaction import acting
from buckstop.people.actions import contacts, customers
from buckstop.people.models import Contact, Customer
from buckstop.problems.actions import fixing, moving
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering


@pytest.fixture
def nordbank(world: World) -> Customer:
    """Nordbank as the house knows it."""
    contact = customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
    mails, phones = "ines@nordbank.example", "+41 44 555 01 10\n+41 79 555 01 11"
    contacts.change(contact, name="Ines Vogt", email=mails, phone=phones, by=DESK, at=world.now)
    return customers.change(
        world.nordbank, name="Nordbank", domains=("nordbank.example",), zone="Asia/Singapore",
        manager=world.carla, note="Ask for Ms Weber in accounting.", tier="gold", language="de",
        by=DESK, at=world.now,
    )  # fmt: skip


def side(browser: Client, address: str, **query: Any) -> str:
    """What the customer's part of the side says."""
    page = browser.get(address, query)
    found = page.content.decode().partition('<div class="beside">')[2].partition("</section>")[0]
    page.content = found.encode()
    return words(page)


def test_who_they_are_stands_beside_each_problem(world: World, ana: Client, nordbank: Customer):
    said = side(ana, home(reported(world)))
    assert "gold German · Account manager: Carla Roth" in said
    assert "Ask for Ms Weber in accounting." in said
    assert "+41 44 555 01 10 +41 79 555 01 11 ines@nordbank.example" in said
    assert "(Asia/Singapore)" in said
    assert 'href="tel:+41445550110"' in ana.get(home(reported(world))).content.decode()


def test_what_else_is_open_and_what_we_owe_them(world: World, ana: Client):
    first, second = reported(world), reported(world, "Letters come late")
    said = side(ana, home(first))
    assert f"Also open {second.problem.ref} Letters come late news by" in said
    assert first.problem.ref not in said
    assert "Before" not in said


def test_what_was_taken_back_is_no_help(world: World, ana: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BUCKSTOP_UNDO_SECONDS", "15")
    case, by = reported(world, "A question", kind="question"), world.ana.actor()
    telling.answer(case.problem, text="Do this.", by=by, at=world.now)
    wrong = telling.reply(case, text="Never mind.", by=by, at=world.later(minutes=1))
    take_back(wrong, by=by, at=world.now)
    said = side(ana, home(reported(world)))
    assert "Do this." in said
    assert "Never mind." not in said


def test_how_their_last_problems_ended_and_what_helped(world: World, ana: Client):
    asked = [reported(world, f"Question {n}", kind="question") for n in range(4)]
    for n, case in enumerate(asked):
        world.later(minutes=1)
        telling.answer(case.problem, text=f"Do  this {n}.", by=world.ana.actor(), at=world.now)
    said = side(ana, home(reported(world)))
    assert said.count("answered") == 3
    assert "Question 0" not in said
    assert "Question 3 answered" in said
    assert "Do this 3." in said


def test_promises_are_counted_in_words(world: World, ana: Client):
    case = reported(world)
    assert "We kept" not in side(ana, home(case))
    for n in range(2):
        at = world.later(minutes=1)
        telling.update_all(case.problem, text=f"News {n}.", by=world.ana.actor(), at=at)
    said = side(ana, home(case))
    assert "We kept 2 of 2 promises of news at their time, in their newest cases." in said


def test_news_that_was_taken_back_keeps_no_promise(
    world: World, ana: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BUCKSTOP_UNDO_SECONDS", "15")
    case, by = reported(world), world.ana.actor()
    for text in ("Wrong", "Right"):
        told = telling.update_all(case.problem, text=text, by=by, at=world.later(minutes=1))
        if text == "Wrong":
            take_back(told[0], by=by, at=world.later(seconds=5))
    said = side(ana, home(case))
    assert "We kept 1 of 1 promise of news at its time, in their newest cases." in said
    assert case.customer is not None
    with clock.set_to(world.later(minutes=1)):
        said = words(ana.get(f"/customers/{case.customer.pk}/"))
    assert "Promises of news in the last year: 1 of 1 kept" in said


def test_where_several_wait_one_is_chosen(world: World, ana: Client):
    case = reported(world)
    fjord = customers.add(name="Fjord", note="They sail at night.", by=DESK, at=world.now)
    other = reported(world, "The same", contact=world.olaf, customer=fjord)
    moving.move_case(other, to=case.problem, by=world.ana.actor(), at=world.now)
    assert "They sail at night" not in side(ana, home(case))
    assert "Look at Fjord" in side(ana, home(case))
    chosen = side(ana, home(case), customer=str(fjord.pk))
    assert "They sail at night" in chosen
    assert "Look at Nordbank" in chosen
    assert ana.get(home(case), {"customer": "nonsense"}).status_code == 200


def test_colleagues_do_not_see_it(world: World, seat: Any, nordbank: Customer):
    case = reported(world)
    add_step(
        case.problem, what="Look", debtor=world.zed, due=world.now + timedelta(hours=1),
        by=world.ana.actor(), at=world.now,
    )  # fmt: skip
    page = seat(world.zed).get(home(case))
    assert page.status_code == 200
    assert "Ms Weber" not in words(page)


def test_tier_and_language_are_kept_with_their_entry(world: World, ana: Client):
    at = f"/customers/{world.nordbank.pk}/change/new/"
    send(ana, at, tier="  silver  plus ", language="fr")
    fresh = Customer.objects.get(pk=world.nordbank.pk)
    assert (fresh.tier, fresh.language) == ("silver plus", "fr")
    assert "silver plus · French" in words(ana.get(f"/customers/{fresh.pk}/"))
    last = Entry.objects.filter(chain=fresh.chain_id).order_by("number").last()
    assert last is not None
    assert last.code == "customer-changed"
    assert Contact.objects.filter(customer=fresh).count() == 0


def test_what_helped_then_stands_beside_it(world: World, ana: Client):
    before, now = (reported(world, f"Transfers fail since {hour}") for hour in ("nine", "ten"))
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    telling.say_fixed(before.problem, text="Hello,\nA restart helped.", **by)
    assert "What helped then" not in words(ana.get(f"{home(now)}lessons/"))  # nobody said so yet
    before.refresh_from_db()
    fixing.confirm(before, by=answering(before), at=world.now)
    said = words(ana.get(f"{home(now)}lessons/", HTTP_HX_REQUEST="true"))
    assert f"What helped then A restart helped. {before.problem.ref} Transfers fail" in said


def answered(case: Case, text: str, at: datetime) -> None:
    """What a machine of the contact's answers."""
    by = answering(case)
    with acting(case, by=by, at=at) as act:
        words = Words(text, Channel.MAIL)
        customer_wrote(act, words, case, by=by, person=case.contact_id, kind=MessageKind.AUTOMATIC)


def test_what_helped_in_the_same_words_stands_there_once(world: World, ana: Client):
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    for n in range(2):
        before = reported(world, f"Transfers fail since {n}")
        telling.say_fixed(before.problem, text="A restart helped.", **by)
        before.refresh_from_db()
        fixing.confirm(before, by=answering(before), at=world.now)
    said = words(ana.get(f"{home(reported(world))}lessons/"))
    assert said.count("A restart helped.") == 1, said


def test_a_contact_who_is_away_is_said_to_be_until_they_write_again(world: World, ana: Client):
    case = reported(world)
    answered(case, "Ich bin bis zum 4. März nicht im Büro.", world.now)
    assert "Ines Vogt is away until 4 March" in side(ana, home(case))
    clock.move_by(timedelta(minutes=1))
    hearing.write(case, text="I am back early.", by=answering(case), at=clock.now())
    assert "away" not in side(ana, home(case))


def test_an_absence_that_is_over_is_not_said(world: World, ana: Client):
    case = reported(world)
    answered(case, "I am out of office until Tuesday.", world.now)
    assert "away until 3 March" in side(ana, home(case))
    clock.move_by(timedelta(days=2))
    assert "away" not in side(ana, home(case))
