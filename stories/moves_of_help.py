"""Moves of a random history: remedies, suppliers, and who carries the news."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from buckstop.complaints.commitments import final_answer
from buckstop.kit.money import Money
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.models import Entry
from buckstop.outcomes.actions import lessons, thanking
from buckstop.outcomes.models import Lesson, Thanks
from buckstop.people.models import Customer
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests.moves import Chance, Move, Verb, name_of
from buckstop.relationships.commitments import carrying
from buckstop.remedies.actions import granting, kinds, limits
from buckstop.remedies.models import Authority, OwnKind, Remedy
from buckstop.remedies.queries import kinds as kinds_there
from buckstop.suppliers.actions import answering, asking, hearing, people, silence, suppliers
from buckstop.suppliers.actions.people import Reached
from buckstop.suppliers.models import Ask, Supplier, SupplierPerson
from buckstop.suppliers.rules.checks import Post, Terms

HELP: dict[str, Move] = {}


def move(*verbs: Callable[..., object]) -> Callable[[Move], Move]:
    """Register what tries one of `verbs`."""

    def registered(tries: Move) -> Move:
        HELP.update({name_of(verb): tries for verb in verbs})
        return tries

    return registered


def _wish(c: Chance) -> granting.Wish:
    kind = c.of([*kinds_there(), "gift"])
    wish = granting.Wish(
        kind=kind,
        text=c.words(),
        what=c.of(("A router", "")),
        money=Money(c.of((2_000, 9_000, 40_000)), c.of(("EUR", "EUR", "EUR", "USD"))),
        debtor=c.staff(),
        due=c.due(),
    )
    return replace(wish, money=None) if c.chance(5) else wish


@move(granting.give)
def gives(c: Chance) -> None:
    case = c.open_row(Case, {"state__in": ["open", "asked"]})
    why = c.of(("", "", "Their books close"))
    granting.give(case, _wish(c), by=c.owner(case), at=c.at, beyond_why=why)


@move(granting.ask_for)
def asks_for(c: Chance) -> None:
    case = c.open_row(Case, {"state__in": ["open", "asked"]})
    granting.ask_for(case, _wish(c), by=c.owner(case), at=c.at)


@move(granting.grant, granting.refuse, granting.take_back)
def answers_what_is_asked(c: Chance) -> None:
    remedy = c.open_row(Remedy, {"granted_at": None}, approval__isnull=False)
    assert remedy.approval is not None
    asked = remedy.approval.debtor if c.chance(2) else c.staff()
    verbs: dict[Verb, dict[str, Any]] = {
        granting.grant: {"money": Money(c.of((1_000, 30_000)), "EUR") if c.chance(4) else None},
        granting.refuse: {"reason": c.words()},
        granting.take_back: {},
    }
    verb = c.of(verbs)
    verb(remedy, by=asked.actor(), at=c.at, **verbs[verb])


@move(granting.back)
def backs(c: Chance) -> None:
    granting.back(c.row(Remedy, granted_at__isnull=False), by=c.by(), at=c.at)


@move(kinds.add_kind, kinds.end_kind)
def has_kinds(c: Chance) -> None:
    if c.chance(2):
        kinds.add_kind(name=c.of(("Free month", "credit", " ", "Dinner")), by=c.by(), at=c.at)
    else:
        kinds.end_kind(c.row(OwnKind), by=c.by(), at=c.at)


@move(limits.give_authority, limits.end_authority)
def sets_limits(c: Chance) -> None:
    if c.chance(3):
        limits.end_authority(c.row(Authority), by=c.by(), at=c.at)
        return
    case = c.of((5_000, 10_000, 0))
    up_to = limits.UpTo("EUR", case, case * 2, case * c.of((1, 4)))
    holder: dict[str, Any] = c.of(({"person": c.staff()}, {"role": "lead"}, {}))
    limits.give_authority(kinds=kinds_there(), up_to=up_to, by=c.by(), at=c.at, **holder)


@move(asking.ask_supplier)
def asks_a_supplier(c: Chance) -> None:
    problem, due = c.row(Problem), c.due()
    wanted = asking.Wanted(what=c.words(), why=c.words(), due=due, plan_b=c.words(), plan_b_at=due)
    asking.ask_supplier(
        problem, of=c.row(SupplierPerson), wanted=wanted, by=c.owner(problem), at=c.at
    )


@move(
    answering.say_time, answering.say_done, answering.say_no, answering.write_to_us,
    answering.pass_on, answering.pass_on_to_new,
)  # fmt: skip
def supplier_answers(c: Chance) -> None:
    ask = c.row(Ask)
    of = c.row(SupplierPerson).person_id if c.chance(4) else ask.commitment.debtor_id
    by = c.by() if c.chance(6) else Actor(ActorKind.SUPPLIER, of)
    new_one = Reached(name="Nils Berg", email=c.of(("nils@halden.example", "not one")))
    verbs: dict[Verb, dict[str, Any]] = {
        answering.say_time: {"due": c.due(), "reason": c.words()},
        answering.say_done: {"text": c.words()},
        answering.say_no: {"reason": c.words()},
        answering.write_to_us: {"text": c.words()},
        answering.pass_on: {"to": c.row(SupplierPerson)},
        answering.pass_on_to_new: {"who": new_one},
    }
    verb = c.of(verbs)
    verb(ask, by=by, at=c.at, **verbs[verb])


@move(asking.insist, asking.write_to_supplier, asking.withdraw_links, hearing.note_ticket)
def goes_on_about_it(c: Chance) -> None:
    ask = c.row(Ask)
    verbs: dict[Verb, dict[str, Any]] = {
        asking.insist: {"text": c.words()},
        asking.write_to_supplier: {"text": c.words()},
        asking.withdraw_links: {},
        hearing.note_ticket: {"ticket": c.of(("[#4711]", "", "INC-1"))},
    }
    verb = c.of(verbs)
    verb(ask, by=c.owner(ask.commitment), at=c.at, **verbs[verb])


@move(silence.attend_asks)
def clock_looks(c: Chance) -> None:
    silence.attend_asks(at=c.world.now)


@move(silence.tell_plan_b)
def tells_plan_b(c: Chance) -> None:
    step = c.open_row(Commitment, {"kind": "plan-b"})
    silence.tell_plan_b(step, what=c.words(), by=c.owner(step), at=c.at)


@move(suppliers.add_supplier, suppliers.change_supplier, suppliers.end_supplier)
def keeps_suppliers(c: Chance) -> None:
    terms = Terms(name=c.of(("Halden Networks", "Fjordnet", "Voltio")), answers_slowed=60)
    if c.chance(3):
        suppliers.add_supplier(terms=terms, by=c.by(), at=c.at)
    elif c.chance(6):
        suppliers.end_supplier(c.row(Supplier), by=c.by(), at=c.at)
    else:
        suppliers.change_supplier(c.row(Supplier), terms=terms, by=c.by(), at=c.at)


@move(people.add_person, people.change_person, people.remove_person)
def keeps_their_people(c: Chance) -> None:
    who = Reached(name="Nora Lie", email=c.of(("nora@halden.example", "rolf@halden.example")))
    post = Post(post="Night line", turn_to_after=c.of((None, 60)), always=c.chance(2))
    if c.chance(3):
        people.add_person(c.row(Supplier), who=who, post=post, by=c.by(), at=c.at)
    elif c.chance(4):
        people.remove_person(c.row(SupplierPerson), by=c.by(), at=c.at)
    else:
        people.change_person(c.row(SupplierPerson), who=who, post=post, by=c.by(), at=c.at)


@move(final_answer.owe_final_answers)
def final_answers_fall_due(c: Chance) -> None:
    final_answer.owe_final_answers(at=c.world.now)


@move(final_answer.write_holding_letter)
def writes_a_holding_letter(c: Chance) -> None:
    case = c.open_row(Case, {"state__in": ["open", "asked"]})
    final_answer.write_holding_letter(case, why=c.words(), until=c.due(), by=c.by(), at=c.at)


@move(lessons.write_lesson)
def writes_a_lesson(c: Chance) -> None:
    problem = c.open_row(Problem, {"state__in": ["fixed", "closed"]})
    lines = lessons.ThreeLines(c.words(), c.words(), c.words())
    lessons.write_lesson(problem, lines, by=c.by(), at=c.at)


@move(lessons.review_lesson, lessons.find_useful, lessons.set_aside)
def says_what_a_lesson_is_worth(c: Chance) -> None:
    verb = c.of((lessons.review_lesson, lessons.find_useful, lessons.set_aside))
    verb(c.row(Lesson), by=c.by(), at=c.at)


@move(thanking.thank)
def thanks_somebody(c: Chance) -> None:
    thanking.thank(c.staff(), problem=c.row(Problem), text=c.words(), by=c.by(), at=c.at)


@move(thanking.show_thanks)
def shows_a_thanks(c: Chance) -> None:
    thanks = c.row(Thanks)
    by = c.by() if c.chance(4) else thanks.to.actor()
    thanking.show_thanks(thanks, to=c.staff(), by=by, at=c.at)


@move(thanking.tell_thanked)
def it_is_told(c: Chance) -> None:
    codes = ("thanks-given", "thanks-shown")
    thanking.tell_thanked(list(Entry.objects.filter(code__in=codes)), c.world.now)


@move(carrying.offer_to_carry)
def offers_to_carry(c: Chance) -> None:
    manager = c.row(Customer, manager__isnull=False).manager
    by = c.by() if c.chance(4) or manager is None else manager.actor()
    carrying.offer_to_carry(c.row(Problem), why=c.words(), by=by, at=c.at)


@move(carrying.let_carry, carrying.keep_the_news, carrying.withdraw_carrying)
def answers_the_offer(c: Chance) -> None:
    offer = c.open_row(Commitment, {"kind": "carrying"})
    verbs: dict[Verb, dict[str, Any]] = {
        carrying.let_carry: {},
        carrying.keep_the_news: {"reason": c.words()},
        carrying.withdraw_carrying: {},
    }
    verb = c.of(verbs)
    verb(offer, by=c.owner(offer), at=c.at, **verbs[verb])
