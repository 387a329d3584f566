"""What is owed of a problem that hurt: asked for when it closes, missed, looked at again, done."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.prevention import entries, queries
from buckstop.prevention import permissions as may
from buckstop.prevention.models import PARTS, Because, Review
from buckstop.prevention.rules.hurting import why_it_hurt
from buckstop.problems.actions.levels import times_for
from buckstop.problems.models import Problem
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.promises import check_due

REVIEW_WITHIN = 3_000
"""Working minutes, about a week: while it is fresh, and not in the middle of the mending."""
BATCH = 100


def ask_for_reviews(happened: list[Entry], at: datetime) -> None:
    """What follows the end of a problem: where it hurt, its owner owes what let it happen."""
    chains = [entry.chain_id for entry in happened]
    for problem in Problem.objects.filter(chain__in=chains):
        with acting(problem, by=DESK, at=at) as act:
            _owe_review(act, act.lock(problem))


def _owe_review(act: Act, problem: Problem) -> None:
    """Once a problem: where it was opened again and closes again, what was owed stays owed."""
    if not problem.is_closed or act.rows(Review.objects.filter(problem=problem)):
        return
    why = why_it_hurt(queries.course_of(problem))
    if not why:
        return
    named = Because.objects.filter(problem=problem, until=None).exists()
    due = times_for(act, problem).after(act.at, REVIEW_WITHIN)
    act.add(
        Review(
            problem=problem,
            why=list(why),
            debtor_id=problem.owner_id,
            asked_at=act.at,
            due=due,
            attend_at=None if named else due,
            done_at=act.at if named else None,
        )
    )
    act.record(
        entries.ReviewOwed(person=problem.owner_id, due=due, why=",".join(why), named=named),
        on=problem,
    )


def done(act: Act, problem: Problem) -> None:
    """Part of verbs: a cause is named, so nothing is owed any more."""
    for review in act.rows(Review.objects.filter(problem=problem, done_at=None)):
        act.change(review, done_at=act.at, attend_at=None)
        act.record(entries.ReviewDone(), on=problem)


def undone(act: Act, problem: Problem) -> None:
    """Part of verbs: no cause is named any more, so that one is owed again."""
    for review in act.rows(Review.objects.filter(problem=problem, done_at__isnull=False)):
        if Because.objects.filter(problem=problem, until=None).exists():
            return
        due = times_for(act, problem).after(act.at, REVIEW_WITHIN)
        act.change(review, done_at=None, due=due, attend_at=due)
        made = entries.ReviewOwed(
            person=review.debtor_id, due=due, why=",".join(review.why), named=False
        )
        act.record(made, on=problem)


def look_again(review: Review, *, due: datetime, reason: str, by: Actor, at: datetime) -> None:
    """Nobody knows yet; we look again by `due`, which is owed as the review is."""
    said = check_words(reason, "reason", _("Say what was looked at, and what is missing."))
    with acting(review, by=by, at=at) as act:
        review = act.lock(review)
        check(may.may_look_again(review, by))
        due = check_due(due, act.at)
        body = act.body(said)
        act.change(review, looks=review.looks + 1, unknown=body, due=due, attend_at=due)
        act.record(entries.CauseUnknown(due=due, reason=body.digest))


def give_review(review: Review, *, to: Person, by: Actor, at: datetime) -> None:
    """Ask somebody else, who knows more of it: they owe it from now on."""
    with acting(review, by=by, at=at) as act:
        review = act.lock(review)
        check(may.may_give_review(review, by, to))
        if review.debtor_id != to.pk:
            act.change(review, debtor_id=to.pk)
            act.record(entries.ReviewGiven(person=to.pk))


def write_review(
    review: Review, *, texts: Mapping[str, str], seen: str, by: Actor, at: datetime
) -> None:
    """Write its parts anew, over what was written when `seen` says; refused where that changed."""
    with acting(review, by=by, at=at) as act:
        review = act.lock(review)
        check(may.may_write_review(by))
        if seen != stamp(review):
            said = _("Somebody wrote in it meanwhile: take over what is new, then keep it.")
            raise Refused("changed", said)
        given = {part: texts.get(part, "").strip() for part in PARTS}
        if all(review.text(part) == text for part, text in given.items()):
            return
        bodies = {part: act.body(text) if text else None for part, text in given.items()}
        act.change(review, **bodies, written_at=act.at, written_by_id=by.person)
        digests = tuple(body.digest for body in bodies.values() if body)
        act.record(entries.ReviewWritten(said=digests))


def stamp(review: Review) -> str:
    """Names what stands in it now."""
    return review.written_at.isoformat() if review.written_at else ""


class _Due(NamedTuple):
    pk: UUID
    chain_id: UUID


def attend_reviews(*, at: datetime, limit: int = BATCH) -> int:
    """Look at what is owed and whose time has come; returns how many. Late is missed, and owed on.

    What somebody owes who left is owed by whom the buck stops with.
    """
    waiting = Review.objects.filter(attend_at__lte=at).order_by("attend_at", "pk")
    found = [_Due(*row) for row in waiting.values_list("pk", "problem__chain")[:limit]]
    if not found:
        return 0
    with acting(*found, by=DESK, at=at, skip_locked=True) as act:
        held = [row.pk for row in found if act.holds(row)]
        again = Review.objects.filter(pk__in=held, attend_at__lte=at)
        reviews = act.rows(again.select_related("problem", "debtor"))
        for review in reviews:
            _miss(act, review)
    return len(reviews)


def _miss(act: Act, review: Review) -> None:
    gone = not review.debtor.is_active
    person = who_is_on_duty(act.at).buck_stops_with if gone else review.debtor_id
    due = times_for(act, review.problem).after(act.at, REVIEW_WITHIN)
    was = review.due
    missed = review.missed_at or act.at
    act.change(review, debtor_id=person, due=due, attend_at=due, missed_at=missed)
    act.record(entries.ReviewMissed(person=person, due=was, next_due=due), on=review)
