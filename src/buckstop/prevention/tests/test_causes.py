"""Causes: named where it hurt, refused where they blame, merged and split without loss."""

from datetime import timedelta

import pytest

from buckstop.ledger.refused import Refused
from buckstop.notices.models import Notice
from buckstop.prevention import queries
from buckstop.prevention.actions import causes, merging, reviews
from buckstop.prevention.models import Because
from buckstop.prevention.queries.alike import nearest
from buckstop.prevention.tests.stage import agrees, by, follow, hurt, owed
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering


def test_who_owned_what_hurt_owes_what_let_it_happen(world: World):
    problem = hurt(world)
    review = owed(problem)
    assert (review.debtor, review.why) == (world.ana, ["reopened"])
    assert [n.sentence for n in Notice.objects.filter(problem=problem, person=world.ana)][-1] == (
        "It hurt: say what let it happen"
    )
    cause = causes.find_cause(problem, what="No check before an update", **by(world))
    assert not owed(problem).is_owed
    [row] = queries.causes_of(problem)
    assert (row.cause, cause.keeper) == (cause, world.ana)
    causes.unname_cause(row, **by(world))
    assert owed(problem).is_owed
    assert agrees()


def test_what_did_not_hurt_owes_nothing(world: World):
    case = world.report()
    fixing.fix(case.problem, **by(world))
    fixing.confirm(case, by=answering(case), at=world.now)
    follow(world)
    assert queries.review_of(case.problem) is None


def test_a_cause_that_was_named_before_the_end_is_enough(world: World):
    case = world.report()
    causes.find_cause(case.problem, what="The form takes any number", **by(world))
    world.join(case.problem, world.olaf)
    for each in Case.objects.filter(problem=case.problem):
        fixing.record_word(each, **by(world))
    follow(world)
    assert (owed(case.problem).is_owed, owed(case.problem).why) == (False, ["several"])
    assert not Notice.objects.filter(sentence__startswith="It hurt").exists()
    assert agrees()


def test_nobody_knows_yet_and_then_it_is_missed(world: World):
    problem = hurt(world)
    soon = world.now + timedelta(days=10)
    reviews.look_again(owed(problem), due=soon, reason="The log is gone", **by(world))
    assert (owed(problem).looks, owed(problem).due) == (1, soon)
    assert reviews.attend_reviews(at=world.later(days=9)) == 0
    assert reviews.attend_reviews(at=world.later(days=2)) == 1
    assert owed(problem).missed_at == world.now
    with pytest.raises(Refused) as refused:
        reviews.give_review(owed(problem), to=world.zed, **by(world))
    assert refused.value.field == "to"
    reviews.give_review(owed(problem), to=world.bruno, **by(world))
    with pytest.raises(Refused):
        reviews.look_again(owed(problem), due=world.now, reason="", **by(world))
    assert agrees()


def test_a_review_is_written_together(world: World):
    problem = hurt(world)
    review = owed(problem)
    reviews.write_review(review, texts={"happened": "It stopped."}, seen="", **by(world))
    with pytest.raises(Refused) as refused:
        reviews.write_review(review, texts={"changes": "A check"}, seen="", **by(world))
    assert refused.value.code == "changed"
    review = owed(problem)
    texts = {"happened": "It stopped.", "changes": "A check"}
    reviews.write_review(review, texts=texts, seen=reviews.stamp(review), **by(world))
    assert owed(problem).text("changes") == "A check"


@pytest.mark.parametrize(
    "words",
    ["Ana forgot to restart it", "Nordbank uses it wrongly", "Human error", "Our supplier failed"],
)  # fmt: skip
def test_a_cause_is_nobody(world: World, words: str):
    with pytest.raises(Refused) as refused:
        causes.find_cause(world.report().problem, what=words, **by(world))
    assert (refused.value.code, refused.value.sentence[-1]) == ("blame", "?")


def test_merged_and_split_nothing_is_lost(world: World):
    one, two, three = (world.report(title).problem for title in ("Slow", "Late", "Stuck"))
    first = causes.find_cause(one, what="One queue for everything", **by(world))
    second = causes.find_cause(two, what="The queue has no limit", **by(world))
    causes.name_cause(three, cause=second, **by(world))
    since = Because.objects.get(problem=three).since
    merging.merge_cause(second, into=first, **by(world))
    with pytest.raises(Refused):
        merging.merge_cause(first, into=second, **by(world))
    [known] = queries.causes()
    assert (known.cause, queries.counted([known])) == (first, {first.pk: 3})
    rows = [row for row in queries.problems_of(known.family) if row.problem == three]
    world.later(days=1)
    third = merging.split_cause(rows, what="No worker at night", **by(world))
    assert [row.problem for row in queries.problems_of([third.pk])] == [three]
    assert Because.objects.get(cause=third).since == since
    second.refresh_from_db()
    merging.take_apart(second, **by(world))
    assert {str(one.cause) for one in queries.causes()} == {
        "One queue for everything", "The queue has no limit", "No worker at night"
    }  # fmt: skip
    assert agrees()


def test_the_nearest_causes_are_proposed_first(world: World):
    for title, what in (("Printer jams", "Worn rollers"), ("Transfers hang", "One queue")):
        causes.find_cause(world.report(title).problem, what=what, **by(world))
    found = nearest(world.report("A transfer hangs again").problem)
    assert [str(one.cause) for one in found] == ["One queue", "Worn rollers"]
