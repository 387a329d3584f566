"""Every act that needs words or a choice: shown, done, and refused beside its field."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.models import Message, Widening
from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import HTMX, home, reported, words
from buckstop.people.models import Person
from buckstop.problems.actions import fixing, kinds
from buckstop.problems.commitments import escalation, handoff, owed
from buckstop.problems.commitments.ask import ask
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment, Escalation, Problem, Understanding, Word
from buckstop.problems.tests.world import World


@dataclass
class Scene:
    """A problem of Ana's with two customers, and what stands open on it."""

    world: World
    seat: Callable[[Person], Client]
    case: Case = field(init=False)
    other: Case = field(init=False)

    def __post_init__(self) -> None:
        self.case = reported(self.world)
        self.other = self.world.join(self.case.problem, self.world.olaf)

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.world.ana.actor(), "at": self.world.now}

    @property
    def problem(self) -> Problem:
        return Problem.objects.get(pk=self.case.problem_id)

    def due(self, hours: float = 3) -> str:
        """A time as a form sends it."""
        return (self.world.now + timedelta(hours=hours)).isoformat()

    def step(self) -> Commitment:
        due = self.world.now + timedelta(hours=2)
        return add_step(self.problem, what="Restart", debtor=self.world.ana, due=due, **self.by)

    def act(self, noun: str, said: dict[str, Any], by: Person | None = None) -> Any:
        """Open the sheet, send it, follow where it leads."""
        browser = self.seat(by or self.world.ana)
        at = home(self.case) + noun
        assert browser.get(f"{at}new/").status_code == 200
        assert browser.get(at)["Location"] == f"{at}new/"
        return browser.post(at, said, follow=True)


@pytest.fixture
def scene(world: World, seat) -> Scene:
    return Scene(world, seat)


def offered(scene: Scene) -> Commitment:
    offer = handoff.offer(scene.problem, to=scene.world.bruno, brief="All of it.", **scene.by)
    return offer.commitment


def test_offer_and_take_back(scene: Scene):
    said = {"to": scene.world.bruno.pk, "brief": "The gateway.", "by": scene.due()}
    answer = scene.act("handoffs/", said)
    assert "Offered to Bruno Keller." in words(answer)
    open_one = Commitment.objects.get(kind="handoff")
    scene.seat(scene.world.ana).post(f"{home(scene.case)}handoffs/{open_one.pk}/withdrawal/")
    assert Commitment.objects.get(kind="handoff").state == "withdrawn"


def test_an_offer_can_be_undone_in_its_toast(scene: Scene):
    said = {"to": scene.world.bruno.pk, "brief": "The gateway.", "by": scene.due()}
    browser = scene.seat(scene.world.ana)
    answer = browser.post(f"{home(scene.case)}handoffs/", said, **HTMX)
    assert answer.status_code == 204
    assert (
        f"handoffs/{Commitment.objects.get(kind='handoff').pk}/withdrawal/" in answer["HX-Trigger"]
    )


def test_an_offer_without_a_brief_is_refused_beside_it(scene: Scene):
    said = {"to": scene.world.bruno.pk, "brief": " ", "by": scene.due()}
    answer = scene.seat(scene.world.ana).post(f"{home(scene.case)}handoffs/", said, **HTMX)
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"brief"})


def test_decline_an_offer(scene: Scene):
    asked = offered(scene)
    answer = scene.act(f"handoffs/{asked.pk}/refusal/", {"reason": "I am off"}, scene.world.bruno)
    assert "Declined. Ana Ruiz keeps it." in words(answer)


def test_only_who_was_asked_can_accept(scene: Scene):
    asked = offered(scene)
    answer = scene.seat(scene.world.carla).post(
        f"{home(scene.case)}handoffs/{asked.pk}/acceptance/", follow=True
    )
    assert "Somebody else was asked; only they can answer." in words(answer)
    assert scene.problem.owner == scene.world.ana
    by_htmx = scene.seat(scene.world.carla).post(
        f"{home(scene.case)}handoffs/{asked.pk}/acceptance/", **HTMX
    )
    assert (by_htmx.status_code, "Somebody else" in by_htmx["HX-Trigger"]) == (409, True)


