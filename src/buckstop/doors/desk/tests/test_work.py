"""My work: what asks something of me, first things first."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from buckstop.conversations.actions import hearing, telling
from buckstop.coverage import actions as coverage
from buckstop.coverage.models import Shift
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.problems.actions import attending
from buckstop.problems.commitments import escalation, handoff, owed
from buckstop.problems.commitments.ask import ask
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment, Handoff
from buckstop.problems.tests.world import World, answering

MOST_QUERIES = 12


def test_a_new_problem_is_mine_and_says_why(world: World, ana: Client):
    case = reported(world)
    said = words(ana.get("/"))
    assert "1 thing needs you now · on duty until 18:00" in said
    assert f"{case.problem.ref} New: Transfers fail since nine Nordbank" in said
    assert (
        "You owe an update. First because they wait for a first word and the promise is near"
        in said
    )


def test_nothing_to_do_says_what_will_be_here(world: World, ana: Client):
    said = words(ana.get("/"))
    assert "Nothing needs you now" in said
    assert "Nothing is waiting for you." in said


def test_more_customers_come_first_though_they_came_later(world: World, ana: Client):
    reported(world, "A small thing", hurts=0)
    case = reported(world, "A large thing", hurts=2)
    world.join(case.problem, world.olaf)
    said = words(ana.get("/"))
    assert said.index("A large thing") < said.index("A small thing")


def test_an_offer_waits_for_my_answer(world: World, seat, ana: Client):
    case = reported(world)
    handoff.offer(
        case.problem, to=world.bruno, brief="The gateway.", by=world.ana.actor(), at=world.now
    )
    said = words(seat(world.bruno).get("/"))
    assert "Accept or decline: Ana Ruiz hands you “Transfers fail since nine”" in said
    assert "Waiting for others" in words(ana.get("/"))
    assert "Bruno Keller: answer your offer" in words(ana.get("/"))


def test_accepting_from_the_row_without_javascript(world: World, seat):
    case = reported(world)
    handoff.offer(
        case.problem, to=world.bruno, brief="The gateway.", by=world.ana.actor(), at=world.now
    )
    asked = Handoff.objects.get().commitment_id
    answer = seat(world.bruno).post(f"{home(case)}handoffs/{asked}/acceptance/", follow=True)
    assert "is yours now" in words(answer)
    case.problem.refresh_from_db()
    assert case.problem.owner_id == world.bruno.pk


def test_what_colleagues_owe_me_waits_and_asks_when_reported(world: World, seat, ana: Client):
    case = reported(world)
    due = world.now + timedelta(hours=2)
    asked = ask(
        case.problem,
        what="Which branches?",
        of=world.zed,
        due=due,
        by=world.ana.actor(),
        at=world.now,
    )
    assert "Zed Novak: Which branches?" in words(ana.get("/"))
    assert "Which branches?" in words(seat(world.zed).get("/"))
    owed.report(asked, answer="All of them", by=world.zed.actor(), at=world.now)
    said = words(ana.get("/"))
    assert "They say that it is done." in said
    assert "Waiting for others" not in said


def test_the_watch_is_offered_to_move_what_would_be_missed(world: World, seat):
    reported(world)
    ana_owes = Commitment.objects.get(kind="update")
    for shift in Shift.objects.filter(person=world.ana):
        coverage.drop_shift(shift, by=DESK, at=world.now)
    at = ana_owes.due - timedelta(minutes=5)
    attending.attend_commitments(at=at)
    with clock.set_to(at):
        said = words(seat(world.carla).get("/"))
    assert "Ana Ruiz owes news" in said
    assert "Its owner is away; move the time or send news." in said


def test_words_unread_on_a_problem_whose_news_the_watch_owes(world: World, ana: Client):
    """After a miss the watch owes the next news; the customer's words are the owner's to read."""
    case = reported(world)
    update = Commitment.objects.get(kind="update")
    Commitment.objects.filter(pk=update.pk).update(debtor=world.carla)
    said = words(ana.get("/"))
    assert "they wrote" in said
    assert case.problem.ref in said


def missed(world: World, *, read: bool = False) -> Case:
    """Ana's promise passed while she was off duty; the watch owes the next news."""
    case = reported(world)
    if read:
        telling.reply(case, text="We look.", by=world.ana.actor(), at=world.now)
    for shift in Shift.objects.filter(person=world.ana):
        coverage.drop_shift(shift, by=DESK, at=world.now)
    due = Commitment.objects.get(kind="update", ended_at=None).due
    attending.attend_commitments(at=due)
    return case


