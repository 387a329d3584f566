"""What is owed climbs its ladder, by one code path whatever its kind."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from buckstop.coverage.actions.ladders import drop_ladder, set_ladder
from buckstop.coverage.actions.teams import add_team
from buckstop.coverage.climbing import ladders
from buckstop.coverage.rules.ladders import Rung, When, Whom
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.verify import verify
from buckstop.people.models import Person
from buckstop.problems.actions import attending, fixing
from buckstop.problems.actions.teams import move_to_team
from buckstop.problems.commitments import owed
from buckstop.problems.commitments.ask import Ask, ask
from buckstop.problems.commitments.kind import KINDS, Kind
from buckstop.problems.commitments.update import Update
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World, answering

HOURS = timedelta(hours=1)


def climbs(world: World, until: datetime) -> None:
    """Let the clock look at everything until a time, at the instant at which it wants to."""
    while True:
        first = Commitment.objects.filter(attend_at__lte=until).order_by("attend_at").first()
        if first is None:
            break
        assert first.attend_at is not None
        world.now = max(world.now, first.attend_at)
        attending.attend_commitments(at=world.now)
    world.now = until
    assert guarantees.broken() == []


def heard(code: str) -> list[tuple[datetime, Any]]:
    """When somebody heard, and who; of empty rungs, whom they were for."""
    rows = Entry.objects.filter(code=code).order_by("at", "id")
    return [(row.at, fact_of(row)) for row in rows]


def asked(world: World, case: Case, of: Person, hours: int = 4) -> Commitment:
    return ask(
        case.problem, what="Which version?", of=of, due=world.now + hours * HOURS,
        by=world.ana.actor(), at=world.now,
    )  # fmt: skip


@pytest.fixture
def ladder(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the ladder of asks; news has none, so that it doesn't come between."""

    def ladder(*rungs: Rung) -> None:
        monkeypatch.setattr(Ask, "ladder", rungs)

    monkeypatch.setattr(Update, "ladder", (Rung(When.AFTER, 0, Whom.WATCH),))
    return ladder


def test_the_kinds_say_their_ladders():
    said = {code: [f"{r.when} {r.amount} {r.whom}" for r in kind.ladder]
            for code, kind in KINDS.items()}  # fmt: skip
    assert said["update"] == ["before 15 watch", "after 0 watch"]
    assert said["escalation"] == ["after 0 above"]
    assert said["handoff"] == []
    assert said["ask"] == said["step"] == ["after 0 owner"]
    assert Kind.ladder == Ask.ladder


def test_every_whom_has_its_words():
    assert set(promising.WHOM) == set(Whom)


def test_a_share_of_its_time_then_late_then_later(world: World, ladder: Any):
    ladder(
        Rung(When.SHARE, 50, Whom.OWNER),
        Rung(When.AFTER, 0, Whom.BUCK),
        Rung(When.AFTER, 90, Whom.HOUSE),
    )
    case, made = world.report(), world.now
    asked(world, case, world.bruno, 2)
    climbs(world, made + 3 * HOURS + timedelta(minutes=45))
    [(at, soon)] = heard("due-soon")
    assert (at, soon.person) == (made + HOURS, world.ana.pk)
    late = heard("still-late")
    assert [at for at, _ in late] == [made + 2 * HOURS, made + 3.5 * HOURS]
    assert {made.person for _, made in late} == {world.carla.pk}
    assert {said.since for _, said in late} == {made + 2 * HOURS}


def test_an_answer_ends_the_climb(world: World, ladder: Any):
    ladder(Rung(When.AFTER, 0, Whom.BUCK), Rung(When.AFTER, 30, Whom.BUCK))
    case, made = world.report(), world.now
    row = asked(world, case, world.bruno, 1)
    climbs(world, made + 1.2 * HOURS)
    owed.withdraw(row, by=world.ana.actor(), at=world.later(minutes=1))
    climbs(world, made + 9 * HOURS)
    assert len(heard("still-late")) == 1


def test_another_time_begins_it_anew(world: World, ladder: Any):
    ladder(Rung(When.SHARE, 50, Whom.BUCK), Rung(When.AFTER, 30, Whom.BUCK))
    case, made = world.report(), world.now
    row = asked(world, case, world.bruno, 2)
    by = world.bruno.actor()
    owed.counter(row, due=made + 3 * HOURS, reason="Later", by=by, at=world.later(minutes=60 - 1))
    climbs(world, made + 2.5 * HOURS)
    [(at, _)] = heard("due-soon")
    assert at == made + timedelta(minutes=59 + 60.5)