def test_take_and_hand_back(scene: Scene):
    scene.act("takings/", {}, scene.world.bruno)
    assert scene.problem.owner == scene.world.bruno
    other = reported(scene.world)
    answer = scene.seat(scene.world.ana).post(f"{home(other)}handbacks/", {"reason": "Lunch"})
    assert answer.status_code == 302
    assert Problem.objects.get(pk=other.problem_id).owner == scene.world.carla


def test_who_takes_what_changed_hands_meanwhile_reads_whose_it_is(scene: Scene):
    world, lena = scene.world, scene.world.hire("Lena", "lead")
    hers, his = (scene.seat(person) for person in (lena, world.bruno))
    act = f"{home(scene.case)}takings/"
    first, second = (fields_of(seat.get(f"{act}new/"), act) for seat in (hers, his))
    hers.post(act, first)
    answer = his.post(act, second, follow=True)
    assert "Lena owns it now: it changed hands while you looked." in words(answer)
    assert scene.problem.owner == lena


def test_a_colleague_may_not_take(scene: Scene):
    asked = ask(
        scene.problem, what="Which?", of=scene.world.zed,
        due=scene.world.now + timedelta(hours=1), **scene.by,
    )  # fmt: skip
    assert asked.debtor == scene.world.zed
    answer = scene.seat(scene.world.zed).post(f"{home(scene.case)}takings/", {}, follow=True)
    assert "Only a lead, or who is on watch" in words(answer)


def test_move_the_time_once(scene: Scene):
    update = Commitment.objects.get(kind="update", problem=scene.problem)
    said = {"by": scene.due(), "reason": "The supplier answers at ten."}
    assert "Moved to 12:00 today." in words(scene.act(f"commitments/{update.pk}/moves/", said))
    again = scene.seat(scene.world.ana).post(
        f"{home(scene.case)}commitments/{update.pk}/moves/", said | {"by": scene.due(5)}
    )
    assert "was moved once already" in words(again)


def test_a_step_of_ours_and_one_of_theirs(scene: Scene):
    scene.act("steps/", {"what": "Restart", "who": scene.world.ana.pk, "by": scene.due()})
    whose = f"case:{scene.case.pk}"
    scene.act("steps/", {"what": "Send the log", "who": whose, "by": scene.due()})
    ours, theirs = Commitment.objects.filter(kind="step").order_by("made_at", "pk")
    assert (ours.debtor, ours.case) == (scene.world.ana, None)
    assert (theirs.debtor, theirs.case) == (scene.world.ines, scene.case)


def test_a_step_is_done_taken_back_or_not_done_yet(scene: Scene):
    step = scene.step()
    at = f"commitments/{step.pk}/"
    owed.report(step, by=scene.world.bruno.actor(), at=scene.world.now)
    scene.act(f"{at}returns/", {"by": scene.due(4)})
    assert Commitment.objects.get(pk=step.pk).state == "promised"
    scene.seat(scene.world.ana).post(f"{home(scene.case)}{at}reports/")
    assert Commitment.objects.get(pk=step.pk).state == "kept"
    other = scene.step()
    scene.seat(scene.world.ana).post(f"{home(scene.case)}commitments/{other.pk}/withdrawal/")
    assert Commitment.objects.get(pk=other.pk).state == "withdrawn"


def test_ask_promise_answer_accept(scene: Scene):
    world = scene.world
    scene.act("asks/", {"whom": world.zed.pk, "what": "Which branches?", "by": scene.due()})
    asked = Commitment.objects.get(kind="ask")
    at = f"commitments/{asked.pk}/"
    zed, ana = scene.seat(world.zed), scene.seat(world.ana)
    assert "Ana Ruiz asks you" in words(zed.get(home(scene.case)))
    zed.post(f"{home(scene.case)}{at}promise/")
    assert Commitment.objects.get(kind="ask").state == "promised"
    scene.act(f"{at}reports/", {"text": "All of them."}, world.zed)
    ana.post(f"{home(scene.case)}{at}acceptance/")
    asked = Commitment.objects.get(kind="ask")
    assert (asked.state, str(asked.answer)) == ("kept", "All of them.")


