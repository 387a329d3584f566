"""The wording check where words go to customers: while they are written, and before they leave."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from buckstop.conversations.models import Message
from buckstop.doors.desk.acts.worded import Worded
from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import HTMX, home, reported, words
from buckstop.ledger.actor import DESK
from buckstop.ledger.entries import Audience
from buckstop.ledger.models import Entry
from buckstop.people.actions import customers
from buckstop.people.finding import customers_named, staff_named
from buckstop.prevention.actions.causes import find_cause
from buckstop.prevention.actions.preventing import Plan, ask_prevention
from buckstop.prevention.actions.suggesting import note_suggestion
from buckstop.problems.actions import kinds, understandings
from buckstop.problems.commitments.step import Step, add_step
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests.world import World, answering

BLAMING = "This is your own fault. I will call you at four."
LEAKING = "Alpina Energie has it too. I will call you at four."
MOST_QUERIES = 14


@pytest.fixture
def case(world: World) -> Case:
    customers.add(name="Alpina Energie AG", domains=("alpina.example",), by=DESK, at=world.now)
    return reported(world)


def due(world: World) -> str:
    return (world.now + timedelta(hours=3)).isoformat()


def sent(kind: str = "reply") -> int:
    return Message.objects.filter(kind=kind).count()


def overruled() -> list[str]:
    entries = Entry.objects.filter(code="wording-overruled").order_by("pk")
    return [json.loads(bytes(entry.content))["fields"]["concern"] for entry in entries]


def check(browser: Client, case: Case, text: str, **more: Any) -> Any:
    said = {"text": text, "case": str(case.pk), "by": "", **more}
    answer = browser.post(f"{home(case)}messages/wording/", said)
    assert answer.status_code == 200
    return answer.json()


def test_what_is_being_written_is_read(world: World, ana: Client, case: Case):
    found = check(ana, case, "🙂 As you should know, I'll call you soon.", by=due(world))
    assert [mark[2] for mark in found["marks"]] == ["blame", "vague-time"]
    start, end = found["marks"][0][:2]
    units = "🙂 As you should know, I'll call you soon.".encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == "As you should know"
    assert "It sounds as if it were their fault." in found["html"]
    assert 'data-words="by 12:00 today"' in found["html"]
    assert len(found["read"].split()) == 2
    assert len(found["grave"]) == 1


def test_light_formatting_is_shown_as_they_read_it(ana: Client, case: Case):
    assert check(ana, case, "It runs again.")["set"] == ""
    shown = check(ana, case, "**It runs** <again>.")["set"]
    assert shown == "<p><strong>It runs</strong> &lt;again&gt;.</p>"


def test_a_time_in_words_can_be_made_the_promise(world: World, ana: Client, case: Case):
    found = check(ana, case, "I'll call you by four tomorrow.")
    assert 'data-promise="2026-03-03T16:00"' in found["html"]
    assert "Make it a promise: by 16:00 tomorrow" in found["html"]


def test_nothing_is_written_and_little_is_read(world: World, ana: Client, case: Case):
    check(ana, case, BLAMING)
    before = Entry.objects.count(), sent()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        check(ana, case, f"{LEAKING} Bruno, Voltio and Fjord Tech know. " * 20)
    assert (Entry.objects.count(), sent()) == before
    assert len(queries) <= MOST_QUERIES


def test_who_has_read_it_sends_it_as_it_is(world: World, ana: Client, case: Case):
    page = ana.get(home(case))
    form = fields_of(page, f"{home(case)}messages/")
    assert form["wording"] == [""]
    filled: dict[str, Any] = {**form, "text": BLAMING, "by": due(world)}
    again = ana.post(f"{home(case)}messages/", filled)
    assert again.status_code == 422
    assert "press once more to send it as it is" in words(again)
    assert BLAMING in words(again)
    assert sent() == 0
    filled = fields_of(again, f"{home(case)}messages/")
    assert ana.post(f"{home(case)}messages/", filled).status_code == 302
    assert sent() == 1
    assert overruled() == ["blame"]


def test_what_is_fine_is_sent_at_once(world: World, ana: Client, case: Case):
    form = fields_of(ana.get(home(case)), f"{home(case)}messages/")
    said = {**form, "text": "It runs again. Is it so with you?", "by": due(world)}
    assert ana.post(f"{home(case)}messages/", said).status_code == 302
    assert overruled() == []


def test_another_customers_name_waits_for_a_tick(world: World, ana: Client, case: Case):
    said: dict[str, Any] = {"text": LEAKING, "case": str(case.pk), "by": due(world)}
    again = ana.post(f"{home(case)}messages/", said)
    assert again.status_code == 422
    assert "That is another customer." in words(again)
    form = fields_of(again, f"{home(case)}messages/")
    assert ana.post(f"{home(case)}messages/", form).status_code == 422  # read isn't ticked
    assert sent() == 0
    key = form["wording"][0].split()[0]
    assert ana.post(f"{home(case)}messages/", form | {"overruled": [key]}).status_code == 302
    assert sent() == 1
    assert overruled() == ["leak"]


def test_their_own_name_is_none_and_among_many_it_is(world: World, ana: Client, case: Case):
    text = "Nordbank AG can pay again; ask ines@nordbank.example. Does it run with you?"
    assert check(ana, case, text)["marks"] == []
    world.join(case.problem, world.olaf)
    said = {"text": text, "by": due(world)}
    found = ana.post(f"{home(case)}updates/wording/", said).json()
    assert [mark[2] for mark in found["marks"]] == ["leak", "leak"]


def test_a_colleague_is_known_by_name(world: World, ana: Client, case: Case):
    found = check(ana, case, "Bruno forgot to tell you. I will call you at four.")
    assert "It points at a colleague." in found["html"]


def test_after_a_miss_it_says_sorry(world: World, ana: Client, case: Case):
    text = "I will replace the disk and you hear from me when it runs."
    assert "no-apology" not in check(ana, case, text)["html"]
    late = Commitment.objects.get(problem=case.problem, kind="update").due + timedelta(minutes=2)
    understandings.cannot_wait(case, by=answering(case), at=late)
    assert Entry.objects.filter(code="news-missed").exists()
    assert "remark-no-apology" in check(ana, case, text)["html"]


def test_open_steps_are_known(world: World, ana: Client, case: Case):
    add_step(
        case.problem, what="Restart the payment gateway", debtor=world.ana,
        due=world.now + timedelta(hours=2), by=world.ana.actor(), at=world.now,
    )  # fmt: skip
    found = check(ana, case, "I will restart the payment gateway tomorrow at nine.")
    assert "That is later than what is promised: 11:00 today." in found["html"]


def places(case: Case) -> dict[str, tuple[str, dict[str, str]]]:
    """Every form whose words customers read: its address, and what it needs besides them."""
    at, of_case = home(case), f"{home(case)}cases/{case.pk}/"
    news = Commitment.objects.get(problem=case.problem, kind="update", ended_at=None)
    by: dict[str, Any] = {"by": news.debtor.actor(), "at": news.made_at}
    cause = find_cause(case.problem, what="No check", **by)
    plan = Plan(what="A check", shows="No more", size="small", due=news.due)
    prevention = ask_prevention(cause, plan=plan, debtor=news.debtor, **by)
    prevents = f"/causes/preventions/{prevention.pk}"
    suggested = note_suggestion(case, what="A dark look", owner=news.debtor, **by)
    return {
        "Update": (f"{at}updates/", {"text": ""}),
        "Reply": (f"{at}messages/", {"text": "", "case": str(case.pk)}),
        "Fix": (f"{at}fix/", {"text": ""}),
        "AnswerAll": (f"{at}answer/", {"text": ""}),
        "Decline": (f"{of_case}refusal/", {"why": "", "who_can_help": "Your bank."}),
        "WriteHoldingLetter": (f"{of_case}holding-letters/", {"why": ""}),
        "MakeRight": (
            f"{of_case}remedies/",
            {"happened": "", "did": "We look.", "changes": "It.", "kind": "apology"},
        ),
        "Understand": (f"{at}understanding/", {"text": ""}),
        "Move": (f"{at}commitments/{news.pk}/moves/", {"reason": ""}),
        "WordForClients": (f"{at}client-words/", {"text": ""}),
        "TellAffected": (f"{at}outreach/", {"subject": "Held up", "text": ""}),
        "TellChanged": (f"{prevents}/told-changed/", {"text": ""}),
        "TellHeld": (f"{prevents}/told-held/", {"text": ""}),
        "AnswerSuggestion": (f"/causes/suggestions/{suggested.pk}/letters/", {"text": ""}),
    }


PLACES = (
    "AnswerAll", "AnswerSuggestion", "Decline", "Fix", "MakeRight", "Move", "Reply", "TellAffected",
    "TellChanged", "TellHeld", "Understand", "Update", "WordForClients", "WriteHoldingLetter",
)  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_no_way_out_leads_past_it(world: World, ana: Client, case: Case, name: str):
    if name == "AnswerAll":
        problem = Problem.objects.get(pk=case.problem_id)
        kinds.change_kind(problem, kind="question", by=world.ana.actor(), at=world.now)
    at, besides = places(case)[name]
    said = {key: value or LEAKING for key, value in besides.items()}
    said |= {} if name == "Fix" else {"by": due(world)}
    before = Entry.objects.count()
    answer = ana.post(at, said)
    assert answer.status_code == 422
    assert "That is another customer." in words(answer)
    assert Entry.objects.count() == before
    shown = ana.get(f"{at}new/" if name not in ("Update", "Reply") else home(case))
    assert f'data-wording="{at}wording/"' in shown.content.decode()


def test_every_place_is_tried(case: Case):
    assert set(places(case)) == set(PLACES) == {act.__name__ for act in Worded.every()}


def test_what_stays_inside_moves_without_it(
    world: World, ana: Client, case: Case, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Step, "audience", Audience.INTERNAL)
    step = add_step(
        case.problem, what="Restart", debtor=world.ana, due=world.now + timedelta(hours=2),
        by=world.ana.actor(), at=world.now,
    )  # fmt: skip
    at = f"{home(case)}commitments/{step.pk}/moves/"
    assert "data-wording" not in ana.get(f"{at}new/", **HTMX).content.decode()
    assert ana.post(at, {"reason": LEAKING, "by": due(world)}).status_code == 302


def test_names_are_found_by_an_index(world: World, case: Case):
    customers.add(name="Müßig & Söhne GmbH", by=DESK, at=world.now)
    names = {"alpina energie", "mussig & sohne", "alpina.example", "nordbank", "nobody"}
    found = customers_named(names, but_not=[world.nordbank.pk])
    assert found == {"alpina energie", "mussig & sohne", "alpina.example"}
    assert staff_named({"bruno", "ana ruiz", "ines", "nobody"}) == {"bruno", "ana ruiz"}
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as asked:
        cursor.execute("SET LOCAL enable_seqscan = off")
        customers_named(names, but_not=[])
        by_name = next(q["sql"] for q in asked if "regexp_replace" in q["sql"])
        cursor.execute(f"EXPLAIN {by_name}")
        assert "customer_bare_name" in str(cursor.fetchall())
