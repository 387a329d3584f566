"""Who answered our question is neither reminded nor closed before a person said what it means."""

from datetime import timedelta

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.problems.actions import attending, fixing, hearing, holding, understandings
from buckstop.problems.commitments import update
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World, answering


def asked(world: World) -> Case:
    case = world.report()
    fixing.fix(case.problem, by=world.ana.actor(), at=world.later(hours=1))
    return fresh(case)


def fresh(case: Case) -> Case:
    return Case.objects.select_related("problem").get(pk=case.pk)


def weeks_go_by(world: World) -> None:
    for _ in range(30):
        world.later(days=1)
        attending.attend_commitments(at=world.now)
        attending.attend_cases(at=world.now)


def says(world: World, case: Case, text: str) -> None:
    by = answering(case)
    with acting(case, by=by, at=world.later(minutes=5)) as act:
        hearing.hear(case, message=act.body(text), by=by, at=act.at, reopens="thanks" not in text)


@pytest.mark.parametrize("text", ["No, it is still as cold as before.", "Works, thanks!", "Ok"])
def test_an_asked_customer_who_wrote_is_never_reminded_nor_lapsed(world: World, text: str):
    case = asked(world)
    says(world, case, text)
    weeks_go_by(world)
    codes = set(Entry.objects.values_list("code", flat=True))
    assert fresh(case).state == "asked"
    assert codes.isdisjoint({"case-reminded", "case-lapsed", "problem-closed"})
    assert guarantees.broken() == []


def test_words_after_the_reminder_stop_the_lapse(world: World):
    case = asked(world)
    while not fresh(case).reminded_at:
        attending.attend_cases(at=world.later(days=1))
    says(world, case, "I am not sure")
    weeks_go_by(world)
    assert fresh(case).state == "asked"


def test_without_words_it_lapses_as_before(world: World):
    case = asked(world)
    weeks_go_by(world)
    assert fresh(case).state == "lapsed"


def test_the_owner_records_solved(world: World):
    case = asked(world)
    says(world, case, "Works, thanks!")
    fixing.record_word(case, how="mail", by=world.ana.actor(), at=world.later(minutes=5))
    assert (fresh(case).state, fresh(case).is_held) == ("confirmed", False)
    assert fresh(case).problem.is_closed


def test_the_owner_records_still_broken_and_has_read_it(world: World):
    case = asked(world)
    says(world, case, "It is cold")
    fixing.still_broken(case, how="mail", by=world.ana.actor(), at=world.later(minutes=5))
    assert (fresh(case).state, fresh(case).is_held) == ("open", False)
    assert fresh(case).problem.unheard_since is None


def test_keep_asking_lets_the_clock_go_on(world: World):
    case = asked(world)
    says(world, case, "Where is your office?")
    holding.keep_asking(case, by=world.ana.actor(), at=world.later(minutes=5))
    assert (fresh(case).attend_at or world.now) > world.now + timedelta(days=1)
    weeks_go_by(world)
    assert fresh(case).state == "lapsed"
    with pytest.raises(Refused):
        holding.keep_asking(case, by=world.ana.actor(), at=world.now)


def test_reading_or_answering_decides_nothing(world: World):
    case = asked(world)
    says(world, case, "It is cold")
    with pytest.raises(Refused, match="Say what their answer means"):
        hearing.read(case.problem, by=world.ana.actor(), at=world.now)
    hearing.note_first_word(case.problem, by=world.ana.actor(), at=world.now)
    assert Problem.objects.get(pk=case.problem_id).unheard_since is not None


def test_what_others_wrote_stays_unread(world: World):
    case = asked(world)
    other = world.join(case.problem, world.olaf)
    says(world, other, "Here too")
    says(world, case, "Works")
    fixing.record_word(case, how="mail", by=world.ana.actor(), at=world.later(minutes=5))
    assert Problem.objects.get(pk=case.problem_id).unheard_since is not None


def test_a_correction_is_an_answer_too(world: World):
    case = asked(world)
    understandings.correct(case, text="It's the other door", by=answering(case), at=world.now)
    assert fresh(case).is_held


def test_news_that_did_not_arrive_is_owed_again_soon_by_the_owner(world: World):
    case = world.report()
    update.keep(case.problem, by=world.ana.actor(), at=world.now)
    update.owe_again(case, why="bounced", by=DESK, at=world.now)
    owed = Commitment.objects.get(problem=case.problem, kind="update", ended_at=None)
    assert owed.due == world.now + timedelta(minutes=30)
    assert owed.debtor_id == world.ana.pk
    assert Entry.objects.filter(code="news-not-received", audience="internal").count() == 1


def test_a_question_that_did_not_arrive_is_no_question(world: World):
    case = asked(world)
    update.owe_again(case, why="failed", by=DESK, at=world.now)
    weeks_go_by(world)
    assert (fresh(case).state, fresh(case).held_because) == ("asked", "unreached")


def test_nothing_is_owed_again_to_who_has_ended(world: World):
    case = asked(world)
    fixing.confirm(case, by=answering(case), at=world.now)
    update.owe_again(case, why="failed", by=DESK, at=world.now)
    assert not Entry.objects.filter(code="news-not-received").exists()
