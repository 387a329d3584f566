"""Asked, promised, insisted on, moved, reported, kept, declined, missed, passed on; on record."""

from email import message_from_bytes, policy

import pytest

from buckstop.conversations.actions.posting import File
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import Written
from buckstop.people.actions import customers
from buckstop.people.actions.language import choose_language
from buckstop.problems.actions import fixing, ownership
from buckstop.problems.commitments import owed as conversation
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests.world import answering as contact_of
from buckstop.suppliers.actions import answering, asking
from buckstop.suppliers.actions.people import Reached, remove_person
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.models import Ask, AskMessage
from buckstop.suppliers.rules.checks import Post, Terms
from buckstop.suppliers.sources import SupplierMails
from buckstop.suppliers.tests.conftest import HOUR, Outside, speaking


def test_asked_promised_reported_kept(outside: Outside):
    ask = outside.ask()
    rolf, ana = speaking(outside.rolf), outside.ana.actor()
    assert outside.owed(ask).debtor == outside.rolf.person
    [mail] = Delivery.objects.filter(kind="supplier")
    assert mail.address == "rolf@halden.example"
    due = outside.owed(ask).due
    answering.say_time(ask, due=due, reason="", by=rolf, at=outside.later(minutes=5))
    assert (outside.owed(ask).state, outside.fresh(ask).first_answer_at) == (
        "promised", outside.now,
    )  # fmt: skip
    log = File("line.txt", "text/plain", b"down since nine")
    answering.say_done(ask, text="Line 4.", files=[log], by=rolf, at=outside.later(minutes=5))
    assert outside.owed(ask).state == "reported"
    conversation.give_back(outside.owed(ask), due=due, by=ana, at=outside.later(minutes=1))
    assert outside.fresh(ask).done_at is None
    answering.say_done(ask, text="Line 4 and 5.", by=rolf, at=outside.later(minutes=5))
    conversation.accept(outside.owed(ask), by=ana, at=outside.later(minutes=5))
    assert (outside.owed(ask).state, str(outside.owed(ask).answer)) == ("kept", "Line 4 and 5.")
    outside.all_hold()


def test_mails_are_in_the_language_of_whom_is_asked(outside: Outside):
    choose_language(outside.rolf.person, "de", by=speaking(outside.rolf), at=outside.now)
    outside.ask()
    [mail] = Delivery.objects.filter(kind="supplier")
    source = SupplierMails()
    written = source.write([(mail, source.find([mail])[mail.pk])], outside.now)[mail.pk]
    assert isinstance(written, Written)
    content = message_from_bytes(written.raw, policy=policy.default).get_content()
    assert "Bitte antworten Sie bis" in content
    assert "Please answer" not in content


def test_another_time_stands_unless_the_owner_insists(outside: Outside):
    ask = outside.ask()
    rolf, ana, first = speaking(outside.rolf), outside.ana.actor(), outside.owed(ask).due
    late = first + 5 * HOUR
    with pytest.raises(Refused, match="Nobody promised"):
        asking.insist(ask, text="Sooner", by=ana, at=outside.now)
    answering.say_time(ask, due=late, reason="Nobody there", by=rolf, at=outside.later(minutes=5))
    assert (outside.owed(ask).state, outside.owed(ask).due) == ("promised", late)
    asking.insist(ask, text="Their shops stand still.", by=ana, at=outside.later(minutes=5))
    assert (outside.owed(ask).state, outside.owed(ask).due) == ("requested", first)
    assert outside.fresh(ask).silent_since == outside.now
    answering.say_time(ask, due=first, reason="", by=rolf, at=outside.later(minutes=5))
    assert outside.owed(ask).state == "promised"
    outside.all_hold()


def test_moved_once_and_only_once(outside: Outside):
    ask, rolf = outside.ask(), speaking(outside.rolf)
    due = outside.owed(ask).due
    answering.say_time(ask, due=due, reason="", by=rolf, at=outside.later(minutes=5))
    with pytest.raises(Refused, match="Say why"):
        answering.say_time(ask, due=due + HOUR, reason=" ", by=rolf, at=outside.now)
    answering.say_time(ask, due=due + HOUR, reason="A part", by=rolf, at=outside.later(minutes=5))
    assert (outside.owed(ask).due, outside.fresh(ask).moved_at) == (due + HOUR, outside.now)
    with pytest.raises(Refused, match="moved once"):
        answering.say_time(ask, due=due + 2 * HOUR, reason="More", by=rolf, at=outside.now)
    outside.all_hold()


def test_a_time_passes_and_the_late_answer_still_lands(outside: Outside):
    ask, rolf = outside.ask(), speaking(outside.rolf)
    outside.attend(outside.owed(ask).due)
    missed = Commitment.objects.get(kind="supplier-ask", state="missed")
    assert outside.owed(ask).follows_id == missed.pk
    assert outside.fresh(ask).missed_at == outside.now
    answering.say_done(ask, text="It was line 4.", by=rolf, at=outside.later(minutes=5))
    assert outside.owed(ask).state == "reported"
    outside.all_hold()