def test_an_ask_is_promised_by_another_time(scene: Scene):
    due, zed = scene.world.now + timedelta(hours=1), scene.world.zed
    asked = ask(scene.problem, what="Which?", of=zed, due=due, **scene.by)
    assert "Yes, but later" in words(scene.seat(zed).get(home(scene.case)))
    other = {"by": scene.due(5), "reason": "Their log comes first"}
    scene.act(f"commitments/{asked.pk}/counters/", other, zed)
    row = Commitment.objects.get(kind="ask")
    assert (row.state, row.due) == ("promised", scene.world.now + timedelta(hours=5))
    assert "Yes, but later" not in words(scene.seat(zed).get(home(scene.case)))


def test_an_ask_is_declined_with_a_reason(scene: Scene):
    due = scene.world.now + timedelta(hours=1)
    asked = ask(scene.problem, what="Which?", of=scene.world.zed, due=due, **scene.by)
    scene.act(f"commitments/{asked.pk}/refusals/", {"reason": "Not mine"}, scene.world.zed)
    assert Commitment.objects.get(kind="ask").state == "declined"


def test_escalate_backing_and_credit(scene: Scene):
    world = scene.world
    scene.act("escalations/", {"to": world.bruno.pk, "why": "May we?", "by": scene.due()})
    asked = Commitment.objects.get(kind="escalation")
    at = f"commitments/{asked.pk}/"
    assert "Ana Ruiz asks you to step in" in words(scene.seat(world.bruno).get(home(scene.case)))
    scene.act(f"{at}answers/", {"answer": "backing"}, world.bruno)
    asked = Commitment.objects.get(kind="escalation")
    assert (str(asked.answer), asked.escalation.backs_owner) == ("Ana Ruiz has my backing.", True)
    scene.seat(world.bruno).post(f"{home(scene.case)}{at}credits/")
    assert Escalation.objects.get().credited_at == world.now


def test_another_answer_needs_words(scene: Scene):
    asked = escalation.escalate(scene.problem, reason="May we?", to=scene.world.bruno, **scene.by)
    answer = scene.seat(scene.world.bruno).post(
        f"{home(scene.case)}commitments/{asked.pk}/answers/", {"answer": "answer"}
    )
    assert answer.context["form"].errors.keys() == {"text"}


def test_understanding_for_one_and_widened(scene: Scene):
    scene.act("understanding/", {"text": "It is the gateway.", "scope": scene.case.pk})
    row = Understanding.objects.get()
    assert row.case == scene.case
    browser = scene.seat(scene.world.ana)
    at = f"{home(scene.case)}widenings/"
    shown = browser.get(f"{at}new/?understanding={row.pk}")
    assert "Only Nordbank reads it now." in words(shown)
    browser.post(at, {"understanding": row.pk})
    assert Understanding.objects.filter(case=None).count() == 1


def test_a_message_is_widened(scene: Scene):
    message = Message.objects.get()
    scene.seat(scene.world.ana).post(f"{home(scene.case)}widenings/", {"message": message.pk})
    assert Widening.objects.get().message == message


@pytest.mark.parametrize("query", ["", "?message=x", f"?message={'0' * 32}"])
def test_widening_nothing_is_not_found(scene: Scene, query: str):
    answer = scene.seat(scene.world.ana).get(f"{home(scene.case)}widenings/new/{query}")
    assert answer.status_code == 404