def test_nobody_is_there_who_comes_hears(world: World, ladder: Any):
    ladder(Rung(When.SHARE, 50, Whom.DEBTOR), Rung(When.AFTER, 0, Whom.OWNER))
    case, made = world.report(), world.now
    asked(world, case, world.bruno, 20)  # Bruno comes at 22 in Zurich
    climbs(world, made + 19 * HOURS)
    [(at, nobody)] = heard("nobody-there")
    assert (at, nobody.whom) == (made + 10 * HOURS, "debtor")
    [(later, soon)] = heard("due-soon")
    assert (later, soon.person) == (made + 13 * HOURS, world.bruno.pk)


def test_the_next_rung_stands_in_at_once(world: World, ladder: Any):
    ladder(Rung(When.SHARE, 50, Whom.DEBTOR), Rung(When.SHARE, 90, Whom.BUCK))
    case, made = world.report(), world.now
    asked(world, case, world.bruno, 4)
    climbs(world, made + 3 * HOURS)
    [(at, soon)] = heard("due-soon")
    assert (at, soon.person) == (made + 2 * HOURS, world.carla.pk)


def test_a_shift_that_starts_meanwhile_is_told(world: World, ladder: Any):
    ladder(Rung(When.AFTER, 0, Whom.SHIFT), Rung(When.AFTER, 30, Whom.SHIFT))
    case, made = world.report(), world.now
    world.shift(world.bruno, 0, time(11, 15), time(18))  # 10:15 UTC
    asked(world, case, world.carla, 2)
    climbs(world, made + 3 * HOURS)
    late = heard("still-late")
    assert [(at, said.person) for at, said in late] == [
        (made + 2.5 * HOURS, person) for person in sorted([world.ana.pk, world.bruno.pk], key=str)
    ]


def test_what_belongs_to_a_closed_problem_never_falls_due(world: World, ladder: Any):
    ladder(Rung(When.SHARE, 50, Whom.BUCK), Rung(When.AFTER, 0, Whom.BUCK))
    case = world.report()
    asked(world, case, world.bruno)
    fixing.confirm(case, by=answering(case), at=world.later(minutes=5))
    climbs(world, world.now + 30 * HOURS)
    assert heard("due-soon") == heard("still-late") == heard("nobody-there") == []


def test_a_team_says_who_hears_else_the_house_does(world: World, ladder: Any):
    ladder(Rung(When.AFTER, 0, Whom.OWNER))
    by: dict[str, Any] = {"by": world.bruno.actor(), "at": world.now}
    network = add_team(name="Network", lead=world.bruno, **by)
    half, most = (Rung(When.SHARE, 50, Whom.BUCK),), (Rung(When.SHARE, 75, Whom.HOUSE),)
    set_ladder(world.roster, code="ask", rungs=half, **by)
    ours = set_ladder(network.roster, code="ask", rungs=most, **by)
    assert set_ladder(network.roster, code="ask", rungs=most, **by) == ours
    case, made = world.report(), world.now
    move_to_team(case.problem, team=network, by=world.ana.actor(), at=world.now)
    asked(world, case, world.bruno)
    asked(world, world.report(), world.bruno)
    climbs(world, made + 3.5 * HOURS)
    assert [at for at, _ in heard("due-soon")] == [made + 2 * HOURS, made + 3 * HOURS]
    drop_ladder(network.roster, code="ask", **by)
    drop_ladder(network.roster, code="ask", **by)
    assert set(ladders()) == {(None, "ask")}
    assert len(heard("ladder-set")) == 2
    assert len(heard("ladder-dropped")) == 1
    assert list(verify()) == []


def test_missed_news_goes_to_whom_its_ladder_says(world: World):
    at_due = (Rung(When.AFTER, 0, Whom.LEAD), Rung(When.AFTER, 0, Whom.HOUSE))
    set_ladder(world.roster, code="update", rungs=at_due, by=world.carla.actor(), at=world.now)
    case = world.report()
    climbs(world, world.now + 1 * HOURS)
    followed = Commitment.objects.get(problem=case.problem, kind="update", ended_at=None)
    assert followed.debtor == world.carla
    assert {made.whom for _, made in heard("nobody-there")} == {"lead"}


def test_what_is_held_is_held_past_its_time(world: World, ladder: Any):
    ladder(Rung(When.SHARE, 50, Whom.DEBTOR))
    case, made = world.report(), world.now
    row = asked(world, case, world.bruno, 12)  # due an hour before Bruno comes
    climbs(world, made + 14 * HOURS)
    [(at, late)] = heard("still-late")
    assert (at, late.person, late.since) == (made + 13 * HOURS, world.bruno.pk, row.due)
    assert heard("due-soon") == []
