"""The offers about what comes from another system."""

from buckstop.people.models import Person
from buckstop.problems.actions import importing
from buckstop.problems.permissions import importing as may
from buckstop.problems.tests.offers import Offer, Try, all_problems


def _was(t: Try) -> importing.Imported:
    return importing.Imported("Elsewhere", "17", "Broken", "resolved", t.at, t.at)


def _buck() -> Person:
    return Person.objects.get(role="executive")


IMPORTING: dict[str, Offer] = {
    "importing.import_problem": Offer(
        lambda _: [None],
        lambda t, _: may.may_import_problem(t.by),
        lambda t, _: importing.import_problem(_was(t), buck=_buck().pk, **t.who),
    ),
    "importing.import_case": Offer(
        all_problems,
        lambda t, row: may.may_import_case(row, t.by),
        lambda t, row: importing.import_case(row, contact=_buck(), customer=None, **t.who),
    ),
    "importing.follow_import": Offer(
        all_problems,
        lambda t, row: may.may_follow_import(row, t.by),
        lambda t, row: importing.follow_import(
            row, state="resolved", runs=False, ended_at=t.at, **t.who
        ),
    ),
    "importing.take_over": Offer(
        all_problems,
        lambda t, row: may.may_take_over(row, t.by),
        lambda t, row: importing.take_over(row, **t.who),
        besides=frozenset({"not-desk"}),
    ),
}
