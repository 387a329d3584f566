"""A problem's page: who owns it, what happens next and by when, what we last said."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from buckstop.conversations.actions import hearing, telling
from buckstop.conversations.models import Message
from buckstop.conversations.queries.mails import deliveries_of
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import HTMX, home, reported, words
from buckstop.outbox.models import Delivery
from buckstop.problems.actions import moving, understandings
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment
from buckstop.problems.tests.world import World, answering

MOST_QUERIES = 17  # one asks whether the house knows any service, one what let it happen


def test_the_three_sentences(world: World, ana: Client):
    case = reported(world)
    telling.reply(case, text="I look at it.", by=world.ana.actor(), at=world.now)
    said = words(ana.get(home(case)))
    assert "owned by Ana Ruiz since 09:00 today" in said
    assert "Next news by" in said
    assert "Ana Ruiz owes it to 1 customer" in said
    assert "Last said 09:00 today , Ana Ruiz: I look at it." in said


def test_what_one_of_several_heard_isnt_said_as_if_all_had(world: World, ana: Client):
    case = reported(world)
    world.join(case.problem, world.olaf)
    by = {"by": world.ana.actor(), "at": world.now}
    telling.reply(case, text="Only for you.", **by)  # type: ignore[arg-type]
    assert "Ana Ruiz, to Nordbank alone: Only for you." in words(ana.get(home(case)))
    telling.update_all(case.problem, text="For all.", by=world.ana.actor(),
                       at=world.now + timedelta(minutes=1))  # fmt: skip
    said = words(ana.get(home(case)))
    assert "Last said 09:01 today , Ana Ruiz · no news: For all." in said
    assert "alone" not in said.split("Last said")[1][:60]


def test_the_head_asks_for_news_and_never_for_the_end(world: World, ana: Client):
    case = reported(world)
    telling.reply(case, text="I look at it.", by=world.ana.actor(), at=world.now)
    head = ana.get(home(case)).content.decode().split('class="problem-acts"')[1]
    assert "Send update" in head[: head.index("</details>")].split("<details")[0]
    assert "It’s fixed" in head[: head.index("</details>")].split("<details")[1]


def test_messages_and_entries_are_woven(world: World, ana: Client):
    case = reported(world, "Transfers fail\n\nSince nine.")
    add_step(
        case.problem, what="Restart the gateway", debtor=world.ana,
        due=world.now + timedelta(hours=1), by=world.ana.actor(), at=world.now,
    )  # fmt: skip
    telling.note(case.problem, text="Same as last week.", by=world.bruno.actor(), at=world.now)
    said = words(ana.get(home(case)))
    # What isn't answered stands above the answer, with what it brought; the rest newest first.
    order = ["Ines Vogt wrote Transfers fail Since nine.", "Buckstop opened it as a problem · ",
             "Ana Ruiz promised news by 09:30 today", "Send update",
             "Inside Bruno Keller Same as last week.",
             "Ana Ruiz added a step for Ana Ruiz Restart the gateway"]  # fmt: skip
    places = [said.index(part, said.index("Ines Vogt wrote")) for part in order]
    assert places == sorted(places)
    later = world.now + timedelta(minutes=5)
    telling.update_all(case.problem, text="It is back.", by=world.ana.actor(), at=later)
    said = words(ana.get(home(case)))
    order = ["Everything Conversation only", "It is back.", "sent the promised news · ",
             "Inside Bruno Keller", "Ines Vogt wrote Transfers fail Since nine."]  # fmt: skip
    places = [said.rindex(part) for part in order]
    assert places == sorted(places)


def test_news_to_all_from_the_composer(world: World, ana: Client):
    case = reported(world)
    world.join(case.problem, world.olaf)
    due = (world.now + timedelta(hours=3)).isoformat()
    answer = ana.post(f"{home(case)}updates/", {"text": "We found it.", "by": due}, follow=True)
    assert "On its way to 2 customers." in words(answer)
    assert "Goes to 2 customers, each in their own thread." in words(answer)
    assert "wrote an update to 2 customers · no news · waiting to leave since" in words(answer)
    Delivery.objects.update(state="sent")
    assert "sent an update to 2 customers · no news We found it." in words(ana.get(home(case)))
    one = Delivery.objects.exclude(address=case.contact.email).first()
    assert one is not None
    Delivery.objects.filter(pk=one.pk).update(arrived_at=world.now)
    assert "1 of 2: delivered" in words(ana.get(home(case)))
    Delivery.objects.update(arrived_at=world.now)
    page = words(ana.get(home(case)))
    assert "of 2: delivered" not in page
    assert "delivered" in page
    assert Commitment.objects.get(kind="update", ended_at=None).due.isoformat() == due


def test_told_by_phone_keeps_the_promise_and_sends_a_copy(world: World, ana: Client):
    case = reported(world)
    due = (world.now + timedelta(hours=3)).isoformat()
    ana.post(
        f"{home(case)}messages/",
        {"case": case.pk, "text": "As said.", "by": due, "told_by_phone": "on"},
    )
    message = Message.objects.get(kind="told")
    assert (message.channel, deliveries_of(message).count()) == ("phone", 1)


def test_a_reply_may_carry_files(world: World, ana: Client):
    case = reported(world)
    file = SimpleUploadedFile("log.txt", b"one line", "text/plain")
    said = {"case": case.pk, "text": "The log.", "by": "other", "by_other": "2026-03-02T16:30"}
    answer = ana.post(f"{home(case)}messages/", said | {"attached": [file]}, follow=True)
    assert "log.txt" in words(answer)
    promised = Commitment.objects.get(kind="update", ended_at=None).due
    assert promised.isoformat() == "2026-03-02T15:30:00+00:00"  # 16:30 in Zurich


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(world: World, ana: Client):
    case = reported(world)
    before = (world.now - timedelta(days=1)).isoformat()
    answer = ana.post(f"{home(case)}updates/", {"text": "We found it.", "by": before})
    assert answer.status_code == 422
    assert "That time has already passed" in words(answer)
    assert "We found it." in answer.content.decode()
    assert not Message.objects.filter(kind="update").exists()


def test_the_update_sheet_answers_htmx(world: World, ana: Client):
    case = reported(world)
    wrong = ana.post(f"{home(case)}updates/", {"text": " ", "by": ""}, **HTMX)
    assert (wrong.status_code, b"<html" in wrong.content) == (422, False)
    due = (world.now + timedelta(hours=3)).isoformat()
    right = ana.post(f"{home(case)}updates/", {"text": "News.", "by": due}, **HTMX)
    assert right.status_code == 204
    assert "On its way to 1 customer." in right["HX-Trigger"]


def test_a_case_from_elsewhere_brings_its_history(world: World, ana: Client):
    here = reported(world)
    there = reported(world, "Payments hang", contact=world.olaf, customer=None)
    moving.move_case(there, to=here.problem, by=world.ana.actor(), at=world.later(minutes=5))
    said = words(ana.get(home(here)))
    assert "Olaf Lund wrote · Olaf Lund only Widen Payments hang" in said
    assert f"moved a case here from {there.problem.ref}" in said


def test_a_move_is_undone_from_its_notice(world: World, ana: Client):
    here, there = reported(world), reported(world, "Payments hang", contact=world.olaf)
    at = f"{home(there)}cases/{there.pk}/moves/"
    moved = ana.post(at, {"problem": here.problem.ref})
    assert Case.objects.get(pk=there.pk).problem_id == here.problem_id
    page = ana.get(moved["Location"]).content.decode()
    undo = f"{home(here)}cases/{there.pk}/moves/return/"
    assert f'action="{undo}"' in page
    assert "case is back here" in words(ana.get(ana.post(undo)["Location"]))
    assert Case.objects.get(pk=there.pk).problem_id == there.problem_id


def test_a_long_history_comes_in_pages(world: World, ana: Client):
    case = reported(world)
    for n in range(130):
        telling.note(
            case.problem, text=f"note {n:03}", by=world.ana.actor(), at=world.later(minutes=1)
        )
    newest = ana.get(home(case))
    assert "note 129" in words(newest)
    assert "note 005" not in words(newest)
    older = newest.context["older_url"]
    earlier = words(ana.get(older))
    shown = [n for n in range(130) if f"note {n:03}" in earlier]
    both = [n for n in range(130) if f"note {n:03}" in words(newest)]
    assert shown + both == list(range(130))
    assert "Ines Vogt wrote" in earlier


@pytest.mark.parametrize("cursor", ["x", "2026~y~3", "~~", "2026-03-02~" + "0" * 32 + "~1"])
def test_a_broken_cursor_shows_the_newest(world: World, ana: Client, cursor: str):
    assert ana.get(home(reported(world)), {"before": cursor}).status_code == 200


@pytest.mark.parametrize("who", ["ana", "carla"])
def test_few_queries_however_long_the_story(
    world: World, seat, django_assert_max_num_queries, who: str
):
    case = reported(world)
    by = world.ana.actor()
    for n in range(5):
        other = reported(world, f"The same {n}", contact=world.olaf, customer=None)
        moving.move_case(other, to=case.problem, by=by, at=world.now)
    for n in range(20):
        telling.reply(Case.objects.get(pk=case.pk), text=f"{n}", by=by, at=world.later(minutes=1))
        hearing.write(case, text=f"and {n}?", by=answering(case), at=world.later(minutes=1))
    understandings.understand(case.problem, what="All of it", case=case, by=by, at=world.now)
    browser = seat(getattr(world, who))
    with django_assert_max_num_queries(MOST_QUERIES):
        browser.get(home(case))


def test_a_correction_stands_until_it_is_answered(world: World, ana: Client):
    case = reported(world)
    by = world.ana.actor()
    understandings.understand(case.problem, what="Transfers fail", by=by, at=world.now)
    understandings.correct(
        case, text="Standing orders too", by=answering(case), at=world.later(minutes=1)
    )
    assert "Ines Vogt says that’s not it: Standing orders too" in words(ana.get(home(case)))
    understandings.understand(case.problem, what="Both fail", by=by, at=world.later(minutes=1))
    assert "says that’s not it" not in words(ana.get(home(case)))


def test_a_closed_problem_is_learnt_from_and_worked_on_no_more(world: World, ana: Client):
    case = reported(world, kind="question")
    telling.answer(case.problem, text="Yes.", by=world.ana.actor(), at=world.now)
    answer = ana.get(home(case))
    assert "Answered" in words(answer)
    acts = {act.label for act in answer.context["problem"].acts}
    assert acts == {
        "Write a lesson", "Briefing", "Thank somebody", "Tags and fields", "Time spent",
        "Black out…",
    }  # fmt: skip
    assert answer.context["update_form"] is None


def test_an_unknown_number_is_not_found(ana: Client):
    assert ana.get("/problems/P-999999999/").status_code == 404
    assert ana.get("/problems/P-0/").status_code == 404


def test_what_another_system_handled_is_nobodys_here(world: World, seat: Seat) -> None:
    case = world.imported()
    browser = seat(world.carla)  # with whom the buck stops
    html = words(browser.get(home(case)))
    assert "nobody here yet" in html
    assert "handled in another system" in html
    for asked in ("owner:me", "owner:carla"):
        assert case.problem.ref not in words(browser.get("/search/", {"q": asked}))
