"""Moves: what customers say, what we understood, how cases move and end."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model

from buckstop.ledger.actor import Actor
from buckstop.ledger.models import Body
from buckstop.ledger.transaction import acting
from buckstop.people.actions import customers
from buckstop.people.models import Customer
from buckstop.problems.actions import (
    asking,
    closing,
    confidential,
    contacts,
    fixing,
    hearing,
    holding,
    kinds,
    links,
    moving,
    ranking,
    understandings,
    whose,
)
from buckstop.problems.models import Case, Commitment, Problem, Understanding
from buckstop.problems.tests.moves import Chance, Verb, move

WAITING = {"state__in": ["open", "asked"]}


@move(hearing.hear)
def hears(c: Chance) -> None:
    case = c.row(Case)
    by, noted = c.theirs(case), c.chance(4)
    with acting(case, by=by, at=c.at) as act:
        case, words = act.lock(case), act.body(c.words())
        act.add(message_of(case, words, by, act.at))
        hearing.hear(case, message=words, by=by, at=act.at, reopens=not c.chance(3), noted=noted)


def message_of(case: Case, text: Body, by: Actor, at: datetime) -> Model:
    """The message that whoever heard it keeps; its table is above, and known by name alone."""
    kind = apps.get_model("conversations", "Message")
    return kind(
        problem=case.problem, case=case, kind="heard", channel="mail", said_by_id=by.id,
        at=at, text=text,
    )  # fmt: skip


@move(hearing.read, hearing.note_first_word)
def reads(c: Chance) -> None:
    problem = c.row(Problem)
    verb: Verb = c.of((hearing.read, hearing.note_first_word))
    verb(problem, by=c.owner(problem), at=c.at)


@move(whose.choose_customer)
def chooses_customer(c: Chance) -> None:
    case = c.row(Case)
    whose.choose_customer(case, customer=c.world.nordbank, by=c.owner(case), at=c.at)


@move(whose.withdraw_choice)
def withdraws_choice(c: Chance) -> None:
    case = c.open_row(Case, {"customer__isnull": False})
    whose.withdraw_choice(case, by=c.owner(case), at=c.at)


@move(whose.merge)
def merges(c: Chance) -> None:
    other = customers.add(name="Nordbank AG", by=c.by(), at=c.at)
    case = c.row(Case)
    whose.choose_customer(case, customer=other, by=c.owner(case), at=c.at)
    whose.merge(other, into=c.world.nordbank, by=c.owner(case), at=c.at)


@move(whose.take_apart)
def takes_customers_apart(c: Chance) -> None:
    other = c.row(Customer, merged_into=c.world.nordbank)
    whose.take_apart(other, by=c.owner(c.row(Case)), at=c.at)


@move(contacts.adopt_proposed)
def adopts_who_wrote_first(c: Chance) -> None:
    case = c.row(Case)
    wrote_first = c.of(("olaf@fjord.example", "new@nordbank.example", ""))
    Case.objects.filter(pk=case.pk).update(proposed_email=wrote_first, proposed_name="Olaf Lund")
    contacts.adopt_proposed(c.row(Case, pk=case.pk), by=c.owner(case), at=c.at)


@move(contacts.decline_proposed)
def keeps_who_passed_it_on(c: Chance) -> None:
    case = c.row(Case)
    Case.objects.filter(pk=case.pk).update(proposed_email=c.of(("olaf@fjord.example", "")))
    contacts.decline_proposed(c.row(Case, pk=case.pk), by=c.owner(case), at=c.at)


@move(understandings.understand)
def understands(c: Chance) -> None:
    problem = c.row(Problem)
    case = None
    if c.chance(2):
        case = c.row(Case) if c.chance(5) else c.row(Case, problem=problem)
    understandings.understand(
        problem, what=c.words(), by=c.owner(problem), at=c.at, case=case, since=c.words(),
        hit=c.words(),
    )  # fmt: skip


@move(understandings.correct)
def corrects(c: Chance) -> None:
    case = c.row(Case)
    understandings.correct(case, text=c.words(), by=c.theirs(case), at=c.at)


@move(understandings.widen)
def widens(c: Chance) -> None:
    kind = Understanding if c.chance(2) else Commitment
    row: Any = c.open_row(kind, {"case__isnull": False})
    understandings.widen(row, by=c.owner(row), at=c.at)


@move(understandings.change_hurt)
def changes_hurt(c: Chance) -> None:
    problem = c.row(Problem)
    hurts = c.of((2, 0, 1, 7))
    understandings.change_hurt(problem, hurts=hurts, by=c.owner(problem), at=c.at)


@move(understandings.retitle)
def retitles(c: Chance) -> None:
    problem = c.row(Problem)
    understandings.retitle(problem, title=c.words(), by=c.owner(problem), at=c.at)


@move(understandings.cannot_wait)
def cannot_wait(c: Chance) -> None:
    case = c.row(Case)
    understandings.cannot_wait(case, by=c.theirs(case), at=c.at)


@move(confidential.set_confidential)
def makes_confidential(c: Chance) -> None:
    case = c.row(Case)
    confidential.set_confidential(
        case, confidential=c.of((True, False)), by=c.theirs(case), at=c.at
    )


@move(ranking.rank)
def ranks(c: Chance) -> None:
    case = c.open_row(Case, WAITING)
    ranking.rank(case, rank=c.of((1, 1, 0, -1, 2)), by=c.theirs(case), at=c.at)


@move(moving.move_case)
def moves_case(c: Chance) -> None:
    case = c.open_row(Case, WAITING)
    to = c.open_row(Problem, {"state__in": ["open", "fixed"]})
    moving.move_case(case, to=to, by=c.owner(case), at=c.at)


@move(moving.move_back)
def moves_case_back(c: Chance) -> None:
    case = c.open_row(Case, WAITING | {"stays__ends_at__isnull": False})
    moving.move_back(case, by=c.owner(case), at=c.at)


@move(moving.move_out)
def moves_out(c: Chance) -> None:
    case = c.open_row(Case, WAITING | {"problem__waiting_cases__gt": 1})
    moving.move_out(case, by=c.owner(case), at=c.at)


@move(fixing.fix)
def fixes(c: Chance) -> None:
    problem = c.open_row(Problem, {"state": "open", "kind": "problem", "waiting_cases__gt": 0})
    fixing.fix(problem, by=c.owner(problem), at=c.at)


@move(closing.close_unreported)
def closes_what_nobody_reported(c: Chance) -> None:
    problem = c.open_row(Problem, {"cases": None, "state": "open"})
    closing.close_unreported(problem, reason=c.words(), by=c.owner(problem), at=c.at)


@move(fixing.confirm, fixing.still_broken, fixing.take_back_word)
def gives_word(c: Chance) -> None:
    case = c.row(Case)
    verbs: dict[Verb, dict[str, str]] = {
        fixing.confirm: {},
        fixing.still_broken: {"text": c.words()},
        fixing.take_back_word: {},
    }
    verb = c.of(verbs)
    verb(case, by=c.theirs(case), at=c.at, **verbs[verb])


@move(fixing.withdraw_word)
def withdraws_word(c: Chance) -> None:
    case = c.open_row(Case, {"state": "confirmed"})
    fixing.withdraw_word(case, by=c.by(), at=c.at)


@move(fixing.record_word)
def records_word(c: Chance) -> None:
    case = c.row(Case)
    how = c.of(("phone", "mail", "pigeon"))
    fixing.record_word(case, by=c.owner(case), at=c.at, how=how, note=c.words())


@move(asking.tell_effort)
def tells_effort(c: Chance) -> None:
    case = c.row(Case)
    why = c.of(("", c.words()))
    score = c.of((7, 1, 0, 8))
    asking.tell_effort(case, score=score, by=c.theirs(case), at=c.at, why=why)


@move(holding.keep_asking)
def keeps_asking(c: Chance) -> None:
    case = c.open_row(Case, {"held_since__isnull": False})
    holding.keep_asking(case, by=c.owner(case), at=c.at)


@move(kinds.change_kind)
def changes_kind(c: Chance) -> None:
    problem = c.row(Problem)
    kind = c.of(("request", "question", "problem", "bogus"))
    kinds.change_kind(problem, kind=kind, by=c.owner(problem), at=c.at)


@move(kinds.answer)
def answers(c: Chance) -> None:
    problem = c.open_row(Problem, {"kind__in": ["request", "question"]})
    kinds.answer(problem, by=c.owner(problem), at=c.at)


@move(kinds.decline, kinds.void, kinds.undo_void)
def sets_aside(c: Chance) -> None:
    case = c.row(Case, state="void") if c.chance(3) else c.row(Case)
    verbs: dict[Verb, dict[str, str]] = {
        kinds.void: {"why": c.words()},
        kinds.decline: {},
        kinds.undo_void: {},
    }
    verb = c.of(verbs)
    verb(case, by=c.owner(case), at=c.at, **verbs[verb])


@move(kinds.spare)
def spares(c: Chance) -> None:
    case = c.open_row(Case, WAITING | {"how": "told"})
    kinds.spare(case, by=c.theirs(case), at=c.at)


@move(links.withdraw_links)
def withdraws_links(c: Chance) -> None:
    case = c.row(Case)
    links.withdraw_links(case, by=c.theirs(case), at=c.at)
