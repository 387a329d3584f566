"""The offers about problems as a whole, cases and customers."""

from itertools import product

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
from buckstop.problems.permissions import cases as of_case
from buckstop.problems.permissions import customers as of_customers
from buckstop.problems.permissions import problem as of_problem
from buckstop.problems.tests.offers import (
    Offer,
    all_cases,
    all_problems,
    scoped,
    with_cases,
    word_of,
)

CASES: dict[str, Offer] = {
    "fixing.confirm": Offer(
        all_cases,
        lambda t, row: of_case.may_confirm(row, t.by),
        lambda t, row: fixing.confirm(row, **t.who),
    ),
    "fixing.still_broken": Offer(
        all_cases,
        lambda t, row: of_case.may_still_broken(row, t.by),
        lambda t, row: fixing.still_broken(row, **t.who),
    ),
    "fixing.record_word": Offer(
        all_cases,
        lambda t, row: of_case.may_record_word(row, t.by),
        lambda t, row: fixing.record_word(row, **t.who),
    ),
    "fixing.take_back_word": Offer(
        all_cases,
        lambda t, row: of_case.may_take_back_word(row, t.by, t.at, last=word_of(row)),
        lambda t, row: fixing.take_back_word(row, **t.who),
    ),
    "fixing.withdraw_word": Offer(
        all_cases,
        lambda t, row: of_case.may_withdraw_word(row, t.by, t.at, last=word_of(row)),
        lambda t, row: fixing.withdraw_word(row, **t.who),
    ),
    "asking.tell_effort": Offer(
        all_cases,
        lambda t, row: of_case.may_tell_effort(row, t.by),
        lambda t, row: asking.tell_effort(row, score=5, **t.who),
    ),
    "holding.keep_asking": Offer(
        all_cases,
        lambda t, row: of_case.may_keep_asking(row, t.by),
        lambda t, row: holding.keep_asking(row, **t.who),
    ),
    "kinds.decline": Offer(
        all_cases,
        lambda t, row: of_case.may_decline(row, t.by),
        lambda t, row: kinds.decline(row, **t.who),
    ),
    "kinds.void": Offer(
        all_cases,
        lambda t, row: of_case.may_void(row, t.by),
        lambda t, row: kinds.void(row, why="spam", **t.who),
    ),
    "kinds.spare": Offer(
        all_cases,
        lambda t, row: of_case.may_spare(row, t.by),
        lambda t, row: kinds.spare(row, **t.who),
    ),
    "kinds.undo_void": Offer(
        all_cases,
        lambda t, row: of_case.may_undo_void(row, t.by),
        lambda t, row: kinds.undo_void(row, **t.who),
    ),
    "links.withdraw_links": Offer(
        all_cases,
        lambda t, row: of_case.may_withdraw_links(row, t.by),
        lambda t, row: links.withdraw_links(row, **t.who),
    ),
    "contacts.adopt_proposed": Offer(
        all_cases,
        lambda t, row: of_case.may_adopt_proposed(row, t.by),
        lambda t, row: contacts.adopt_proposed(row, **t.who),
    ),
    "contacts.decline_proposed": Offer(
        all_cases,
        lambda t, row: of_case.may_decline_proposed(row, t.by),
        lambda t, row: contacts.decline_proposed(row, **t.who),
    ),
    "moving.move_case": Offer(
        lambda t: product(all_cases(t), all_problems(t)),
        lambda t, row: of_case.may_move_case(row[0], t.by, to=row[1]),
        lambda t, row: moving.move_case(row[0], to=row[1], **t.who),
        besides=frozenset({"there-already"}),
    ),
    "moving.move_back": Offer(
        all_cases,
        lambda t, row: of_case.may_move_back(row, t.by),
        lambda t, row: moving.move_back(row, **t.who),
        besides=frozenset({"never-moved"}),
    ),
    "moving.move_out": Offer(
        all_cases,
        lambda t, row: of_case.may_move_out(row, row.problem, t.by),
        lambda t, row: moving.move_out(row, **t.who),
    ),
    "understandings.correct": Offer(
        all_cases,
        lambda t, row: of_case.may_correct(row, t.by),
        lambda t, row: understandings.correct(row, text="No", **t.who),
    ),
    "understandings.cannot_wait": Offer(
        all_cases,
        lambda t, row: of_case.may_cannot_wait(row, t.by),
        lambda t, row: understandings.cannot_wait(row, **t.who),
    ),
    "confidential.set_confidential": Offer(
        all_cases,
        lambda t, row: of_case.may_set_confidential(row, t.by),
        lambda t, row: confidential.set_confidential(row, confidential=True, **t.who),
    ),
    "ranking.rank": Offer(
        all_cases,
        lambda t, row: of_case.may_rank(row, t.by, others=ranking.others_of(row).count()),
        lambda t, row: ranking.rank(row, rank=1, **t.who),
    ),
    "whose.choose_customer": Offer(
        lambda t: product(all_cases(t), Customer.objects.all()),
        lambda t, row: of_customers.may_choose_customer(t.by, customer=row[1]),
        lambda t, row: whose.choose_customer(row[0], customer=row[1], **t.who),
    ),
    "whose.withdraw_choice": Offer(
        all_cases,
        lambda t, row: of_customers.may_withdraw_choice(row, t.by, chosen=whose.last_choice(row)),
        lambda t, row: whose.withdraw_choice(row, **t.who),
    ),
    "whose.merge": Offer(
        lambda t: product(Customer.objects.all(), repeat=2),
        lambda t, row: of_customers.may_merge(t.by, row[0], into=row[1]),
        lambda t, row: whose.merge(row[0], into=row[1], **t.who),
    ),
    "whose.take_apart": Offer(
        lambda t: Customer.objects.all(),
        lambda t, row: of_customers.may_take_apart(t.by, whose.last_merger(row)),
        lambda t, row: whose.take_apart(row, **t.who),
    ),
}

