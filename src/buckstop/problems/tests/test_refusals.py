"""For each verb on a case: in which state, by whom, it is taken; every other try is refused."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from django.db import transaction

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.problems.actions import (
    asking,
    attending,
    contacts,
    fixing,
    hearing,
    holding,
    kinds,
    links,
    moving,
    understandings,
)
from buckstop.problems.commitments import escalation
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import CaseHow, CaseState
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World, answering

type Make = Callable[[World, Case], object]
type Verb = Callable[[Case, Actor, World], object]


def fix(world: World, case: Case) -> None:
    fixing.fix(case.problem, by=world.ana.actor(), at=world.now)


def lapse(world: World, case: Case) -> None:
    fix(world, case)
    while Case.objects.get(pk=case.pk).state != "lapsed":
        attending.attend_cases(at=world.later(days=1))


def answer(world: World, case: Case) -> None:
    kinds.change_kind(case.problem, kind="question", by=world.ana.actor(), at=world.now)
    kinds.answer(case.problem, by=world.ana.actor(), at=world.now)


def spare(world: World, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(how=CaseHow.TOLD)
    kinds.spare(Case.objects.get(pk=case.pk), by=answering(case), at=world.now)


def come_from_elsewhere(world: World, case: Case) -> None:
    """As an import leaves a case, which no verb makes of one that began here."""
    Case.objects.filter(pk=case.pk).update(state=CaseState.IMPORTED, ended_at=world.now)
    Problem.objects.filter(pk=case.problem_id).update(waiting_cases=0)


STATES: dict[str, Make] = {
    "open": lambda w, c: None,
    "asked": fix,
    "confirmed": lambda w, c: fixing.confirm(c, by=answering(c), at=w.now),
    "lapsed": lapse,
    "answered": answer,
    "declined": lambda w, c: kinds.decline(c, by=w.ana.actor(), at=w.now),
    "void": lambda w, c: kinds.void(c, why="spam", by=w.ana.actor(), at=w.now),
    "spared": spare,
    "imported": come_from_elsewhere,
}
WAITING = {"open", "asked"}
WORD = WAITING | {"lapsed"}
ALL = set(STATES)
THEIRS, DESK_TOO, DESK = {"contact"}, {"contact", "desk"}, {"desk"}


def escalates(case: Case, by: Actor, world: World) -> None:
    escalation.escalate(case.problem, reason="Long", by=by, at=world.now, case=case)


def adds_step(case: Case, by: Actor, world: World) -> None:
    due = world.now + timedelta(hours=1)
    add_step(case.problem, what="Look", debtor=world.ana, due=due, by=by, at=world.now, case=case)


def hear(case: Case, by: Actor, world: World) -> None:
    with acting(case, by=by, at=world.now) as act:
        hearing.hear(case, message=act.body("Hello"), by=by, at=act.at)


def understand(case: Case, by: Actor, world: World) -> None:
    understandings.understand(case.problem, what="It fails", by=by, at=world.now, case=case)


# The verb: in which states of the case, by whom. A second case keeps the problem running.
TABLE: dict[str, tuple[Verb, set[str], set[str]]] = {
    "solved": (
        lambda c, by, w: fixing.confirm(c, by=by, at=w.now), WORD | {"confirmed"}, THEIRS,
    ),
    "still broken": (
        lambda c, by, w: fixing.still_broken(c, by=by, at=w.now),
        WORD | {"confirmed", "answered"}, DESK_TOO,
    ),
    "record": (lambda c, by, w: fixing.record_word(c, by=by, at=w.now), WORD, DESK),
    "retract": (lambda c, by, w: fixing.take_back_word(c, by=by, at=w.now), set(), THEIRS),
    "effort": (
        lambda c, by, w: asking.tell_effort(c, score=5, by=by, at=w.now), {"confirmed"}, DESK_TOO,
    ),
    "that's not it": (
        lambda c, by, w: understandings.correct(c, text="No", by=by, at=w.now), WAITING, DESK_TOO,
    ),
    "can't wait": (
        lambda c, by, w: understandings.cannot_wait(c, by=by, at=w.now), {"open"}, DESK_TOO,
    ),
    "escalate": (escalates, WAITING, {"contact", "desk", "colleague"}),
    "words": (hear, ALL, {"contact", "desk", "colleague", "other"}),
    "step": (adds_step, WAITING, DESK),
    "understand": (understand, ALL, DESK),
    "keep asking": (lambda c, by, w: holding.keep_asking(c, by=by, at=w.now), set(), DESK),
    "decline": (lambda c, by, w: kinds.decline(c, by=by, at=w.now), WAITING, DESK),
    "void": (lambda c, by, w: kinds.void(c, why="x", by=by, at=w.now), WAITING, DESK),
    "spare": (lambda c, by, w: kinds.spare(c, by=by, at=w.now), set(), THEIRS),  # not told first
    "undo void": (lambda c, by, w: kinds.undo_void(c, by=by, at=w.now), {"void"}, DESK),
    "move out": (lambda c, by, w: moving.move_out(c, by=by, at=w.now), WAITING, DESK),
    "adopt": (lambda c, by, w: contacts.adopt_proposed(c, by=by, at=w.now), WAITING, DESK),
    "links": (lambda c, by, w: links.withdraw_links(c, by=by, at=w.now), ALL, DESK_TOO),
}  # fmt: skip


def actors(world: World, case: Case, other: Case) -> dict[str, Actor]:
    return {
        "contact": answering(case),
        "other": answering(other),
        "desk": world.ana.actor(),
        "colleague": world.zed.actor(),
    }


def test_every_state_is_in_the_table():
    assert set(STATES) == set(CaseState.values)


@pytest.mark.parametrize("state", STATES)
def test_every_verb_checks_what_its_button_hides(world: World, state: str):
    case = world.report()
    STATES[state](world, case)
    other = world.join(case.problem, world.olaf)
    Case.objects.filter(pk=case.pk).update(proposed_email="first@nordbank.example")
    case = Case.objects.select_related("problem").get(pk=case.pk)
    wrong = []
    for name, (who, by) in product(TABLE, actors(world, case, other).items()):
        verb, states, may = TABLE[name]
        taken = True
        with transaction.atomic():
            try:
                verb(Case.objects.select_related("problem").get(pk=case.pk), by, world)
            except Refused:
                taken = False
            assert guarantees.broken() == [], (name, who)
            transaction.set_rollback(True)
        if taken != (state in states and who in may):
            wrong.append(f"{name} by {who} was {'taken' if taken else 'refused'}")
    assert wrong == []