@pytest.mark.parametrize("read", [False, True])
def test_a_miss_stays_on_top_until_somebody_has_spoken(world: World, seat, read: bool):
    """For the watch, who owes the news, and for the owner; in every list."""
    case = missed(world, read=read)
    with clock.set_to(Commitment.objects.get(ended_at=None, kind="update").made_at):
        for who in (world.ana, world.carla):
            page = seat(who).get("/")
            now = words(page).split("Next")[0]
            assert f"missed {_time(case)}" in now
            assert "a promise was missed, and they have heard nothing since" in now
            assert b"when-missed" in page.content
            assert f"missed {_time(case)}" in words(seat(who).get("/problems/"))
        telling.update_all(
            case.problem, text="Bruno looks.", by=world.carla.actor(), at=clock.now()
        )
        for who in (world.ana, world.carla):
            assert "missed" not in words(seat(who).get("/"))
            assert b"when-missed" not in seat(who).get("/problems/").content


def _time(case: Case) -> str:
    due = Commitment.objects.get(problem=case.problem, state="missed").due
    return due.astimezone(ZoneInfo("Europe/Zurich")).strftime("%H:%M")


def test_an_owner_who_once_owed_news_still_reads_what_a_customer_wrote(world: World, ana: Client):
    case = reported(world)
    telling.reply(case, text="We look.", by=world.ana.actor(), at=world.now)
    hearing.write(case, text="And now Basel too.", by=answering(case), at=world.later(minutes=1))
    Commitment.objects.filter(kind="update", ended_at=None).update(debtor=world.carla)
    assert "they wrote" in words(ana.get("/"))


def test_customers_are_counted_not_their_people(world: World, ana: Client):
    case = reported(world)
    other = world.meet("Iris Vogt", "iris@nordbank.example")
    again = world.join(case.problem, other)
    Case.objects.filter(pk=again.pk).update(customer=world.nordbank)
    assert "customers wait" not in words(ana.get("/"))
    assert "Goes to 1 customer." in words(ana.get(home(case)))
    world.join(case.problem, world.olaf)
    assert "two customers wait" in words(ana.get("/"))
    page = ana.post(f"{home(case)}updates/", {"text": "We look.", "by": _soon(world)}, follow=True)
    assert "On its way to 2 customers." in words(page)
    assert "to 2 customers" in words(ana.get(home(case)))


def _soon(world: World) -> str:
    return (world.now + timedelta(hours=1)).isoformat()


def test_an_escalation_asks_a_leader(world: World, seat):
    case = reported(world)
    escalation.escalate(
        case.problem, reason="I hear nothing", case=case, by=answering(case), at=world.now
    )
    assert "You are asked to step in." in words(seat(world.bruno).get("/"))


def test_of_the_leaders_one_who_is_there_is_asked(world: World, seat):
    case = reported(world)
    world.shift(world.carla, 0, time(8), time(18))
    escalation.escalate(
        case.problem, reason="I hear nothing", case=case, by=answering(case), at=world.now
    )
    assert "You are asked to step in." in words(seat(world.carla).get("/"))


@pytest.mark.parametrize("many", [1, 40])
def test_few_queries_however_much_there_is(world: World, seat, django_assert_max_num_queries, many):
    for n in range(many):
        case = reported(world, f"Trouble {n}")
        add_step(
            case.problem, what="Look", debtor=world.ines, case=case,
            due=world.now + timedelta(hours=1 + n), by=world.ana.actor(), at=world.now,
        )  # fmt: skip
    for person in (world.ana, world.carla):
        browser = seat(person)
        concerns = int(person == world.carla)  # which leaders owe an answer
        with django_assert_max_num_queries(MOST_QUERIES + concerns):
            browser.get("/")


def test_a_long_list_leads_to_the_rest(world: World, ana: Client):
    for n in range(22):
        reported(world, f"Trouble {n}")
    answer = ana.get("/")
    assert answer.content.count(b"data-row=") == 20
    assert b"All my open problems" in answer.content
