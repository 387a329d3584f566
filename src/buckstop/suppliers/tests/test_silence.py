"""Silence: the ladder is turned to, plan B begins by itself, and a late answer still lands."""

from datetime import timedelta

from buckstop.coverage.queries import levels
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.outbox.models import Delivery
from buckstop.people.actions.language import choose_language
from buckstop.problems.commitments import owed as conversation
from buckstop.problems.commitments.step import Step
from buckstop.problems.models import Commitment
from buckstop.suppliers.actions import answering, asking, silence
from buckstop.suppliers.actions.people import Reached, add_person
from buckstop.suppliers.commitments.plan_b import PlanB
from buckstop.suppliers.models import AskMessage
from buckstop.suppliers.rules.checks import Post
from buckstop.suppliers.rules.ladder import MOST
from buckstop.suppliers.tests.conftest import HOUR, Outside, speaking


def reminded(outside: Outside) -> list[str]:
    rows = AskMessage.objects.filter(kind="reminder").order_by("pk")
    return [row.to.name for row in rows.select_related("to") if row.to]


def test_the_ladder_is_turned_to_in_its_time(outside: Outside):
    ask = outside.ask()
    outside.attend(outside.now + timedelta(minutes=59))
    assert reminded(outside) == []
    outside.attend(outside.now + timedelta(minutes=1))
    assert reminded(outside) == ["Nora Lie"]
    assert Delivery.objects.filter(address="night@halden.example").count() == 1
    outside.attend(outside.now + timedelta(minutes=30))
    assert reminded(outside) == ["Nora Lie"]
    assert outside.fresh(ask).attend_at == outside.fresh(ask).plan_b_at
    outside.all_hold()


def test_who_is_turned_to_reads_it_in_their_language(outside: Outside):
    choose_language(outside.night.person, "de", by=speaking(outside.night), at=outside.now)
    ask = outside.ask()
    outside.attend(outside.now + HOUR)
    said = AskMessage.objects.select_related("text").get(ask=ask, kind="reminder")
    assert str(said.text).startswith("Wir haben Rolf Huber")


def test_a_rung_of_their_hours_waits_for_them(outside: Outside):
    manager = Post(post="Manager", turn_to_after=120)
    who = Reached(name="Mia Dahl", phone="+47 55 01 02")
    add_person(outside.halden, who=who, post=manager, by=DESK, at=outside.now)
    outside.now += 7 * HOUR  # 15 UTC: 16 in Oslo, where they go at 17
    outside.ask(due=outside.now + 48 * HOUR)
    outside.attend(outside.now + 10 * HOUR)
    assert reminded(outside) == ["Nora Lie"]
    outside.attend(outside.now + 6 * HOUR)  # 7 UTC: they opened at 7, an hour is left
    assert reminded(outside) == ["Nora Lie"]
    outside.attend(outside.now + HOUR)
    turned = Entry.objects.filter(code="supplier-turned-to")
    assert turned.count() == 2, "whom we can only call is told to the owner"
    assert reminded(outside) == ["Nora Lie"]


def test_plan_b_begins_by_itself_and_is_the_owners(outside: Outside):
    ask = outside.ask(plan_b_at=outside.now + 2 * HOUR)
    outside.attend(outside.now + 2 * HOUR)
    step = outside.fresh(ask).plan_b_step
    assert step is not None
    assert (step.debtor, str(step.what), step.state) == (
        outside.ana, "Route around them.", "requested",
    )  # fmt: skip
    outside.attend(outside.now + HOUR)
    assert outside.owed(ask).state == "requested"
    assert outside.fresh(ask).missed_at == outside.now
    assert reminded(outside) == ["Nora Lie", "Rolf Huber"], "who missed it is reminded, too"
    answering.say_done(ask, text="Line 4", by=speaking(outside.rolf), at=outside.now)
    assert outside.owed(ask).state == "reported"
    assert Commitment.objects.filter(kind=PlanB.code).count() == 1
    outside.all_hold()


def test_whoever_gave_a_time_is_not_silent(outside: Outside):
    ask = outside.ask(plan_b_at=outside.now + 2 * HOUR)
    rolf, due = speaking(outside.rolf), outside.owed(ask).due
    answering.say_time(ask, due=due, reason="", by=rolf, at=outside.later(minutes=5))
    outside.attend(outside.now + 2 * HOUR)
    assert reminded(outside) == []
    assert outside.fresh(ask).plan_b_step is None
    outside.attend(due)
    assert outside.fresh(ask).plan_b_step is not None, "their time passed"
    outside.all_hold()


def test_insisting_makes_them_silent_again(outside: Outside):
    ask = outside.ask()
    late = outside.owed(ask).due + 5 * HOUR
    answering.say_time(
        ask, due=late, reason="No", by=speaking(outside.rolf), at=outside.later(minutes=5)
    )
    asking.insist(ask, text="Sooner", by=outside.ana.actor(), at=outside.later(minutes=5))
    outside.attend(outside.now + HOUR)
    assert reminded(outside) == ["Nora Lie"]
    outside.all_hold()


def test_customers_read_of_it_only_in_words(outside: Outside):
    ask = outside.ask(plan_b_at=outside.now + HOUR)
    outside.attend(outside.now + HOUR)
    step = outside.fresh(ask).plan_b_step
    assert step is not None
    assert PlanB.internal()
    told = "Our supplier hasn’t answered; we now route around them."
    shown = silence.tell_plan_b(step, what=told, by=outside.ana.actor(), at=outside.now)
    assert (shown.kind, shown.debtor, str(shown.what)) == (Step.code, outside.ana, told)
    step.refresh_from_db()
    assert step.state == "withdrawn"
    outside.all_hold()


def test_it_ends_with_what_was_asked(outside: Outside):
    ask = outside.ask()
    conversation.withdraw(outside.owed(ask), by=outside.ana.actor(), at=outside.now)
    outside.attend(outside.now + 100 * HOUR)
    assert reminded(outside) == []
    assert outside.fresh(ask).plan_b_step is None
    assert outside.fresh(ask).attend_at is None


def test_nobody_is_reminded_for_ever(outside: Outside):
    outside.ask()
    for _ in range(3 * MOST):
        outside.attend(levels().default.after(outside.now, 600) + HOUR)
    assert len(reminded(outside)) == MOST
    outside.all_hold()