def test_declined_and_taken_back(outside: Outside):
    ask, other = outside.ask(), outside.ask("Send a part")
    with pytest.raises(Refused, match="Say why"):
        answering.say_no(ask, reason=" ", by=speaking(outside.rolf), at=outside.now)
    answering.say_no(ask, reason="Not ours", by=speaking(outside.rolf), at=outside.now)
    conversation.withdraw(outside.owed(other), by=outside.ana.actor(), at=outside.now)
    assert (outside.owed(ask).state, outside.owed(other).state) == ("declined", "withdrawn")
    last = AskMessage.objects.filter(ask=other).select_related("to", "text").order_by("pk").last()
    assert last is not None
    assert (last.to, str(last.text)[:27]) == (outside.rolf.person, "We don’t need this any more")
    with pytest.raises(Refused, match="any more"):
        answering.say_done(other, text="Here", by=speaking(outside.rolf), at=outside.now)
    outside.all_hold()


def test_the_desk_notes_what_they_said(outside: Outside):
    ask, ana, due = outside.ask(), outside.bruno.actor(), outside.now + 2 * HOUR
    answering.say_time(ask, due=due, reason="By phone", by=ana, at=outside.later(minutes=5))
    answering.say_done(ask, text="Line 4", by=ana, at=outside.later(minutes=5))
    assert outside.owed(ask).state == "reported"
    other = outside.ask()
    answering.say_no(other, reason="They can't", by=ana, at=outside.now)
    assert outside.owed(other).state == "declined"
    outside.all_hold()


def test_nobody_else_answers(outside: Outside):
    ask = outside.ask()
    for actor in (speaking(outside.night), outside.zed.actor(), contact_of(outside.case)):
        with pytest.raises(Refused):
            answering.say_done(ask, text="Done", by=actor, at=outside.now)
    assert Problem.objects.visible_to(speaking(outside.rolf)).count() == 0


def test_it_is_passed_on_inside(outside: Outside):
    ask, rolf = outside.ask(), speaking(outside.rolf)
    answering.pass_on(ask, to=outside.night, by=rolf, at=outside.later(minutes=5))
    assert outside.owed(ask).debtor == outside.night.person
    with pytest.raises(Refused, match="Somebody else"):
        answering.say_done(ask, text="Done", by=rolf, at=outside.now)
    for email in ("eva@gmail.com", "eva@other.example", "nonsense"):
        with pytest.raises(Refused):
            answering.pass_on_to_new(
                ask, who=Reached(name="Eva", email=email), by=speaking(outside.night),
                at=outside.now,
            )  # fmt: skip
    eva = Reached(name="Eva Berg", email="eva@halden.example")
    answering.pass_on_to_new(ask, who=eva, by=speaking(outside.night), at=outside.now)
    assert outside.owed(ask).debtor.name == "Eva Berg"
    to = {mail.address for mail in Delivery.objects.filter(kind="supplier")}
    assert to == {"rolf@halden.example", "night@halden.example", "eva@halden.example"}
    outside.all_hold()


def test_not_to_another_supplier(outside: Outside):
    ask = outside.ask()
    orr = add_supplier(terms=Terms(name="Orr"), by=DESK, at=outside.now)
    other = outside.theirs("Max Orr", "max@orr.example", Post(), of=orr)
    with pytest.raises(Refused, match="somebody of yours"):
        answering.pass_on(ask, to=other, by=speaking(outside.rolf), at=outside.now)


def test_no_customer_is_named_whom_nobody_chose(outside: Outside):
    customer = outside.case.customer
    assert customer is not None
    with pytest.raises(Refused, match="That names Nordbank") as refused:
        outside.ask("The lines of NORDBANK are down")
    assert refused.value.field == "what"
    with pytest.raises(Refused):
        outside.ask(why="Nordbank's shops stand still")
    ask = outside.ask("The lines of Nordbank are down", names=customer)
    fjord = customers.add(name="Fjord", domains=(), by=DESK, at=outside.now)
    row = outside.join(outside.case.problem, outside.olaf)
    Case.objects.filter(pk=row.pk).update(customer=fjord)
    with pytest.raises(Refused, match="That names Fjord"):
        asking.write_to_supplier(ask, text="And fjord.", by=outside.ana.actor(), at=outside.now)
    asking.write_to_supplier(ask, text="Nordbank asks.", by=outside.ana.actor(), at=outside.now)


def test_what_is_asked_needs_a_plan_b(outside: Outside):
    with pytest.raises(Refused, match="stay silent"):
        outside.ask(plan_b=" ")
    with pytest.raises(Refused) as refused:
        outside.ask(plan_b_at=outside.now)
    assert refused.value.field == "plan_b_at"
    remove_person(outside.rolf, by=DESK, at=outside.now)
    outside.rolf.refresh_from_db()
    with pytest.raises(Refused, match="no more"):
        outside.ask()
    assert Ask.objects.count() == 0


def test_another_owner_is_owed_it_and_it_ends_with_the_problem(outside: Outside):
    ask = outside.ask()
    problem = outside.case.problem
    ownership.take(problem, by=outside.bruno.actor(), at=outside.later(minutes=5))
    assert outside.owed(ask).creditor_id == outside.bruno.pk
    fixing.confirm(outside.case, by=contact_of(outside.case), at=outside.later(minutes=5))
    assert outside.owed(ask).state == "withdrawn"
    asking.withdraw_links(ask, by=outside.bruno.actor(), at=outside.later(minutes=5))
    answering.write_to_us(ask, text="Late", by=speaking(outside.rolf), at=outside.now)
    assert AskMessage.objects.filter(ask=ask, kind="theirs").count() == 1
    outside.all_hold()