PROBLEMS: dict[str, Offer] = {
    "fixing.fix": Offer(
        all_problems,
        lambda t, row: of_problem.may_fix(row, t.by),
        lambda t, row: fixing.fix(row, **t.who),
    ),
    "kinds.answer": Offer(
        all_problems,
        lambda t, row: of_problem.may_answer(row, t.by),
        lambda t, row: kinds.answer(row, **t.who),
    ),
    "kinds.change_kind": Offer(
        all_problems,
        lambda t, row: of_problem.may_change_kind(row, t.by),
        lambda t, row: kinds.change_kind(row, kind="question", **t.who),
    ),
    "closing.close_unreported": Offer(
        all_problems,
        lambda t, row: of_problem.may_close_unreported(row, t.by, cases=row.cases.all()),
        lambda t, row: closing.close_unreported(row, reason="Gone by itself.", **t.who),
    ),
    "hearing.read": Offer(
        all_problems,
        lambda t, row: of_problem.may_read(row, t.by, undecided=holding.waits_for_a_decision(row)),
        lambda t, row: hearing.read(row, **t.who),
    ),
    "understandings.understand": Offer(
        with_cases,
        lambda t, row: of_problem.may_understand(row[0], t.by, case=row[1]),
        lambda t, row: understandings.understand(row[0], what="So", case=row[1], **t.who),
    ),
    "understandings.widen": Offer(
        scoped,
        lambda t, row: of_problem.may_widen(row, row.problem, t.by),
        lambda t, row: understandings.widen(row, **t.who),
    ),
    "understandings.change_hurt": Offer(
        all_problems,
        lambda t, row: of_problem.may_change_hurt(row, t.by),
        lambda t, row: understandings.change_hurt(row, hurts=1, **t.who),
    ),
    "understandings.retitle": Offer(
        all_problems,
        lambda t, row: of_problem.may_retitle(row, t.by),
        lambda t, row: understandings.retitle(row, title="It fails", **t.who),
    ),
}