def test_fixed_and_their_word(scene: Scene):
    answer = scene.act("fix/", {"text": "The certificate was renewed."})
    assert "2 customers are asked." in words(answer)
    at = f"cases/{scene.case.pk}/word/"
    scene.act(at, {"word": "solved", "how": "phone", "said": "works"})
    assert Word.objects.get().recorded_by == scene.world.ana.pk
    broken = {"word": "broken", "how": "mail", "said": ""}
    scene.act(f"cases/{scene.other.pk}/word/", broken)
    assert Case.objects.get(pk=scene.other.pk).state == "open"


def test_kind_hurt_and_title(scene: Scene):
    scene.act("kind/", {"kind": "request"})
    scene.act("hurts/", {"hurts": "2"})
    scene.act("title/", {"title": "The gateway"})
    problem = scene.problem
    assert (problem.kind, problem.hurts, problem.title) == ("request", 2, "The gateway")
    assert "Answered." in words(scene.act("answer/", {"text": "It is done."}))
    assert scene.problem.is_closed


def test_a_case_moves_by_reference_or_words_and_out_again(scene: Scene):
    target = reported(scene.world, "Payments hang everywhere")
    unclear = scene.act(f"cases/{scene.other.pk}/moves/", {"problem": "nothing like it"})
    assert "No open problem fits." in words(unclear)
    answer = scene.act(f"cases/{scene.other.pk}/moves/", {"problem": "hang everywhere"})
    assert answer.request["PATH_INFO"] == home(target)
    moved = Case.objects.get(pk=scene.other.pk)
    assert moved.problem == target.problem
    out = scene.seat(scene.world.ana).post(
        f"{home(target)}cases/{moved.pk}/departure/", follow=True
    )
    assert "is a problem of its own" in words(out)
    assert Case.objects.get(pk=moved.pk).problem != target.problem


def test_declined_void_and_back(scene: Scene):
    scene.act(f"cases/{scene.other.pk}/refusal/", {"why": "Not ours.", "who_can_help": "Voltio."})
    message = Message.objects.get(kind="declined")
    assert str(message.text) == "Not ours.\n\nVoltio."
    browser = scene.seat(scene.world.ana)
    at = f"{home(scene.case)}cases/{scene.case.pk}/"
    answer = browser.post(f"{at}void/", {"why": "spam"}, **HTMX)
    assert "return/" in answer["HX-Trigger"]
    browser.post(f"{at}return/")
    assert Case.objects.get(pk=scene.case.pk).state == "open"


def test_links_to_their_page_are_withdrawn(scene: Scene):
    browser = scene.seat(scene.world.ana)
    at = f"{home(scene.case)}cases/{scene.case.pk}/links/withdrawal/"
    assert at in browser.get(home(scene.case)).content.decode()
    browser.post(at)
    assert Case.objects.get(pk=scene.case.pk).links_withdrawn_at is not None


def test_i_have_read_it(scene: Scene):
    scene.seat(scene.world.ana).post(f"{home(scene.case)}readings/")
    assert scene.problem.unheard_since is None


def test_a_refusal_of_the_rules_stands_above_the_form(scene: Scene):
    kinds.void(scene.case, why="spam", **scene.by)
    kinds.void(scene.other, why="spam", **scene.by)
    answer = scene.seat(scene.world.ana).post(f"{home(scene.case)}title/", {"title": "Closed now"})
    assert answer.status_code in (302, 422)
    fix = scene.seat(scene.world.ana).post(f"{home(scene.case)}fix/", {"text": "Fixed."})
    assert "This problem is closed." in words(fix)


def test_the_sheet_shows_alone_with_htmx(scene: Scene):
    answer = scene.seat(scene.world.ana).get(f"{home(scene.case)}handoffs/new/", **HTMX)
    assert b"<html" not in answer.content
    assert b"hx-post" in answer.content


def test_a_lapsed_case_takes_a_late_word(scene: Scene):
    fixing.fix(scene.problem, **scene.by)
    assert (
        scene.act(
            f"cases/{scene.case.pk}/word/", {"word": "solved", "how": "phone", "said": ""}
        ).status_code
        == 200
    )
